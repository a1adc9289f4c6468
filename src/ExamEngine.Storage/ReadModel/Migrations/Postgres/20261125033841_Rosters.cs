using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ExamEngine.Storage.ReadModel.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Rosters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "country",
                table: "credentials",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "program_id",
                table: "credentials",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "enrolments",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    learner_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    exam_id = table.Column<string>(type: "text", nullable: false),
                    legal_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    country = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    window_id = table.Column<string>(type: "text", nullable: true),
                    opens = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closes = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    time_multiplier_percent = table.Column<int>(type: "integer", nullable: false),
                    extra_attempts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_enrolments", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_credentials_issued_at_id_country_learner_id_revoked_at",
                table: "credentials",
                columns: new[] { "issued_at", "id", "country", "learner_id", "revoked_at" });

            migrationBuilder.CreateIndex(
                name: "IX_credentials_program_id_issued_at_id_country_learner_id_revo~",
                table: "credentials",
                columns: new[] { "program_id", "issued_at", "id", "country", "learner_id", "revoked_at" });

            migrationBuilder.CreateIndex(
                name: "IX_attempts_exam_id_sealed_at_id",
                table: "attempts",
                columns: new[] { "exam_id", "sealed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_attempts_sealed_at",
                table: "attempts",
                column: "sealed_at",
                filter: "pending_responses > 0");

            migrationBuilder.CreateIndex(
                name: "IX_enrolments_exam_id_legal_name_learner_id_country_state",
                table: "enrolments",
                columns: new[] { "exam_id", "legal_name", "learner_id", "country", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_enrolments_learner_id",
                table: "enrolments",
                column: "learner_id");

            migrationBuilder.Sql(RosterRows.Credentials);
            migrationBuilder.Sql(RosterRows.PostgresEnrolments);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "enrolments");

            migrationBuilder.DropIndex(
                name: "IX_credentials_issued_at_id_country_learner_id_revoked_at",
                table: "credentials");

            migrationBuilder.DropIndex(
                name: "IX_credentials_program_id_issued_at_id_country_learner_id_revo~",
                table: "credentials");

            migrationBuilder.DropIndex(
                name: "IX_attempts_exam_id_sealed_at_id",
                table: "attempts");

            migrationBuilder.DropIndex(
                name: "IX_attempts_sealed_at",
                table: "attempts");

            migrationBuilder.DropColumn(
                name: "country",
                table: "credentials");

            migrationBuilder.DropColumn(
                name: "program_id",
                table: "credentials");
        }
    }
}
