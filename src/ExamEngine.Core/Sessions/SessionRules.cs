using static ExamEngine.Core.Sessions.SessionState;

namespace ExamEngine.Core.Sessions;

/// <summary>The rules of a sitting. Pure: the same state, command and paper give the same decision on every machine.</summary>
public static class SessionRules
{
    /// <summary>How long a check-in without a window stands: within it the exam is started, or a proctor was never found.</summary>
    public static readonly TimeSpan CheckInStands = TimeSpan.FromDays(7);

    public static Decision Decide(SessionState state, SessionCommand command, SessionPaper paper)
    {
        // A clock that was set back counts as one that stood still, so nothing happens before what has happened.
        if (state is Sitting sitting && command.At < sitting.LatestAt)
            command = command with { At = sitting.LatestAt };
        var due = SessionDue.Settle(state, command, paper);
        if (due.IsEmpty)
            return DecideSettled(state, command, paper);
        var decision = DecideSettled(SessionEvolution.Evolve(state, due), command, paper);
        return decision with { Events = [.. due, .. decision.Events] };
    }

    private static Decision DecideSettled(SessionState state, SessionCommand command, SessionPaper paper) => state switch
    {
        _ when IsRepeat(state, command) => Decision.Nothing,
        Unknown => command is SessionCommand.Seat seat ? Seat(seat, paper) : Decision.Refuse("session.unknown", "There is no such session."),
        Before before => DecideBefore(before, command, paper),
        Sitting sitting => DecideSitting(sitting, command, paper),
        Sealed ended => DecideSealed(ended, command),
        _ => throw new InvalidOperationException($"Unknown state {state.GetType().Name}."),
    };

    private static Decision Seat(SessionCommand.Seat seat, SessionPaper paper)
    {
        var version = paper.Version;
        var seated = new SessionEvent.Seated(
            seat.Command, seat.Learner, version.ExamId, version.Version, paper.Form.Seed,
            [.. paper.Form.Items.Select(item => item.In(version).Id)],
            SessionPaper.Accommodate(version.TimeLimit, seat.Accommodation.TimeMultiplierPercent), seat.Accommodation.TimeMultiplierPercent,
            seat.WindowCloses, version.Policy.WindowCloseWins ? seat.WindowCloses : null, seat.AttemptNumber, version.Proctored)
        { At = seat.At };
        SessionEvent placed = seat.Window is { } window ? new SessionEvent.SeatedInWindow(window, seated) { At = seat.At } : seated;
        return seat.Accommodation == Accommodation.Of(seat.Accommodation.TimeMultiplierPercent)
            ? Decision.Of(placed)
            : new([placed, Accommodations.Grant(seat.Accommodation, seated.Limit, null, seat.At)], []);
    }

    private static Decision DecideBefore(Before before, SessionCommand command, SessionPaper paper) => command switch
    {
        SessionCommand.Seat => Decision.Nothing,
        SessionCommand.BeginCheckIn begin => BeginCheckIn(before, begin),
        SessionCommand.CompleteCheckIn complete => Step(before, Stage.CheckingIn, new SessionEvent.CheckInCompleted(complete.Command) { At = complete.At }),
        SessionCommand.Admit admit => Step(before, Stage.Waiting, new SessionEvent.Admitted(admit.Command, admit.By) { At = admit.At }),
        SessionCommand.AskAgain ask => AskAgain(before, ask),
        SessionCommand.Deny deny => before.Seat.Proctored ? Decision.Of(new SessionEvent.Denied(deny.Command, deny.By) { At = deny.At }) : NotProctored,
        SessionCommand.Accommodate accommodate => Accommodations.Decide(before, accommodate, paper),
        SessionCommand.Start start => Start(before, start, paper),
        SessionCommand.Terminate terminate => Decision.Of(new SessionEvent.Terminated(terminate.Command, terminate.By, terminate.Reason, terminate.At) { At = terminate.At }),
        SessionCommand.MeetDeadline meet => MissStart(before, meet),
        SessionCommand.ExtendWindow extend => Extend(before.Seat, extend, paper),
        SessionCommand.Withdraw withdraw => Decision.Of(new SessionEvent.Withdrawn { At = withdraw.At }),
        SessionCommand.Hear or SessionCommand.TakeOver => Decision.Nothing,
        SessionCommand.Save or SessionCommand.EnterSection or SessionCommand.Submit or SessionCommand.Pause or SessionCommand.Resume
            or SessionCommand.AddTime or SessionCommand.TakeTime or SessionCommand.Break or SessionCommand.TakeBreak or SessionCommand.EndBreak or SessionCommand.Lock
            or SessionCommand.Unlock or SessionCommand.End => Decision.Refuse("session.not-started", "The session has not started."),
        _ => throw new InvalidOperationException($"Unknown command {command.GetType().Name}."),
    };

