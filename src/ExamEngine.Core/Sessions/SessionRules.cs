using static ExamEngine.Core.Sessions.SessionState;

namespace ExamEngine.Core.Sessions;

/// <summary>The rules of a sitting. Pure: the same state, command and paper give the same decision on every machine.</summary>
public static class SessionRules
{
    public static Decision Decide(SessionState state, SessionCommand command, SessionPaper paper)
    {
        var due = SessionDue.Settle(state, command, paper);
        if (due.IsEmpty)
            return DecideSettled(state, command, paper);
        var decision = DecideSettled(SessionEvolution.Evolve(state, due), command, paper);
        return decision with { Events = [.. due, .. decision.Events] };
    }

    private static Decision DecideSettled(SessionState state, SessionCommand command, SessionPaper paper) => state switch
    {
        Unknown => command is SessionCommand.Seat seat ? Seat(seat, paper) : Decision.Refuse("session.unknown", "There is no such session."),
        Before before => DecideBefore(before, command, paper),
        Sitting sitting => DecideSitting(sitting, command, paper),
        Sealed ended => DecideSealed(ended, command),
        _ => throw new InvalidOperationException($"Unknown state {state.GetType().Name}."),
    };

    private static Decision Seat(SessionCommand.Seat seat, SessionPaper paper)
    {
        var version = paper.Version;
        return Decision.Of(new SessionEvent.Seated(
            seat.Command, seat.Learner, version.ExamId, version.Version, paper.Form.Seed,
            [.. paper.Form.Items.Select(item => item.In(version).Id)],
            SessionPaper.Accommodate(version.TimeLimit, seat.TimeMultiplierPercent), seat.TimeMultiplierPercent,
            seat.WindowCloses, version.Policy.WindowCloseWins ? seat.WindowCloses : null, seat.AttemptNumber, version.Proctored) { At = seat.At });
    }

    private static Decision DecideBefore(Before before, SessionCommand command, SessionPaper paper) => command switch
    {
        SessionCommand.Seat => Decision.Nothing,
        SessionCommand.BeginCheckIn begin => Step(before, begin.Command, Stage.Seated, new SessionEvent.CheckInBegan(begin.Command) { At = begin.At }),
        SessionCommand.CompleteCheckIn complete => Step(before, complete.Command, Stage.CheckingIn, new SessionEvent.CheckInCompleted(complete.Command) { At = complete.At }),
        SessionCommand.Admit admit => Step(before, admit.Command, Stage.Waiting, new SessionEvent.Admitted(admit.Command, admit.By) { At = admit.At }),
        SessionCommand.Start start => Start(before, start, paper),
        SessionCommand.Terminate terminate => Decision.Of(new SessionEvent.Terminated(terminate.Command, terminate.By, terminate.Reason, terminate.At) { At = terminate.At }),
        SessionCommand.Hear or SessionCommand.TakeOver or SessionCommand.MeetDeadline => Decision.Nothing,
        SessionCommand.Save or SessionCommand.EnterSection or SessionCommand.Submit or SessionCommand.Pause or SessionCommand.Resume
            or SessionCommand.AddTime or SessionCommand.End => Decision.Refuse("session.not-started", "The session has not started."),
        _ => throw new InvalidOperationException($"Unknown command {command.GetType().Name}."),
    };

    private static Decision Step(Before before, Guid command, Stage from, SessionEvent step) =>
        before.Trail.Has(command) ? Decision.Nothing
        : !before.Seat.Proctored ? Decision.Refuse("session.not-proctored", "This exam is sat without a proctor.")
        : before.Stage != from ? Decision.Refuse("session.wrong-stage", $"The session is at '{before.Stage}', not at '{from}'.")
        : Decision.Of(step);

    private static Decision Start(Before before, SessionCommand.Start start, SessionPaper paper) =>
        before.Seat.Proctored && before.Stage != Stage.Admitted ? Decision.Refuse("session.proctor-needed", "A proctor has to admit you first.")
        : before.Seat.ClosesAt <= start.At ? Decision.Refuse("session.window-closed", "The exam's window has closed.")
        : Decision.Of(new SessionEvent.Started(start.Command, start.Device, paper.SectionLimit(0, before.Seat.TimeMultiplierPercent)) { At = start.At });

