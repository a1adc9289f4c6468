using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ExamEngine.Storage.ReadModel.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Rooms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "room_proctors",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    proctor_id = table.Column<string>(type: "TEXT", nullable: false),
                    scope = table.Column<string>(type: "TEXT", nullable: false),
                    room = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_room_proctors", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "room_scopes",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    rooms = table.Column<int>(type: "INTEGER", nullable: false),
                    sessions = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_room_scopes", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_room_proctors_proctor_id_state_scope_room",
                table: "room_proctors",
                columns: new[] { "proctor_id", "state", "scope", "room" });

            migrationBuilder.CreateIndex(
                name: "IX_room_scopes_changed_at_id",
                table: "room_scopes",
                columns: new[] { "changed_at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "room_proctors");

            migrationBuilder.DropTable(
                name: "room_scopes");
        }
    }
}