    private static Decision Step(Before before, Stage from, SessionEvent step) =>
        !before.Seat.Proctored ? NotProctored
        : before.Stage != from ? Decision.Refuse("session.wrong-stage", $"The session is at '{before.Stage}', not at '{from}'.")
        : Decision.Of(step);

    private static Decision NotProctored => Decision.Refuse("session.not-proctored", "This exam is sat without a proctor.");

    private static Decision BeginCheckIn(Before before, SessionCommand.BeginCheckIn begin)
    {
        var began = Step(before, Stage.Seated, new SessionEvent.CheckInBegan(begin.Command) { At = begin.At });
        return began.Events.IsEmpty || begin.Room.Length == 0 || begin.Room == before.Seat.Room
            ? began
            : began with { Events = [new SessionEvent.PlacedInRoom(begin.Room) { At = begin.At }, .. began.Events] };
    }

    /// <summary>Whoever is still checking in shows it anyway.</summary>
    private static Decision AskAgain(Before before, SessionCommand.AskAgain ask) =>
        before.Stage == Stage.CheckingIn && before.Seat.Proctored
            ? Decision.Nothing
            : Step(before, before.Stage == Stage.Admitted ? Stage.Admitted : Stage.Waiting, new SessionEvent.AskedAgain(ask.Command, ask.By) { At = ask.At });

    private static Decision Start(Before before, SessionCommand.Start start, SessionPaper paper) =>
        before.Seat.Proctored && before.Stage != Stage.Admitted ? Decision.Refuse("session.proctor-needed", "A proctor has to admit you first.")
        : before.Seat.WindowCloses <= start.At ? Decision.Refuse("session.window-closed", "The exam's window has closed.")
        : Decision.Of(new SessionEvent.Started(start.Command, start.Device, paper.SectionLimit(0, before.Seat.TimeMultiplierPercent)) { At = start.At });

    private static Decision Extend(Seat seat, SessionCommand.ExtendWindow extend, SessionPaper paper) => extend.Closes > seat.WindowCloses
        ? Decision.Of(new SessionEvent.WindowExtended(extend.Closes, paper.Policy.WindowCloseWins ? extend.Closes : null) { At = extend.At })
        : Decision.Nothing;

    /// <summary>
    /// Whoever has not started when the window closes can start no more. A seat taken later than that ends with itself. Whoever had done all that is theirs and
    /// waited to be let in has not missed it: another did. Nor has anybody missed a window that never closes.
    /// </summary>
    private static Decision MissStart(Before before, SessionCommand.MeetDeadline meet)
    {
        if (before.LapsesAt is not { } closes || closes > meet.At)
            return Decision.Nothing;
        var at = closes > before.Seat.SeatedAt ? closes : before.Seat.SeatedAt;
        return Decision.Of(before.Stage == Stage.Waiting || before.Seat.WindowCloses is null ? new SessionEvent.NotAdmitted(at) { At = meet.At } : new SessionEvent.Expired(at) { At = meet.At });
    }

