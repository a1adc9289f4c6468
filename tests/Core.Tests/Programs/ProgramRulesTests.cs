using System.Collections.Immutable;
using ExamEngine.Core.Kernel;
using ExamEngine.Core.Programs;
using static ExamEngine.Core.Tests.Programs.ProgramScene;

namespace ExamEngine.Core.Tests.Programs;

public sealed class ProgramRulesTests
{
    [Fact]
    public void A_sound_program_is_taken_as_it_is()
    {
        var program = Program(
            All(Course("a"), Some(1, Course("b"), new Requirement.Exam("final")) with { From = Start, Until = Now }, Course("x")),
            InParts("x", Parts(2, true, TimeSpan.FromHours(12), new PartsRule.WeightedSum(60))));

        Assert.Same(program, Assert.IsType<Validated<ProgramDefinition>.Valid>(ProgramRules.Check(program)).Value);
    }

    [Fact]
    public void Every_mistake_is_told_with_its_place() => Assert.Equal(
        [
            ("course.exam-repeated", "courses[5].exam"), ("course.parts-range", "courses[6].parts.exams"), ("course.within-range", "courses[6].parts.within"),
            ("course.cut-score-range", "courses[6].parts.cutScore"), ("course.weight-range", "courses[6].parts.exams[0].weight"),
            ("requirement.course-unknown", "earned.allOf[0].course"), ("requirement.too-many", "earned.allOf[1].atLeast"), ("requirement.repeated", "earned.allOf[1].of[1].course"),
            ("requirement.dates-contradict", "earned.allOf[2].until"), ("requirement.exam-is-part", "earned.allOf[3].exam"), ("requirement.empty", "earned.allOf[4].allOf"),
            ("requirement.count-range", "earned.allOf[5].atLeast"), ("requirement.dates-apart", "earned.allOf[6].allOf[0].until"), ("requirement.dates-apart", "earned.allOf[6].allOf[1].from"),
            ("requirement.exam-invalid", "earned.allOf[7].exam"),
        ],
        Refusals(Program(
            All(
                Course("z"), Some(3, Course("a"), Course("a")), Course("a") with { From = Now, Until = Now }, new Requirement.Exam("part9"), All(), Some(0, Course("a")),
                All(Course("b") with { Until = Start }, Course("c") with { From = Now }) with { From = Start, Until = Now }, new Requirement.Exam("No exam")),
            new CourseDefinition("e", "E") { Work = new CourseWork.OneExam("part1") }, new CourseDefinition("f", "F") { Work = new CourseWork.OneExam("part1") },
            InParts("x", new([new("part9", 0)], false, TimeSpan.Zero, new PartsRule.WeightedSum(101))))).Select(refusal => (refusal.Code, refusal.Where!)));

    [Fact]
    public void An_exam_that_is_one_of_several_parts_is_not_asked_for_by_itself() => Assert.Equal(
        [("requirement.exam-is-part", "earned.allOf[0].exam")],
        Refusals(Program(All(new Requirement.Exam("part1")), InParts("x", Parts(2)))).Select(refusal => (refusal.Code, refusal.Where!)));

    [Fact]
    public void A_program_has_a_name_a_title_courses_and_a_language_that_there_is() => Assert.Equal(
        ["program.id-invalid", "program.title-missing", "program.no-courses", "program.language-invalid"],
        Refusals(new("No id", " ", "", []) { Language = "x" }).Select(refusal => refusal.Code));

    [Fact]
    public void An_identifier_leaves_room_for_the_learners_in_one_stream() =>
        Assert.Equal("program.id-too-long", Assert.Single(Refusals(Program(null) with { Id = new('p', 47) })).Code);

    [Fact]
    public void A_tree_has_an_end()
    {
        var large = Program(All([.. Enumerable.Range(0, 501).Select(n => (Requirement)new Requirement.Exam($"e{n}"))]));

        Assert.Equal("requirement.too-large", Assert.Single(Refusals(large)).Code);
    }

    private static ImmutableArray<Refusal> Refusals(ProgramDefinition program) => Assert.IsType<Validated<ProgramDefinition>.Invalid>(ProgramRules.Check(program)).Refusals;
}
