using ExamEngine.Core.Kernel;
using ExamEngine.Core.Programs;
using ExamEngine.Interchange.Authoring;

namespace ExamEngine.Interchange.Tests.Authoring;

public sealed class ProgramYamlTests
{
    [Fact]
    public void A_program_is_read()
    {
        var program = Assert.IsType<Validated<ProgramDefinition>.Valid>(ProgramYaml.Read(AuthoringSamples.Program)).Value;
        Assert.Equal(("scm", "Supply Chain Management", "Planned **ahead**."), (program.Id, program.Title, program.Description));
        Assert.Equal([new CourseDefinition("sc0x", "Supply Chain Analytics")], program.Courses);
    }

    [Fact]
    public void Requirements_and_parts_are_read()
    {
        var program = Assert.IsType<Validated<ProgramDefinition>.Valid>(ProgramYaml.Read(AuthoringSamples.FullProgram)).Value;
        Assert.IsType<Validated<ProgramDefinition>.Valid>(ProgramRules.Check(program));

        Assert.Equal("en", program.Language);
        Assert.Equal(new CourseWork.OneExam("sds-statistics"), program.Courses[1].Work);
        var parts = Assert.IsType<CourseWork.Parts>(program.Courses[3].Work);
        Assert.Equal((true, TimeSpan.FromHours(12), new PartsRule.WeightedSum(60)), (parts.InOrder, parts.Within ?? default, Assert.IsType<PartsRule.WeightedSum>(parts.Rule)));
        Assert.Equal([new CoursePart("capstone-1", 2), new CoursePart("capstone-2", 1)], parts.Exams);
        var all = Assert.IsType<Requirement.AllOf>(program.Earned);
        Assert.Equal(
            new Requirement.Course("probability") { From = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), Until = new(2029, 1, 1, 10, 0, 0, TimeSpan.Zero) }, all.Of[0]);
        var electives = Assert.IsType<Requirement.AtLeast>(all.Of[1]);
        Assert.Equal(("Electives", 1), (electives.Title, electives.Count));
        Assert.Equal([new Requirement.Course("statistics"), new Requirement.Exam("dedp-data") { Title = "Data Analysis" }], electives.Of);
    }

    [Fact]
    public void A_mistake_in_a_requirement_has_the_line_of_its_word()
    {
        var refusals = Assert.IsType<Validated<ProgramDefinition>.Invalid>(ProgramYaml.Read(AuthoringSamples.FullProgram
            .Replace("{ course: statistics }", "{ course: statistics, exam: other }", StringComparison.Ordinal)
            .Replace("until: 2029-01-01T12:00+02:00", "until: some day", StringComparison.Ordinal)
            .Replace("pass: together", "pass: every", StringComparison.Ordinal))).Refusals;

        Assert.Equal(
            [("course.cut-score-unused", "line 15"), ("yaml.wrong-kind", "line 21"), ("requirement.kind", "line 25")],
            refusals.Select(refusal => (refusal.Code, refusal.Where)));
        Assert.Equal(25, SourceMap.LineOf(AuthoringSamples.FullProgram, "earned.allOf[1].of[0].course"));
        Assert.Equal(17, SourceMap.LineOf(AuthoringSamples.FullProgram, "courses[3].parts.exams[0].weight"));
    }

    [Theory]
    [InlineData("scm", 6, "cfx")]
    [InlineData("dedp", 6, null)]
    [InlineData("pom", 8, null)]
    [InlineData("sds", 7, "capstone")]
    [InlineData("fin", 6, null)]
    public void The_programs_of_the_demonstration_are_sound(string id, int courses, string? inParts)
    {
        var yaml = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "demo", $"{id}.yaml"));
        var program = Assert.IsType<Validated<ProgramDefinition>.Valid>(ProgramYaml.Read(yaml)).Value;

        Assert.IsType<Validated<ProgramDefinition>.Valid>(ProgramRules.Check(program));
        Assert.Equal((id, courses), (program.Id, program.Courses.Length));
        Assert.Equal(inParts, program.Courses.FirstOrDefault(course => course.Work is CourseWork.Parts)?.Id);
        // Every course is asked for somewhere: a course that counts for nothing is a slip of the pen.
        Assert.Empty(program.Courses.Select(course => course.Id).Except(program.Requirement.Leaves().OfType<Requirement.Course>().Select(course => course.Id)));
    }

    [Fact]
    public void What_is_wrong_is_told_with_its_line()
    {
        var refusals = Assert.IsType<Validated<ProgramDefinition>.Invalid>(ProgramYaml.Read("program: scm\ncolour: red\ncourses:\n  - { id: a }")).Refusals;
        Assert.Equal([("yaml.missing-key", "line 1"), ("yaml.missing-key", "line 4"), ("yaml.unknown-key", "line 2")], refusals.Select(refusal => (refusal.Code, refusal.Where)));
    }

    [Fact]
    public void A_file_says_what_it_is()
    {
        Assert.Equal(new Validated<AuthoringKind>.Valid(AuthoringKind.Program), AuthoringFile.Kind(AuthoringSamples.Program));
        Assert.Equal(new Validated<AuthoringKind>.Valid(AuthoringKind.Exam), AuthoringFile.Kind(AuthoringSamples.Small));
        Assert.Equal("yaml.syntax", Assert.IsType<Validated<AuthoringKind>.Invalid>(AuthoringFile.Kind("a: [")).Refusals[0].Code);
    }
}