    private static Decision DecideSitting(Sitting sitting, SessionCommand command, SessionPaper paper)
    {
        if (command is SessionCommand.Save or SessionCommand.EnterSection or SessionCommand.Submit or SessionCommand.TakeBreak or SessionCommand.EndBreak
            && command is SessionCommand.FromDevice from && from.Device != sitting.Holder)
            return Decision.Refuse("session.held-elsewhere", "Another window or device holds this exam.");

        return command switch
        {
            SessionCommand.Seat or SessionCommand.Start or SessionCommand.MeetDeadline or SessionCommand.Withdraw => Decision.Nothing,
            SessionCommand.BeginCheckIn or SessionCommand.CompleteCheckIn or SessionCommand.Admit or SessionCommand.AskAgain => Decision.Nothing,
            SessionCommand.Deny => Decision.Refuse("session.started", "The session has started: it can be ended, not denied."),
            SessionCommand.Accommodate accommodate => Accommodations.Decide(sitting, accommodate, paper),
            SessionCommand.ExtendWindow extend => Extend(sitting.Seat, extend, paper),
            SessionCommand.Hear hear => Hear(sitting, hear, paper),
            SessionCommand.Save save => SessionEntries.Decide(sitting, save, paper),
            SessionCommand.EnterSection enter => EnterSection(sitting, enter, paper),
            SessionCommand.TakeOver take => take.Device == sitting.Holder
                ? Decision.Nothing
                : Decision.Of(new SessionEvent.LeaseTaken(take.Command, take.Device) { At = take.At }),
            SessionCommand.Submit submit => Submit(sitting, submit, paper),
            SessionCommand.Pause or SessionCommand.Resume or SessionCommand.Break or SessionCommand.TakeBreak or SessionCommand.EndBreak or SessionCommand.Lock
                or SessionCommand.Unlock or SessionCommand.AddTime or SessionCommand.TakeTime => ClockRules.Decide(sitting, command, EndOf(sitting, command.At, paper)),
            SessionCommand.End end => Decision.Of(new SessionEvent.Submitted(end.Command, EndedBy.Proctor, EndOf(sitting, end.At, paper)) { At = end.At }),
            SessionCommand.Terminate terminate => Decision.Of(
                new SessionEvent.Terminated(terminate.Command, terminate.By, terminate.Reason, EndOf(sitting, terminate.At, paper)) { At = terminate.At }),
            _ => throw new InvalidOperationException($"Unknown command {command.GetType().Name}."),
        };
    }

    private static Decision Hear(Sitting sitting, SessionCommand.Hear hear, SessionPaper paper) =>
        hear.Device == sitting.Holder && sitting.Time.RunningSince is not null && hear.At - sitting.HeardAt >= paper.Policy.GapAfter
            ? Decision.Of(new SessionEvent.Heard { At = hear.At })
            : Decision.Nothing;

    private static Decision EnterSection(Sitting sitting, SessionCommand.EnterSection enter, SessionPaper paper)
    {
        // Within a stage one moves freely and enters nothing.
        if (enter.Section >= sitting.Work.CurrentSection && enter.Section <= paper.StageEnd(sitting.Work.CurrentSection))
            return Decision.Nothing;
        if (sitting.Time.PausedSince is not null)
            return Decision.Refuse("session.paused", "The session is paused.");
        if (enter.Section < sitting.Work.CurrentSection)
            return Decision.Refuse("session.section-closed", "That section is closed.");
        if (paper.NextStage(sitting.Work.CurrentSection) != enter.Section)
            return Decision.Refuse("session.section-ahead", "That section is not the next one.");
        if (EndOf(sitting, enter.At, paper) < enter.At)
            return Decision.Refuse("session.deadline-passed", "Time was up before this arrived.");
        var enteredAt = sitting.Time.SectionDeadline < enter.At ? sitting.Time.SectionDeadline.Value : enter.At;
        return Decision.Of(new SessionEvent.SectionEntered(
            enter.Command, enter.Section, paper.Spans[enter.Section].First, enteredAt,
            paper.SectionLimit(enter.Section, sitting.Seat.TimeMultiplierPercent))
        { At = enter.At });
    }

    private static Decision Submit(Sitting sitting, SessionCommand.Submit submit, SessionPaper paper)
    {
        if (submit.LastSeq > sitting.Work.LastSeq)
            return Decision.Refuse("session.answers-missing", $"The server has entries up to {sitting.Work.LastSeq}, the page has {submit.LastSeq}.");
        var end = EndOf(sitting, submit.At, paper);
        return Decision.Of(new SessionEvent.Submitted(submit.Command, end < submit.At ? EndedBy.Deadline : EndedBy.Learner, end) { At = submit.At });
    }

