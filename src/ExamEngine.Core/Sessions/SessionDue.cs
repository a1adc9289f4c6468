using System.Collections.Immutable;
using static ExamEngine.Core.Sessions.SessionState;

namespace ExamEngine.Core.Sessions;

/// <summary>
/// What time alone has brought about by the moment of a command: breaks that are over, connection gaps, timed sections that ran out, the deadline.
/// A deadline takes effect <see cref="Definitions.ExamPolicy.Grace"/> later than it stands, so that a save under way still counts,
/// and the end is written as the deadline itself however late it is found. Section after section is settled in the order of time, so
/// the outcome is the same whichever command finds it and however late.
/// </summary>
internal static class SessionDue
{
    public static ImmutableArray<SessionEvent> Settle(SessionState state, SessionCommand command, SessionPaper paper)
    {
        ImmutableArray<SessionEvent>.Builder? due = null;
        while (state is Sitting sitting)
        {
            // A window that closes in a break ends it with the session.
            if (sitting.Hold is Hold.OnBreak { Until: var over } && over <= command.At && !(sitting.Time.NextDeadline <= over))
            {
                Add(new SessionEvent.BreakEnded(over) { At = command.At });
                continue;
            }
            if (Gap(sitting, command, paper) is { } gap)
            {
                Add(gap);
                sitting = (Sitting)state;
            }
            if (sitting.Time.NextDeadline is not { } deadline || !Passed(deadline, command, paper))
                break;
            Add(sitting.Time.Deadline > deadline && paper.NextStage(sitting.Work.CurrentSection) is { } next
                ? new SessionEvent.SectionEntered(
                    null, next, paper.Spans[next].First, deadline, paper.SectionLimit(next, sitting.Seat.TimeMultiplierPercent))
                { At = command.At }
                : new SessionEvent.Expired(deadline) { At = command.At });
        }
        return due?.ToImmutable() ?? [];

        void Add(SessionEvent happened)
        {
            (due ??= ImmutableArray.CreateBuilder<SessionEvent>()).Add(happened);
            state = SessionEvolution.Evolve(state, happened);
        }
    }

    /// <summary>At the very end of the grace a save still counts; the deadline's own call closes.</summary>
    private static bool Passed(DateTimeOffset deadline, SessionCommand command, SessionPaper paper) =>
        command is SessionCommand.MeetDeadline ? command.At >= deadline + paper.Policy.Grace : command.At > deadline + paper.Policy.Grace;

    /// <summary>
    /// The silence of the holding device within the current section, when the device comes back, when a deadline finds it silent and
    /// when the clock is stopped. Lost time is given back up to the policy's cap, so a deadline met in silence moves on until the cap
    /// is used up. Silence after the deadline is nobody's loss, and what the window's end takes cannot be given back.
    /// </summary>
    private static SessionEvent.ConnectionLost? Gap(Sitting sitting, SessionCommand command, SessionPaper paper)
    {
        if (sitting.Time is not { RunningSince: not null, NextDeadline: { } deadline })
            return null;
        var back = command is SessionCommand.FromDevice device && (device.Device == sitting.Holder || device is SessionCommand.TakeOver);
        var passed = Passed(deadline, command, paper);
        if (!back && !passed && command is not (SessionCommand.Pause or SessionCommand.Break or SessionCommand.Lock or SessionCommand.End or SessionCommand.Terminate))
            return null;

        var from = command.HeardAt > sitting.HeardAt ? command.HeardAt.Value : sitting.HeardAt;
        // Judged at the moment the deadline's own call is due, so that a late call finds what a prompt one would have found.
        var silence = from >= deadline ? TimeSpan.Zero : (passed ? deadline + paper.Policy.Grace : command.At) - from;
        if (silence <= (sitting.Silent ? TimeSpan.Zero : paper.Policy.GapAfter))
            return back && sitting.Silent && !passed ? new(from, from, TimeSpan.Zero, true) { At = command.At } : null;

        var gap = command.At - from;
        var left = paper.Policy.LostTimeCap - sitting.Time.LostCredited;
        var credited = left <= TimeSpan.Zero ? TimeSpan.Zero : gap < left ? gap : left;
        var end = sitting.Time.Credit(credited).NextDeadline is { } moved && moved < command.At ? moved : command.At;
        var lost = end - from;
        return new(from, end, credited < lost ? credited : lost, back && !Passed(end, command, paper)) { At = command.At };
    }
}