    private static Decision DecideSitting(Sitting sitting, SessionCommand command, SessionPaper paper)
    {
        if (command is SessionCommand.Save or SessionCommand.EnterSection or SessionCommand.Submit
            && command is SessionCommand.FromDevice from && from.Device != sitting.Holder)
            return Decision.Refuse("session.held-elsewhere", "Another window or device holds this exam.");

        return command switch
        {
            SessionCommand.Seat or SessionCommand.Start or SessionCommand.MeetDeadline => Decision.Nothing,
            SessionCommand.BeginCheckIn or SessionCommand.CompleteCheckIn or SessionCommand.Admit => Decision.Nothing,
            SessionCommand.Hear hear => Hear(sitting, hear, paper),
            SessionCommand.Save save => SessionEntries.Decide(sitting, save, paper),
            SessionCommand.EnterSection enter => EnterSection(sitting, enter, paper),
            SessionCommand.TakeOver take => take.Device == sitting.Holder || sitting.Trail.Has(take.Command)
                ? Decision.Nothing
                : Decision.Of(new SessionEvent.LeaseTaken(take.Command, take.Device) { At = take.At }),
            SessionCommand.Submit submit => Submit(sitting, submit),
            SessionCommand.Pause pause => Once(sitting, pause.Command, sitting.Time.RunningSince is not null,
                "session.paused", "The session is paused already.", new SessionEvent.Paused(pause.Command, pause.By, pause.Reason) { At = pause.At }),
            SessionCommand.Resume resume => Once(sitting, resume.Command, sitting.Time.PausedSince is not null,
                "session.not-paused", "The session is not paused.", new SessionEvent.Resumed(resume.Command, resume.By) { At = resume.At }),
            SessionCommand.AddTime add => Once(sitting, add.Command, add.Amount > TimeSpan.Zero,
                "input.amount", "The time to add must be more than zero.", new SessionEvent.TimeAdded(add.Command, add.By, add.Amount, add.Reason) { At = add.At }),
            SessionCommand.End end => Decision.Of(new SessionEvent.Submitted(end.Command, EndedBy.Proctor, EndOf(sitting, end.At)) { At = end.At }),
            SessionCommand.Terminate terminate => Decision.Of(
                new SessionEvent.Terminated(terminate.Command, terminate.By, terminate.Reason, EndOf(sitting, terminate.At)) { At = terminate.At }),
            _ => throw new InvalidOperationException($"Unknown command {command.GetType().Name}."),
        };
    }

    private static Decision Once(Sitting sitting, Guid command, bool possible, string code, string message, SessionEvent happened) =>
        sitting.Trail.Has(command) ? Decision.Nothing : possible ? Decision.Of(happened) : Decision.Refuse(code, message);

    private static Decision Hear(Sitting sitting, SessionCommand.Hear hear, SessionPaper paper) =>
        hear.Device == sitting.Holder && sitting.Time.RunningSince is not null && hear.At - sitting.HeardAt >= paper.Policy.GapAfter
            ? Decision.Of(new SessionEvent.Heard { At = hear.At })
            : Decision.Nothing;

    private static Decision EnterSection(Sitting sitting, SessionCommand.EnterSection enter, SessionPaper paper)
    {
        if (sitting.Trail.Has(enter.Command) || enter.Section == sitting.Work.CurrentSection)
            return Decision.Nothing;
        if (sitting.Time.PausedSince is not null)
            return Decision.Refuse("session.paused", "The session is paused.");
        if (enter.Section < sitting.Work.CurrentSection)
            return Decision.Refuse("session.section-closed", "That section is closed.");
        if (paper.NextStage(sitting.Work.CurrentSection) != enter.Section)
            return Decision.Refuse("session.section-ahead", "That section is not the next one.");
        return Decision.Of(new SessionEvent.SectionEntered(
            enter.Command, enter.Section, paper.Spans[enter.Section].First, EndOf(sitting, enter.At),
            paper.SectionLimit(enter.Section, sitting.Seat.TimeMultiplierPercent)) { At = enter.At });
    }

    private static Decision Submit(Sitting sitting, SessionCommand.Submit submit)
    {
        if (submit.LastSeq > sitting.Work.LastSeq)
            return Decision.Refuse("session.answers-missing", $"The server has entries up to {sitting.Work.LastSeq}, the page has {submit.LastSeq}.");
        var end = EndOf(sitting, submit.At);
        return Decision.Of(new SessionEvent.Submitted(submit.Command, end < submit.At ? EndedBy.Deadline : EndedBy.Learner, end) { At = submit.At });
    }

    /// <summary>Now, or the deadline if that came first.</summary>
    private static DateTimeOffset EndOf(Sitting sitting, DateTimeOffset now) =>
        sitting.Time.NextDeadline is { } deadline && deadline < now ? deadline : now;

    private static Decision DecideSealed(Sealed ended, SessionCommand command) => command switch
    {
        SessionCommand.Save save => SessionEntries.DecideSealed(ended, save),
        SessionCommand.Hear or SessionCommand.MeetDeadline or SessionCommand.Submit or SessionCommand.Seat => Decision.Nothing,
        SessionCommand.End or SessionCommand.Terminate or SessionCommand.Pause or SessionCommand.Resume or SessionCommand.AddTime or SessionCommand.Admit
            or SessionCommand.BeginCheckIn or SessionCommand.CompleteCheckIn or SessionCommand.Start or SessionCommand.EnterSection or SessionCommand.TakeOver
            => Decision.Refuse("session.ended", "The session has ended."),
        _ => throw new InvalidOperationException($"Unknown command {command.GetType().Name}."),
    };
}