    /// <summary>Now, or the deadline if that came first. The end of a section ends the session only where no stage follows.</summary>
    private static DateTimeOffset EndOf(Sitting sitting, DateTimeOffset now, SessionPaper paper)
    {
        var deadline = paper.NextStage(sitting.Work.CurrentSection) is null ? sitting.Time.NextDeadline : sitting.Time.Deadline;
        return deadline < now ? deadline.Value : now;
    }

    private static Decision DecideSealed(Sealed ended, SessionCommand command) => command switch
    {
        SessionCommand.Save save => SessionEntries.DecideSealed(ended, save),
        SessionCommand.Hear or SessionCommand.MeetDeadline or SessionCommand.Submit or SessionCommand.Seat or SessionCommand.Withdraw
            or SessionCommand.ExtendWindow or SessionCommand.Accommodate => Decision.Nothing,
        SessionCommand.End or SessionCommand.Terminate or SessionCommand.Pause or SessionCommand.Resume or SessionCommand.AddTime or SessionCommand.TakeTime
            or SessionCommand.Break or SessionCommand.TakeBreak or SessionCommand.EndBreak or SessionCommand.Lock or SessionCommand.Unlock or SessionCommand.Admit
            or SessionCommand.Deny or SessionCommand.AskAgain
            or SessionCommand.BeginCheckIn or SessionCommand.CompleteCheckIn or SessionCommand.Start or SessionCommand.EnterSection or SessionCommand.TakeOver
            => Decision.Refuse("session.ended", "The session has ended."),
        _ => throw new InvalidOperationException($"Unknown command {command.GetType().Name}."),
    };

    /// <summary>A command that was carried out before is answered as it was then, whatever has happened since.</summary>
    private static bool IsRepeat(SessionState state, SessionCommand command) => IdOf(command) is { } id && HasDone(state, id);

    /// <summary>Whether an act of a moment ago was done: its answer may have been lost, or it never came.</summary>
    public static bool HasDone(SessionState state, Guid act) => state switch
    {
        Unknown => false,
        Before before => before.Trail.Has(act),
        Sitting sitting => sitting.Given.Contains(act) || sitting.Trail.Has(act),
        Sealed ended => ended.Trail.Has(act),
        _ => throw new InvalidOperationException($"Unknown state {state.GetType().Name}."),
    };

    /// <summary>Null for what is not told apart by its id: saves have numbers, and hearing of a device or a deadline twice says nothing new.</summary>
    private static Guid? IdOf(SessionCommand command) => command switch
    {
        SessionCommand.Save or SessionCommand.Hear or SessionCommand.MeetDeadline or SessionCommand.Withdraw or SessionCommand.ExtendWindow
            or SessionCommand.Accommodate => null,
        SessionCommand.Seat seat => seat.Command,
        SessionCommand.BeginCheckIn begin => begin.Command,
        SessionCommand.CompleteCheckIn complete => complete.Command,
        SessionCommand.Admit admit => admit.Command,
        SessionCommand.Deny deny => deny.Command,
        SessionCommand.AskAgain ask => ask.Command,
        SessionCommand.Start start => start.Command,
        SessionCommand.EnterSection enter => enter.Command,
        SessionCommand.TakeOver take => take.Command,
        SessionCommand.Submit submit => submit.Command,
        SessionCommand.Pause pause => pause.Command,
        SessionCommand.Resume resume => resume.Command,
        SessionCommand.AddTime add => add.Command,
        SessionCommand.TakeTime take => take.Command,
        SessionCommand.Break rest => rest.Command,
        SessionCommand.TakeBreak rest => rest.Command,
        SessionCommand.EndBreak back => back.Command,
        SessionCommand.Lock shut => shut.Command,
        SessionCommand.Unlock open => open.Command,
        SessionCommand.End end => end.Command,
        SessionCommand.Terminate terminate => terminate.Command,
        _ => throw new InvalidOperationException($"Unknown command {command.GetType().Name}."),
    };
}
