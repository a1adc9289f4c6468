using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ExamEngine.Storage.ReadModel.Migrations.Postgres
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
                    id = table.Column<string>(type: "text", nullable: false),
                    session_id = table.Column<string>(type: "text", nullable: false),
                    exam_id = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    rule = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    judged = table.Column<int>(type: "integer", nullable: false),
                    dismissed = table.Column<int>(type: "integer", nullable: false),
                    first = table.Column<string>(type: "text", nullable: true),
                    second = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_review_subjects", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reviews",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    exam_id = table.Column<string>(type: "text", nullable: false),
                    learner_id = table.Column<string>(type: "text", nullable: false),
                    room = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    attention = table.Column<decimal>(type: "numeric", nullable: false),
                    serious = table.Column<bool>(type: "boolean", nullable: false),
                    subjects = table.Column<int>(type: "integer", nullable: false),
                    concluded = table.Column<int>(type: "integer", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    overdue = table.Column<bool>(type: "boolean", nullable: false),
                    finding = table.Column<string>(type: "text", nullable: true),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
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
