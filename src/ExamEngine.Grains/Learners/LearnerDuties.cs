using System.Collections.Immutable;
using ExamEngine.Core.Learners;
using ExamEngine.Grains.Sessions;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Learners;

/// <summary>
/// What the agenda tells a learner's record: the id of a session that has news, that a seat in a window is new or has changed, or that it
/// is time to prepare one. And what the record puts on the agenda itself.
/// </summary>
internal static class LearnerDuties
{
    private const string Seat = "seat/";
    private const string Preparation = "prepare/";

    /// <summary>"The seat in this window is new, or has changed, or is gone: look."</summary>
    public static string Follow(string window) => Seat + window;

    /// <summary>"Prepare a session for the seat in this window."</summary>
    public static string Prepare(string window) => Preparation + window;

    public static bool IsFollow(string message, out string window) => Is(Seat, message, out window);

    public static bool IsPrepare(string message, out string window) => Is(Preparation, message, out window);

    /// <summary>Whatever crashes: a session that the record lets go of is withdrawn, and one under way hears of its window's other close.</summary>
    public static IReadOnlyList<AgendaChange> Of(LearnerState learner, ImmutableArray<LearnerEvent> events, DateTimeOffset now) =>
    [
        .. events.OfType<LearnerEvent.PreparedWithdrawn>()
            .Select(e => new AgendaChange.Put($"withdraw/{e.Session}", now, $"session/{e.Session}", SessionDuties.Withdraw)),
        .. events.OfType<LearnerEvent.RegisteredInWindow>()
            .SelectMany(e => learner.Attempts.Where(attempt => attempt.Window == e.Window && attempt.EndedAt is null)
                .Select(attempt => new AgendaChange.Put($"extend/{attempt.Session}", now, $"session/{attempt.Session}", SessionDuties.Extend(e.Closes)))),
    ];

    private static bool Is(string kind, string message, out string window)
    {
        var yes = message.StartsWith(kind, StringComparison.Ordinal);
        window = yes ? message[kind.Length..] : "";
        return yes;
    }
}
