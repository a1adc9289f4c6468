using System.Collections.Immutable;
using static ExamEngine.Core.Sessions.SessionState;

namespace ExamEngine.Core.Sessions;

/// <summary>
/// What time alone has brought about by the moment of a command: connection gaps, timed sections that ran out, the deadline.
/// A deadline takes effect <see cref="Definitions.ExamPolicy.Grace"/> later than it stands, so that a save under way still counts,
/// and the end is written as the deadline itself however late it is found.
/// </summary>
internal static class SessionDue
{
    public static ImmutableArray<SessionEvent> Settle(SessionState state, SessionCommand command, SessionPaper paper)
    {
        if (state is not Sitting { Time.RunningSince: not null } sitting)
            return [];

        ImmutableArray<SessionEvent>.Builder? due = null;
        if (Gap(sitting, command, paper) is { } gap)
            Add(gap);
        while (state is Sitting { Time.NextDeadline: { } deadline } running && Passed(deadline))
        {
            Add(running.Time.Deadline > deadline && paper.NextStage(running.Work.CurrentSection) is { } next
                ? new SessionEvent.SectionEntered(
                    null, next, paper.Spans[next].First, deadline, paper.SectionLimit(next, running.Seat.TimeMultiplierPercent)) { At = command.At }
                : new SessionEvent.Expired(deadline) { At = command.At });
        }
        return due?.ToImmutable() ?? [];

        // At the very end of the grace a save still counts; the deadline's own call closes.
        bool Passed(DateTimeOffset deadline) =>
            command is SessionCommand.MeetDeadline ? command.At >= deadline + paper.Policy.Grace : command.At > deadline + paper.Policy.Grace;

        void Add(SessionEvent happened)
        {
            (due ??= ImmutableArray.CreateBuilder<SessionEvent>()).Add(happened);
            state = SessionEvolution.Evolve(state, happened);
        }
    }

    /// <summary>
    /// The silence of the holding device, when it comes back or when a deadline finds it silent. Lost time is given back up to the
    /// policy's cap, so a deadline met in silence moves on until the cap is used up.
    /// </summary>
    private static SessionEvent.ConnectionLost? Gap(Sitting sitting, SessionCommand command, SessionPaper paper)
    {
        var (back, remembered) = command switch
        {
            SessionCommand.FromDevice device => (device.Device == sitting.Holder || device is SessionCommand.TakeOver, device.HeardAt),
            SessionCommand.MeetDeadline meet => (false, meet.HeardAt),
            _ => (false, null),
        };
        var meets = command is SessionCommand.MeetDeadline && sitting.Time.NextDeadline is { } next && command.At >= next + paper.Policy.Grace;
        if (!back && !meets)
            return null;
        var from = remembered > sitting.HeardAt ? remembered.Value : sitting.HeardAt;
        var gap = command.At - from;
        if (gap <= (sitting.Silent ? TimeSpan.Zero : paper.Policy.GapAfter))
            return back && sitting.Silent ? new(from, from, TimeSpan.Zero, true) { At = command.At } : null;

        var left = paper.Policy.LostTimeCap - sitting.Time.LostCredited;
        var credited = left <= TimeSpan.Zero ? TimeSpan.Zero : gap < left ? gap : left;
        // Silence after the end is nobody's loss.
        var end = sitting.Time.Deadline is { } deadline && deadline + credited < command.At ? deadline + credited : command.At;
        return new(from, end > from ? end : from, credited, back) { At = command.At };
    }
}
