using System.Collections.Immutable;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Programs;

/// <summary>What the agenda tells a learner's progress in a program, and what that puts on it.</summary>
internal static class ProgressDuties
{
    /// <summary>"Something may have changed: look."</summary>
    public const string Look = "look";

    /// <summary>"Staff have confirmed that you lose what the versions in force no longer give."</summary>
    public const string Confirmed = "confirmed";

    private const string Document = "document";

    public static AgendaChange.Put ToLook(string learner, string program, DateTimeOffset due) =>
        new($"progress/{learner}/{program}", due, $"progress/{learner}/{program}", Look);

    public static AgendaChange.Put ToConfirm(string learner, string program, DateTimeOffset due) =>
        new($"progress-confirmed/{learner}/{program}", due, $"progress/{learner}/{program}", Confirmed);

    /// <summary>One duty an award that has changed: that its documents follow.</summary>
    public static IReadOnlyList<AgendaChange> Of(string learner, string program, ImmutableArray<ProgressEvent> events, DateTimeOffset now) =>
        [.. events.Select(CourseOf).Distinct().Select(course => new AgendaChange.Put(
            $"award/{learner}/{program}{(course is null ? "" : $"/{course}")}", now, $"progress/{learner}/{program}", course is null ? Document : $"{Document}/{course}"))];

    /// <param name="course">Null for the program's.</param>
    public static bool IsFollow(string message, out string? course)
    {
        course = message.StartsWith($"{Document}/", StringComparison.Ordinal) ? message[(Document.Length + 1)..] : null;
        return course is not null || message == Document;
    }

    /// <summary>A program's id has no slash.</summary>
    public static (string Learner, string Program) KeyOf(string key) =>
        key.LastIndexOf('/') is > 0 and var slash ? (key[..slash], key[(slash + 1)..]) : throw new ArgumentException("A learner and a program are needed.", nameof(key));

    public static string KeyOf(string learner, string program) => $"{learner}/{program}";

    private static string? CourseOf(ProgressEvent happened) => happened switch
    {
        ProgressEvent.AwardGiven e => e.Course,
        ProgressEvent.AwardWithdrawn e => e.Course,
        ProgressEvent.AwardReinstated e => e.Course,
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };
}
