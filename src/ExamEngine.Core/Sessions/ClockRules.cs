using static ExamEngine.Core.Sessions.SessionState;

namespace ExamEngine.Core.Sessions;

/// <summary>The rules of what stops the clock, lets it go on, and gives or takes time.</summary>
public static class ClockRules
{
    /// <summary>The most time that one act may add, take or stop the clock for.</summary>
    public static readonly TimeSpan MostAdded = TimeSpan.FromDays(1);

    /// <summary>What remains at the least when time is taken back.</summary>
    public static readonly TimeSpan LeastLeft = TimeSpan.FromMinutes(1);

    /// <param name="end">The moment of the command, or the deadline if that came first.</param>
    internal static Decision Decide(Sitting sitting, SessionCommand command, DateTimeOffset end) => command switch
    {
        SessionCommand.Pause pause => sitting.Hold is Hold.Locked { Under: null } shut ? Under(shut, pause, end) : Stop(
            sitting, pause, end, new SessionEvent.Paused(pause.Command, pause.By, pause.Reason) { At = pause.At }),
        SessionCommand.Lock shut => Stop(sitting, shut, end, new SessionEvent.Locked(shut.Command, shut.By, shut.Reason, shut.Message) { At = shut.At }),
        SessionCommand.Break rest => Amount(rest.Length) ?? Stop(
            sitting, rest, end, new SessionEvent.BreakBegan(rest.Command, rest.By, rest.At + rest.Length, Less(rest.Length, sitting.BreakLeft), rest.Reason) { At = rest.At }),
        SessionCommand.TakeBreak rest => Amount(rest.Length) ?? (rest.Length > sitting.BreakLeft && sitting.Hold is null
            ? Decision.Refuse("session.no-break-left", $"You have {sitting.BreakLeft.TotalMinutes:0} minutes of breaks left.")
            : Stop(sitting, rest, end, new SessionEvent.BreakBegan(rest.Command, sitting.Seat.Learner, rest.At + rest.Length, rest.Length, "accommodation") { At = rest.At })),
        SessionCommand.Resume resume => Resume(sitting, resume, end),
        SessionCommand.EndBreak back => sitting.Hold is Hold.OnBreak
            ? GoOn(sitting, back, end, new SessionEvent.Resumed(back.Command, sitting.Seat.Learner) { At = back.At })
            : Decision.Refuse("session.not-on-break", "There is no break to come back from."),
        SessionCommand.Unlock open => sitting.Hold is Hold.Locked shut
            ? open.Of is { } act && act != shut.Command ? IsOver : Unlock(sitting, open, shut, end)
            : Decision.Refuse("session.not-locked", "The session is not locked."),
        SessionCommand.AddTime add => Amount(add.Amount) ?? Decision.Of(new SessionEvent.TimeAdded(add.Command, add.By, add.Amount, add.Reason) { At = add.At }),
        SessionCommand.TakeTime take => Amount(take.Amount) ?? Take(sitting, take),
        _ => throw new InvalidOperationException($"Unknown command {command.GetType().Name}."),
    };

    private static Decision Stop(Sitting sitting, SessionCommand command, DateTimeOffset end, SessionEvent happened) => sitting.Hold switch
    {
        Hold.Locked => IsLocked,
        Hold.Paused when command is not SessionCommand.Lock => Decision.Refuse("session.paused", "The session is paused already."),
        Hold.OnBreak when command is SessionCommand.Break or SessionCommand.TakeBreak => Decision.Refuse("session.on-break", "The session is on a break already."),
        _ when end < command.At => Decision.Refuse("session.deadline-passed", "Time is up: there is nothing left to pause."),
        _ => Decision.Of(happened),
    };

    /// <summary>A pause that lies under a lock ends, and the lock stays.</summary>
    private static Decision Resume(Sitting sitting, SessionCommand.Resume resume, DateTimeOffset end)
    {
        var pause = sitting.Hold as Hold.Paused ?? (sitting.Hold as Hold.Locked)?.Under;
        if (resume.Of is { } act && sitting.Hold is not null && pause?.Command != act)
            return IsOver;
        var resumed = GoOn(sitting, resume, end, new SessionEvent.Resumed(resume.Command, resume.By) { At = resume.At });
        return sitting.Hold is not Hold.Locked shut ? resumed
            : pause is null ? IsLocked
            : resumed.Refused is not null ? resumed
            : new([.. resumed.Events, Again(shut, resume.At)], []);
    }

    /// <summary>A room is paused in which somebody is locked.</summary>
    private static Decision Under(Hold.Locked shut, SessionCommand.Pause pause, DateTimeOffset end) => end < pause.At
        ? Decision.Refuse("session.deadline-passed", "Time is up: there is nothing left to pause.")
        : new([
            new SessionEvent.Unlocked(shut.Command, pause.By) { At = pause.At },
            new SessionEvent.Paused(pause.Command, pause.By, pause.Reason) { At = pause.At },
            Again(shut, pause.At)], []);

    private static Decision Unlock(Sitting sitting, SessionCommand.Unlock open, Hold.Locked shut, DateTimeOffset end)
    {
        var unlocked = GoOn(sitting, open, end, new SessionEvent.Unlocked(open.Command, open.By) { At = open.At });
        return shut.Under is not { } pause || unlocked.Refused is not null
            ? unlocked
            : new([.. unlocked.Events, new SessionEvent.Paused(pause.Command, pause.By, pause.Reason) { At = open.At }], []);
    }

    private static SessionEvent.Locked Again(Hold.Locked shut, DateTimeOffset at) => new(shut.Command, shut.By, shut.Reason, shut.Message) { At = at };

    private static Decision GoOn(Sitting sitting, SessionCommand command, DateTimeOffset end, SessionEvent happened) =>
        sitting.Hold is null ? Decision.Refuse("session.not-paused", "The session is not paused.")
        : end < command.At ? Decision.Refuse("session.deadline-passed", "The window has closed: there is no time left to go on with.")
        : Decision.Of(happened);

    /// <summary>Of the exam's own time and of the section's a minute has to remain. What the window leaves is another matter, and time is up anyway then.</summary>
    private static Decision Take(Sitting sitting, SessionCommand.TakeTime take)
    {
        if (take.Of is { } given && sitting.Time.SectionLimit is not null && !sitting.Given.Contains(given))
            return Decision.Refuse("session.section-over", "The time was given in a section that is over.");
        var (time, least) = (sitting.Time, take.Amount + LeastLeft);
        var left = time.Limit + time.Credited - time.RunAt(take.At);
        var section = time.SectionLimit is { } limit ? limit + time.SectionCredited - (time.RunAt(take.At) - time.SectionFrom) : TimeSpan.MaxValue;
        return left < least || section < least
            ? Decision.Refuse("session.too-little-left", $"At least {LeastLeft.TotalMinutes:0} minute has to remain.")
            : Decision.Of(new SessionEvent.TimeTaken(take.Command, take.By, take.Amount, take.Reason) { At = take.At });
    }

    private static Decision? Amount(TimeSpan amount) => amount <= TimeSpan.Zero || amount > MostAdded
        ? Decision.Refuse("input.amount", $"The time must be more than zero and at most {MostAdded.TotalHours:0} hours.")
        : null;

    private static Decision IsOver => Decision.Refuse("session.hold-over", "What is to be taken back is over; the session stands still for something else.");

    private static Decision IsLocked => Decision.Refuse("session.locked", "The session is locked.");

    private static TimeSpan Less(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
