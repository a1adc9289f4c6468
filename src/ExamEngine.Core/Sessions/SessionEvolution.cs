using System.Collections.Immutable;
using static ExamEngine.Core.Sessions.SessionState;

namespace ExamEngine.Core.Sessions;

/// <summary>State from events. An event that cannot follow the state throws: the stream is then not what this engine wrote.</summary>
public static class SessionEvolution
{
    private const long EntriesPerLease = 10_000;

    public static SessionState Evolve(SessionState state, ImmutableArray<SessionEvent> events)
    {
        foreach (var happened in events)
            state = Evolve(state, happened);
        return state;
    }

    /// <param name="version">The event's version in its stream; acknowledgements carry it.</param>
    public static SessionState Evolve(SessionState state, SessionEvent happened, long version = 0) => (state, happened) switch
    {
        (Unknown, SessionEvent.Seated e) => new Before(
            new(e.Learner, e.Exam, e.Version, e.Seed, e.Limit, Accommodation.Of(e.TimeMultiplierPercent), e.WindowCloses, e.ClosesAt, e.AttemptNumber, e.Proctored, e.At),
            Stage.Seated, CommandTrail.Empty.Add(e.Command)),
        (Unknown, SessionEvent.SeatedInWindow e) => Evolve(state, e.Seat with { At = e.At }) is Before before
            ? before with { Seat = before.Seat with { Window = e.Window } }
            : throw new InvalidOperationException("A seat is before a start."),
        (Before s, SessionEvent.WindowExtended e) => s with { Seat = s.Seat with { WindowCloses = e.WindowCloses, ClosesAt = e.ClosesAt } },
        (Before s, SessionEvent.Accommodated e) => s with { Seat = s.Seat with { Limit = e.Limit, Accommodation = Granted(e) } },
        (Before s, SessionEvent.PlacedInRoom e) => s with { Seat = s.Seat with { Room = e.Room } },
        (Before s, SessionEvent.AskedAgain e) => s with { Stage = Stage.CheckingIn, Trail = s.Trail.Add(e.Command) },
        (Before s, SessionEvent.Denied e) => new Sealed(s.Seat, new Ending.Denied(e.By, e.At), SessionWork.Empty, null, null, s.Trail.Add(e.Command)),
        (Before s, SessionEvent.NotAdmitted e) => new Sealed(s.Seat, new Ending.NotAdmitted(e.EndedAt), SessionWork.Empty, null, null, s.Trail),
        (Before s, SessionEvent.Withdrawn e) => new Sealed(s.Seat, new Ending.Withdrawn(e.At), SessionWork.Empty, null, null, s.Trail),
        (Before s, SessionEvent.CheckInBegan e) => s with { Stage = Stage.CheckingIn, Trail = s.Trail.Add(e.Command), CheckInBeganAt = e.At },
        (Before s, SessionEvent.CheckInCompleted e) => s with { Stage = Stage.Waiting, Trail = s.Trail.Add(e.Command) },
        (Before s, SessionEvent.Admitted e) => s with { Stage = Stage.Admitted, Trail = s.Trail.Add(e.Command) },
        (Before s, SessionEvent.Started e) => new Sitting(
            s.Seat, TimeLedger.Start(s.Seat.Limit, s.Seat.ClosesAt, e.At, e.SectionLimit), SessionWork.Empty, e.Device, e.At, e.At, false, s.Trail.Add(e.Command), e.At),
        (Before s, SessionEvent.Expired e) => new Sealed(s.Seat, new Ending.Expired(e.EndedAt), SessionWork.Empty, null, null, s.Trail),
        (Before s, SessionEvent.Terminated e) => new Sealed(s.Seat, new Ending.Terminated(e.By, e.Reason, e.EndedAt), SessionWork.Empty, null, null, s.Trail.Add(e.Command)),

        (Sitting s, SessionEvent.AnswerSaved or SessionEvent.ItemFlagged or SessionEvent.NoteSaved or SessionEvent.ItemShown) =>
            s with { Work = Work(s.Work, happened, version), HeardAt = Later(s.HeardAt, happened.At), Silent = false, LatestAt = happened.At },
        (Sitting s, SessionEvent.Heard e) => s with { HeardAt = Later(s.HeardAt, e.At), Silent = false, LatestAt = e.At },
        (Sitting s, SessionEvent.ConnectionLost e) => s with
        {
            Time = s.Time.Lose(e.To - e.From, e.Credited),
            HeardAt = Later(s.HeardAt, e.Back ? e.At : e.To),
            Silent = !e.Back,
            LatestAt = e.At,
            Known = s.Known.Lost(e.From, e.To),
        },
        (Sitting s, SessionEvent.SectionEntered e) => s with
        {
            Time = s.Time.EnterSection(e.EnteredAt, e.SectionLimit),
            Given = [],
            Work = s.Work with { CurrentSection = e.Section, CurrentItem = e.FirstItem },
            HeardAt = e.Command is null ? s.HeardAt : Later(s.HeardAt, e.At),
            LatestAt = e.At,
            Trail = e.Command is { } command ? s.Trail.Add(command) : s.Trail,
        },
        (Sitting s, SessionEvent.LeaseTaken e) => s with
        {
            Holder = e.Device,
            // The new holder numbers on from above all that the old one may still keep unsent: what was answered later wins.
            Work = s.Work with { LastSeq = s.Work.LastSeq + EntriesPerLease },
            HeardAt = Later(s.HeardAt, e.At),
            Silent = false,
            Trail = s.Trail.Add(e.Command),
            LatestAt = e.At,
            Known = s.Known.Moved(e.Device, e.At),
        },
        (Sitting s, SessionEvent.Paused e) => Stop(s, new Hold.Paused(e.At, e.Command, e.By, e.Reason), e.At) with { Trail = s.Trail.Add(e.Command) },
        (Sitting s, SessionEvent.BreakBegan e) => Stop(s, new Hold.OnBreak(e.At, e.Until, e.FromBudget), e.At) with { Trail = s.Trail.Add(e.Command) },
        (Sitting s, SessionEvent.Locked e) => Stop(s, new Hold.Locked(e.At, e.Message, e.Command, e.By, e.Reason, s.Hold as Hold.Paused), e.At) with { Trail = s.Trail.Add(e.Command) },
        (Sitting s, SessionEvent.Resumed e) => GoOn(s, e.At, e.At) with { Trail = s.Trail.Add(e.Command) },
        (Sitting s, SessionEvent.Unlocked e) => GoOn(s, e.At, e.At) with { Trail = s.Trail.Add(e.Command) },
        (Sitting s, SessionEvent.BreakEnded e) => GoOn(s, e.EndedAt, e.At),
        (Sitting s, SessionEvent.Accommodated e) => s with
        {
            Seat = s.Seat with { Limit = e.Limit, Accommodation = Granted(e) },
            Time = s.Time.Allow(e.Limit, e.SectionLimit),
            LatestAt = e.At,
        },
        (Sitting s, SessionEvent.WindowExtended e) => s with
        {
            Seat = s.Seat with { WindowCloses = e.WindowCloses, ClosesAt = e.ClosesAt },
            Time = s.Time.CloseAt(e.ClosesAt),
            LatestAt = e.At,
        },
        (Sitting s, SessionEvent.TimeAdded e) => s with { Time = s.Time.Credit(e.Amount), Given = s.Given.Add(e.Command), Trail = s.Trail.Add(e.Command), LatestAt = e.At },
        (Sitting s, SessionEvent.TimeTaken e) => s with { Time = s.Time.Credit(-e.Amount), Trail = s.Trail.Add(e.Command), LatestAt = e.At },
        (Sitting s, SessionEvent.Submitted e) => Seal(s, new Ending.Submitted(e.By, e.EndedAt)) with { Trail = s.Trail.Add(e.Command) },
        (Sitting s, SessionEvent.Expired e) => Seal(s, new Ending.Expired(e.EndedAt)),
        (Sitting s, SessionEvent.Terminated e) => Seal(s, new Ending.Terminated(e.By, e.Reason, e.EndedAt)) with { Trail = s.Trail.Add(e.Command) },

        _ => throw new InvalidOperationException($"{happened.GetType().Name} cannot follow {state.GetType().Name}."),
    };

