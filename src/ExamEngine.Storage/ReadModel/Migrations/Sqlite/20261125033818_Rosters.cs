using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ExamEngine.Storage.ReadModel.Migrations.Sqlite
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
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "program_id",
                table: "credentials",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "enrolments",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    learner_id = table.Column<string>(type: "TEXT", nullable: false),
                    exam_id = table.Column<string>(type: "TEXT", nullable: false),
                    legal_name = table.Column<string>(type: "TEXT", nullable: false),
                    country = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    window_id = table.Column<string>(type: "TEXT", nullable: true),
                    opens = table.Column<long>(type: "INTEGER", nullable: true),
                    closes = table.Column<long>(type: "INTEGER", nullable: true),
                    time_multiplier_percent = table.Column<int>(type: "INTEGER", nullable: false),
                    extra_attempts = table.Column<int>(type: "INTEGER", nullable: false)
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
                name: "IX_credentials_program_id_issued_at_id_country_learner_id_revoked_at",
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
            migrationBuilder.Sql(RosterRows.SqliteEnrolments);
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
                name: "IX_credentials_program_id_issued_at_id_country_learner_id_revoked_at",
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
