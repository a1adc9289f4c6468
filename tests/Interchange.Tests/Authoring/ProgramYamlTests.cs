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
