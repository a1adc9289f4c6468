using ExamEngine.Core.Sessions;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;

namespace ExamEngine.Grains.Sessions;

/// <summary>What commits beside a session's events: the deadline's agenda row, the hand-over to grading, the row staff see.</summary>
internal static class SessionDuties
{
    public static IReadOnlyList<AgendaChange> Agenda(Guid id, SessionState before, SessionState after, TimeSpan grace, DateTimeOffset now)
    {
        var key = $"deadline/{id}";
        if (after is SessionState.Sealed { StartedAt: not null })
            return [new AgendaChange.Remove(key), new AgendaChange.Put($"grade/{id}", now, $"attempt/{id}", "grade")];
        var due = DueAt(after, grace);
        return due == DueAt(before, grace) ? [] : due is { } at ? [new AgendaChange.Put(key, at, $"session/{id}", "deadline")] : [new AgendaChange.Remove(key)];
    }

    /// <summary>When the next deadline takes effect; null while the clock stands.</summary>
    public static DateTimeOffset? DueAt(SessionState state, TimeSpan grace) => state is SessionState.Sitting { Time.NextDeadline: { } deadline } ? deadline + grace : null;

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
            id.ToString(), seat.Learner, seat.Exam, seat.Version, SessionMapping.StateName(after), seat.SeatedAt, started, deadline, ended, by);
    }
}
