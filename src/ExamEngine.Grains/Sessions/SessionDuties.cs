using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ExamEngine.Core.Sessions;
using ExamEngine.Grains.Proctoring;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;

namespace ExamEngine.Grains.Sessions;

/// <summary>What commits beside a session's events: the deadline's agenda row, the hand-over to grading, the row staff see.</summary>
internal static class SessionDuties
{
    /// <summary>The duty of a session that was prepared and is not needed; its learner's record has let go of it.</summary>
    public const string Withdraw = "withdraw";

    private const string Extension = "extend/";
    private const string Grant = "accommodate/";

    /// <summary>The duty of a session whose window closes later than it did.</summary>
    public static string Extend(DateTimeOffset closes) => string.Create(CultureInfo.InvariantCulture, $"{Extension}{closes.ToUnixTimeMilliseconds()}");

    /// <summary>The duty of a session whose learner is granted something else than at the seat.</summary>
    public static string Accommodate(Accommodation granted) => Grant + JsonSerializer.Serialize(granted, DutyJson.Default.Accommodation);

    /// <summary>The key of the duty to grade what was handed in.</summary>
    public static string GradeKey(Guid session) => $"grade/{session}";

    /// <summary>What a duty asks for.</summary>
    public static SessionCommand CommandOf(string message, DateTimeOffset now, DateTimeOffset? heardAt) =>
        message == Withdraw ? new SessionCommand.Withdraw(now)
        : message.StartsWith(Extension, StringComparison.Ordinal) ? new SessionCommand.ExtendWindow(
            now, DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(message.AsSpan(Extension.Length), CultureInfo.InvariantCulture)))
        : message.StartsWith(Grant, StringComparison.Ordinal) ? new SessionCommand.Accommodate(
            now, JsonSerializer.Deserialize(message.AsSpan(Grant.Length), DutyJson.Default.Accommodation) ?? throw new InvalidOperationException($"'{message}' grants nothing."))
        : new SessionCommand.MeetDeadline(now, heardAt);

    /// <summary>
    /// The longest that what a page has sent is on its way from its arrival to its session's turn: through a busy server, or past a silo that hangs, whose calls
    /// are made again for eleven seconds and then wait once more. It is judged at its arrival, so after a crash the end of working time is carried out no sooner.
    /// </summary>
    public static readonly TimeSpan UnderWay = TimeSpan.FromSeconds(15);

    public static IReadOnlyList<AgendaChange> Agenda(Guid id, SessionState before, SessionState after, TimeSpan grace, DateTimeOffset now)
    {
        var key = $"deadline/{id}";
        if (after is SessionState.Sealed ended)
        {
            // Its learner's record has let go of it already.
            if (ended.Ending is Ending.Withdrawn)
                return [new AgendaChange.Remove(key)];
            // Photos of a check-in are kept no longer because the exam was never started.
            AgendaChange[] evidence = ended.Seat.Proctored ? [EvidenceDuties.AtTheEnd(id, now)] : [];
            // What never started has nothing to grade: its learner is told at once.
            if (ended.StartedAt is null)
                return [new AgendaChange.Remove(key), new AgendaChange.Put($"news/{id}", now, $"learner/{ended.Seat.Learner}", id.ToString()), .. evidence];
            var grade = new AgendaChange.Put(GradeKey(id), now, $"attempt/{id}", "grade") { IsAwaited = true };
            return ended.Seat.Proctored
                ? [new AgendaChange.Remove(key), grade, ReviewDuties.Opening(id, now), .. evidence]
                : [new AgendaChange.Remove(key), grade];
        }
        var due = DueAt(after, grace);
        return due == DueAt(before, grace) ? []
            : due is { } at ? [new AgendaChange.Put(key, WaitsForPage(after, grace, at) ? at + UnderWay : at, $"session/{id}", "deadline")]
            : [new AgendaChange.Remove(key)];
    }

    /// <summary>When time alone next brings something about: the end of a break, a deadline, or before the start the window's close or the lapse of a check-in; null while nothing does.</summary>
    public static DateTimeOffset? DueAt(SessionState state, TimeSpan grace) => state switch
    {
        SessionState.Before before => before.LapsesAt,
        SessionState.Sitting { Hold: Hold.OnBreak { Until: var over } } sitting when !(sitting.Time.NextDeadline <= over) => over,
        SessionState.Sitting { Time.NextDeadline: { } deadline } => deadline + grace,
        _ => null,
    };

    /// <summary>True for the end of working time, at which a page that is there hands in or goes on by itself; false for what only the clock brings about.</summary>
    public static bool WaitsForPage(SessionState state, TimeSpan grace, DateTimeOffset due) =>
        state is SessionState.Sitting { Time.NextDeadline: { } deadline } && due == deadline + grace;

    public static IReadOnlyList<ProjectionRow> Rows(Guid id, SessionState after)
    {
        return after switch
        {
            SessionState.Before s => [Row(s.Seat, null, null, null, null)],
            SessionState.Sitting s => [Row(s.Seat, s.StartedAt, s.Time.Deadline, null, null)],
            SessionState.Sealed s => [Row(s.Seat, s.StartedAt, null, s.Ending.EndedAt, SessionMapping.EndedByName(s.Ending))],
            _ => throw new InvalidOperationException("Nobody is seated here."),
        };

        SessionRow Row(Seat seat, DateTimeOffset? started, DateTimeOffset? deadline, DateTimeOffset? ended, string? by) => new(
            id.ToString(), seat.Learner, seat.Exam, seat.Version, SessionMapping.StateName(after), seat.SeatedAt, started, deadline, ended, by, seat.Window);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Accommodation))]
internal sealed partial class DutyJson : JsonSerializerContext;
