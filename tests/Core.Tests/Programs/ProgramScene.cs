using ExamEngine.Core.Programs;

namespace ExamEngine.Core.Tests.Programs;

/// <summary>A small program and results in it, by the hour after a beginning.</summary>
internal static class ProgramScene
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset Now = Start.AddDays(100);

    public static DateTimeOffset Hour(double hour) => Start.AddHours(hour);

    public static Guid Session(int number) => new($"dddddddd-0000-7000-8000-{number:x12}");

    public static Requirement Course(string id) => new Requirement.Course(id);

    public static Requirement.AllOf All(params Requirement[] of) => new([.. of]);

    public static Requirement.AtLeast Some(int count, params Requirement[] of) => new(count, [.. of]);

    /// <summary>Courses a, b, c, d, each passed by any exam of it, and what earns the credential.</summary>
    public static ProgramDefinition Program(Requirement? earned, params CourseDefinition[] more) => new(
        "p", "Program", "", [.. "abcd".Select(name => new CourseDefinition($"{name}", $"Course {name}")), .. more])
    { Earned = earned };

    public static CourseDefinition InParts(string id, CourseWork.Parts parts) => new(id, $"Course {id}") { Work = parts };

    public static CourseWork.Parts Parts(int exams, bool inOrder = false, TimeSpan? within = null, PartsRule? rule = null) => new(
        [.. Enumerable.Range(1, exams).Select(n => new CoursePart($"part{n}", 1))], inOrder, within, rule ?? new PartsRule.EveryPassed());

    public static ProgramVersion Version(ProgramDefinition program, int number = 1, DateTimeOffset? from = null, bool forEverybody = false) =>
        new(number, program, from ?? Start.AddDays(-1000), forEverybody);

    /// <param name="at">The hour it begins; it takes two.</param>
    public static ProgramResult Sat(int session, string exam, ResultStanding standing = ResultStanding.Passed, double at = 0, decimal points = 8, decimal max = 10, string? course = null) =>
        new(Session(session), exam, course ?? exam, Hour(at), Hour(at + 2), standing, points, max);

    public static NodeProgress Root(ProgramDefinition program, params ProgramResult[] results) => Progress.Of(Version(program), [.. results], Now).Root;
}
