using System.Globalization;
using ExamEngine.Core.Sessions;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;

namespace ExamEngine.Grains.Sessions;

/// <summary>What commits beside a session's events: the deadline's agenda row, the hand-over to grading, the row staff see.</summary>
internal static class SessionDuties
{
    /// <summary>The duty of a session that was prepared and is not needed; its learner's record has let go of it.</summary>
    public const string Withdraw = "withdraw";

    private const string Extension = "extend/";

    /// <summary>The duty of a session whose window closes later than it did.</summary>
    public static string Extend(DateTimeOffset closes) => string.Create(CultureInfo.InvariantCulture, $"{Extension}{closes.ToUnixTimeMilliseconds()}");

    /// <summary>What a duty asks for.</summary>
    public static SessionCommand CommandOf(string message, DateTimeOffset now, DateTimeOffset? heardAt) =>
        message == Withdraw ? new SessionCommand.Withdraw(now)
        : message.StartsWith(Extension, StringComparison.Ordinal) ? new SessionCommand.ExtendWindow(
            now, DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(message.AsSpan(Extension.Length), CultureInfo.InvariantCulture)))
        : new SessionCommand.MeetDeadline(now, heardAt);

    public static IReadOnlyList<AgendaChange> Agenda(Guid id, SessionState before, SessionState after, TimeSpan grace, DateTimeOffset now)
    {
        var key = $"deadline/{id}";
        if (after is SessionState.Sealed ended)
        {
            // Its learner's record has let go of it already.
            if (ended.Ending is Ending.Withdrawn)
                return [new AgendaChange.Remove(key)];
            return
            [
                new AgendaChange.Remove(key),
                // What never started has nothing to grade: its learner is told at once.
                ended.StartedAt is null
                    ? new AgendaChange.Put($"news/{id}", now, $"learner/{ended.Seat.Learner}", id.ToString())
                    : new AgendaChange.Put($"grade/{id}", now, $"attempt/{id}", "grade"),
            ];
        }
        var due = DueAt(after, grace);
        return due == DueAt(before, grace) ? [] : due is { } at ? [new AgendaChange.Put(key, at, $"session/{id}", "deadline")] : [new AgendaChange.Remove(key)];
    }

    /// <summary>When the next deadline takes effect: before the start, when the window closes; null while there is none.</summary>
    public static DateTimeOffset? DueAt(SessionState state, TimeSpan grace) => state switch
    {
        SessionState.Before before => before.Seat.WindowCloses,
        SessionState.Sitting { Time.NextDeadline: { } deadline } => deadline + grace,
        _ => null,
    };

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