    internal static SessionWork Work(SessionWork work, SessionEvent happened, long version) => happened switch
    {
        SessionEvent.AnswerSaved e => work.Put(new(
            e.Item, (int)version, SharedStrings.Field(e.Field), SharedStrings.Value(e.Value), e.Seq, SessionWork.Fingerprint(e.Command), e.At.ToUnixTimeMilliseconds())),
        SessionEvent.ItemFlagged e => work with
        {
            Flags = SessionWork.Put(work.Flags, new ItemMark<bool>(e.Item, e.Flagged, e.Seq)),
            LastSeq = Math.Max(work.LastSeq, e.Seq),
        },
        SessionEvent.NoteSaved e => work with
        {
            Notes = SessionWork.Put(work.Notes, new ItemMark<string>(e.Item, e.Text, e.Seq)),
            LastSeq = Math.Max(work.LastSeq, e.Seq),
        },
        SessionEvent.ItemShown e => work with
        {
            CurrentItem = e.Item,
            LastShown = e.Seq,
            LastShownMs = e.At.ToUnixTimeMilliseconds(),
            LastSeq = Math.Max(work.LastSeq, e.Seq),
        },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is not an entry."),
    };

    /// <summary>Nobody loses time while the clock stands still: a silence that lasts longer is a new one from when it goes on.</summary>
    private static Sitting Stop(Sitting sitting, Hold hold, DateTimeOffset at) => sitting with
    {
        Time = sitting.Time.Pause(at),
        Hold = hold,
        BreakUsed = BreakUsed(sitting, at),
        Silent = false,
        LatestAt = at,
    };

    private static Sitting GoOn(Sitting sitting, DateTimeOffset from, DateTimeOffset at) => sitting with
    {
        Time = sitting.Time.Resume(from),
        Hold = null,
        BreakUsed = BreakUsed(sitting, from),
        HeardAt = Later(sitting.HeardAt, from),
        LatestAt = at,
    };

    /// <summary>Only what was taken of a break is used; the rest is the learner's for another time.</summary>
    private static TimeSpan BreakUsed(Sitting sitting, DateTimeOffset at) => sitting.Hold is Hold.OnBreak taken
        ? sitting.BreakUsed + (at - taken.Since < taken.FromBudget ? at - taken.Since : taken.FromBudget)
        : sitting.BreakUsed;

    private static Accommodation Granted(SessionEvent.Accommodated e) => new(e.TimeMultiplierPercent, e.BreakMinutes, e.Tools, e.ExemptRules, e.NoCamera, e.NoMicrophone, e.NoScreen);

    private static Sealed Seal(Sitting sitting, Ending ending) =>
        new(sitting.Seat, ending, sitting.Work, sitting.Time.Stop(ending.EndedAt), sitting.StartedAt, sitting.Trail) { Known = sitting.Known };

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
