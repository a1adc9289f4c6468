using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ExamEngine.Storage.ReadModel.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Ceremonies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_credentials_issued_at_id_country_learner_id_revoked_at",
                table: "credentials");

            migrationBuilder.DropIndex(
                name: "IX_credentials_program_id_issued_at_id_country_learner_id_revo~",
                table: "credentials");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "earned_at",
                table: "credentials",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.CreateTable(
                name: "name_consents",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    learner_id = table.Column<string>(type: "text", nullable: false),
                    program_id = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_name_consents", x => x.id);
                });

            migrationBuilder.Sql(EarnedMoments.Postgres);

            migrationBuilder.CreateIndex(
                name: "IX_credentials_earned_at_id_country_learner_id_revoked_at_kind~",
                table: "credentials",
                columns: new[] { "earned_at", "id", "country", "learner_id", "revoked_at", "kind", "program_id" });

            migrationBuilder.CreateIndex(
                name: "IX_credentials_program_id_earned_at_id_country_learner_id_revo~",
                table: "credentials",
                columns: new[] { "program_id", "earned_at", "id", "country", "learner_id", "revoked_at", "kind" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "name_consents");

            migrationBuilder.DropIndex(
                name: "IX_credentials_earned_at_id_country_learner_id_revoked_at_kind~",
                table: "credentials");

            migrationBuilder.DropIndex(
                name: "IX_credentials_program_id_earned_at_id_country_learner_id_revo~",
                table: "credentials");

            migrationBuilder.DropColumn(
                name: "earned_at",
                table: "credentials");

            migrationBuilder.CreateIndex(
                name: "IX_credentials_issued_at_id_country_learner_id_revoked_at",
                table: "credentials",
                columns: new[] { "issued_at", "id", "country", "learner_id", "revoked_at" });

            migrationBuilder.CreateIndex(
                name: "IX_credentials_program_id_issued_at_id_country_learner_id_revo~",
                table: "credentials",
                columns: new[] { "program_id", "issued_at", "id", "country", "learner_id", "revoked_at" });
        }
    }
}
