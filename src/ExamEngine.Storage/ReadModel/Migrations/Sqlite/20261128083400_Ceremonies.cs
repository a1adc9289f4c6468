using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ExamEngine.Storage.ReadModel.Migrations.Sqlite
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
                name: "IX_credentials_program_id_issued_at_id_country_learner_id_revoked_at",
                table: "credentials");

            migrationBuilder.AddColumn<long>(
                name: "earned_at",
                table: "credentials",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "name_consents",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    learner_id = table.Column<string>(type: "TEXT", nullable: false),
                    program_id = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_name_consents", x => x.id);
                });

            migrationBuilder.Sql(EarnedMoments.Sqlite);

            migrationBuilder.CreateIndex(
                name: "IX_credentials_earned_at_id_country_learner_id_revoked_at_kind_program_id",
                table: "credentials",
                columns: new[] { "earned_at", "id", "country", "learner_id", "revoked_at", "kind", "program_id" });

            migrationBuilder.CreateIndex(
                name: "IX_credentials_program_id_earned_at_id_country_learner_id_revoked_at_kind",
                table: "credentials",
                columns: new[] { "program_id", "earned_at", "id", "country", "learner_id", "revoked_at", "kind" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "name_consents");

            migrationBuilder.DropIndex(
                name: "IX_credentials_earned_at_id_country_learner_id_revoked_at_kind_program_id",
                table: "credentials");

            migrationBuilder.DropIndex(
                name: "IX_credentials_program_id_earned_at_id_country_learner_id_revoked_at_kind",
                table: "credentials");

            migrationBuilder.DropColumn(
                name: "earned_at",
                table: "credentials");

            migrationBuilder.CreateIndex(
                name: "IX_credentials_issued_at_id_country_learner_id_revoked_at",
                table: "credentials",
                columns: new[] { "issued_at", "id", "country", "learner_id", "revoked_at" });

            migrationBuilder.CreateIndex(
                name: "IX_credentials_program_id_issued_at_id_country_learner_id_revoked_at",
                table: "credentials",
                columns: new[] { "program_id", "issued_at", "id", "country", "learner_id", "revoked_at" });
        }
    }
}
