using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ExamEngine.Storage.ReadModel.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Windows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "window_id",
                table: "sessions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "window_id",
                table: "attempts",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "seats",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    window_id = table.Column<string>(type: "text", nullable: false),
                    learner_id = table.Column<string>(type: "text", nullable: false),
                    exam_id = table.Column<string>(type: "text", nullable: false),
                    time_multiplier_percent = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seats", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "windows",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    exam_id = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    opens = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closes = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    capacity = table.Column<int>(type: "integer", nullable: false),
                    seats = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_windows", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_sessions_window_id_learner_id_started_at_state",
                table: "sessions",
                columns: new[] { "window_id", "learner_id", "started_at", "state" },
                filter: "window_id is not null");

            migrationBuilder.CreateIndex(
                name: "IX_attempts_window_id_state_passed",
                table: "attempts",
                columns: new[] { "window_id", "state", "passed" },
                filter: "window_id is not null");

            migrationBuilder.CreateIndex(
                name: "IX_seats_window_id_learner_id_state",
                table: "seats",
                columns: new[] { "window_id", "learner_id", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_windows_closes_opens",
                table: "windows",
                columns: new[] { "closes", "opens" });

            migrationBuilder.CreateIndex(
                name: "IX_windows_exam_id",
                table: "windows",
                column: "exam_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "seats");

            migrationBuilder.DropTable(
                name: "windows");

            migrationBuilder.DropIndex(
                name: "IX_sessions_window_id_learner_id_started_at_state",
                table: "sessions");

            migrationBuilder.DropIndex(
                name: "IX_attempts_window_id_state_passed",
                table: "attempts");

            migrationBuilder.DropColumn(
                name: "window_id",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "window_id",
                table: "attempts");
        }
    }
}
