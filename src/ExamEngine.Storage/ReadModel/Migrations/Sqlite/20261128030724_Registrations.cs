using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ExamEngine.Storage.ReadModel.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Registrations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "accommodation_requests",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    learner_id = table.Column<string>(type: "TEXT", nullable: false),
                    wish = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accommodation_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "registrations",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    exam_id = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    open_from = table.Column<long>(type: "INTEGER", nullable: true),
                    open_until = table.Column<long>(type: "INTEGER", nullable: false),
                    change_until = table.Column<long>(type: "INTEGER", nullable: false),
                    ends_before_minutes = table.Column<int>(type: "INTEGER", nullable: true),
                    change_before_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    offer_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    free = table.Column<int>(type: "INTEGER", nullable: false),
                    waiting = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registrations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "vouchers",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    exam_id = table.Column<string>(type: "TEXT", nullable: false),
                    uses = table.Column<int>(type: "INTEGER", nullable: false),
                    used = table.Column<int>(type: "INTEGER", nullable: false),
                    valid_until = table.Column<long>(type: "INTEGER", nullable: true),
                    defined_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_vouchers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "waiting",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    window_id = table.Column<string>(type: "TEXT", nullable: false),
                    learner_id = table.Column<string>(type: "TEXT", nullable: false),
                    exam_id = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    offered_until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_waiting", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_accommodation_requests_state_asked_at_id",
                table: "accommodation_requests",
                columns: new[] { "state", "asked_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_vouchers_exam_id_id",
                table: "vouchers",
                columns: new[] { "exam_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_waiting_learner_id_exam_id_state",
                table: "waiting",
                columns: new[] { "learner_id", "exam_id", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_waiting_window_id_state_number",
                table: "waiting",
                columns: new[] { "window_id", "state", "number" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "accommodation_requests");

            migrationBuilder.DropTable(
                name: "registrations");

            migrationBuilder.DropTable(
                name: "vouchers");

            migrationBuilder.DropTable(
                name: "waiting");
        }
    }
}
