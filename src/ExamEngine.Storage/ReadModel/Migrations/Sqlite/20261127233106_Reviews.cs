using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ExamEngine.Storage.ReadModel.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Reviews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "review_subjects",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    session_id = table.Column<string>(type: "TEXT", nullable: false),
                    exam_id = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    rule = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    judged = table.Column<int>(type: "INTEGER", nullable: false),
                    dismissed = table.Column<int>(type: "INTEGER", nullable: false),
                    first = table.Column<string>(type: "TEXT", nullable: true),
                    second = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_review_subjects", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reviews",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    exam_id = table.Column<string>(type: "TEXT", nullable: false),
                    learner_id = table.Column<string>(type: "TEXT", nullable: false),
                    room = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    attention = table.Column<decimal>(type: "TEXT", nullable: false),
                    serious = table.Column<bool>(type: "INTEGER", nullable: false),
                    subjects = table.Column<int>(type: "INTEGER", nullable: false),
                    concluded = table.Column<int>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: true),
                    overdue = table.Column<bool>(type: "INTEGER", nullable: false),
                    finding = table.Column<string>(type: "TEXT", nullable: true),
                    settled_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reviews", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_review_subjects_exam_id_first_second",
                table: "review_subjects",
                columns: new[] { "exam_id", "first", "second" },
                filter: "second is not null");

            migrationBuilder.CreateIndex(
                name: "IX_review_subjects_exam_id_kind_rule_title_judged_dismissed",
                table: "review_subjects",
                columns: new[] { "exam_id", "kind", "rule", "title", "judged", "dismissed" });

            migrationBuilder.CreateIndex(
                name: "IX_reviews_exam_id_state_opened_at_id",
                table: "reviews",
                columns: new[] { "exam_id", "state", "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_reviews_learner_id",
                table: "reviews",
                column: "learner_id");

            migrationBuilder.CreateIndex(
                name: "IX_reviews_room_state_opened_at_id",
                table: "reviews",
                columns: new[] { "room", "state", "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_reviews_state_opened_at_id",
                table: "reviews",
                columns: new[] { "state", "opened_at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "review_subjects");

            migrationBuilder.DropTable(
                name: "reviews");
        }
    }
}
