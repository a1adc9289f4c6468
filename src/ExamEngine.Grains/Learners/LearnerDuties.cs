using System.Collections.Immutable;
using ExamEngine.Core.Learners;
using ExamEngine.Core.Programs;
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
    private const string Used = "voucher/";

    /// <summary>"The seat in this window is new, or has changed, or is gone: look."</summary>
    public static string Follow(string window) => Seat + window;

    /// <summary>"Prepare a session for the seat in this window."</summary>
    public static string Prepare(string window) => Preparation + window;

    /// <summary>"You have used this voucher."</summary>
    public static string Voucher(string code) => Used + code;

    public static bool IsVoucher(string message, out string code) => Is(Used, message, out code);

    public static bool IsFollow(string message, out string window) => Is(Seat, message, out window);

    public static bool IsPrepare(string message, out string window) => Is(Preparation, message, out window);

    /// <summary>
    /// Whatever crashes: a session that the record lets go of is withdrawn, and one under way hears of its window's other close and of what
    /// its learner is granted now. So an accommodation that came in just before a beginning counts in it a moment later.
    /// </summary>
    public static IReadOnlyList<AgendaChange> Of(LearnerState before, ImmutableArray<LearnerEvent> events, DateTimeOffset now)
    {
        var after = events.Aggregate(before, LearnerState.Evolve);
        return
        [
            .. events.OfType<LearnerEvent.PreparedWithdrawn>().Select(e => Put("withdraw", e.Session, SessionDuties.Withdraw)),
            .. events.OfType<LearnerEvent.RegisteredInWindow>()
                .SelectMany(e => before.Attempts.Where(attempt => attempt.Window == e.Window && attempt.EndedAt is null)
                    .Select(attempt => Put("extend", attempt.Session, SessionDuties.Extend(e.Closes)))),
            .. before.Attempts.Where(attempt => attempt.EndedAt is null && after.GrantedFor(attempt) != before.GrantedFor(attempt))
                .Select(attempt => Put("accommodate", attempt.Session, SessionDuties.Accommodate(after.GrantedFor(attempt)))),
        ];

        AgendaChange Put(string what, Guid session, string message) => new AgendaChange.Put($"{what}/{session}", now, $"session/{session}", message);
    }

    /// <summary>
    /// The exams of which a program may have to hear: registered for the first time, or with a result that counts otherwise than before. That somebody
    /// looks at a result changes no award.
    /// </summary>
    public static IEnumerable<string> Progressed(LearnerState before, ImmutableArray<LearnerEvent> events)
    {
        var after = events.Aggregate(before, LearnerState.Evolve);
        return events.Select(happened => happened switch
        {
            LearnerEvent.Registered e when !before.IsRegistered(e.Exam) => e.Exam,
            LearnerEvent.RegisteredInWindow e when !before.IsRegistered(e.Exam) => e.Exam,
            LearnerEvent.ResultKnown e => Counts(e.Session),
            LearnerEvent.ReviewKnown e => Counts(e.Session),
            _ => null,
        }).OfType<string>().Distinct();

        string? Counts(Guid session) => after.Attempt(session) is { } attempt && ProgramResult.StandingOf(attempt) is { } standing
            && standing != ResultStanding.Undecided && (before.Attempt(session) is not { } was || ProgramResult.StandingOf(was) != standing)
                ? attempt.Exam
                : null;
    }

    private static bool Is(string kind, string message, out string window)
    {
        var yes = message.StartsWith(kind, StringComparison.Ordinal);
        window = yes ? message[kind.Length..] : "";
        return yes;
    }
}
