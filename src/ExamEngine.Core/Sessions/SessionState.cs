using System.Collections.Immutable;

namespace ExamEngine.Core.Sessions;

/// <summary>Who sits what: fixed at the seat but for the window's close, the accommodation and the room.</summary>
/// <param name="Room">Whose proctors watch it; empty before the check-in.</param>
/// <param name="Window">Id of the window that the seat is in; null for a registration without one.</param>
public sealed record Seat(
    string Learner, string Exam, int Version, ulong Seed, TimeSpan Limit, Accommodation Accommodation, DateTimeOffset? WindowCloses, DateTimeOffset? ClosesAt, int AttemptNumber, bool Proctored, DateTimeOffset SeatedAt,
    string? Window = null, string Room = "")
{
    public int TimeMultiplierPercent => Accommodation.TimeMultiplierPercent;
}

/// <summary>Where a session stands. Each case holds exactly what can be true in it.</summary>
public abstract record SessionState
{
    private SessionState() { }

    /// <summary>Nobody was seated under this id.</summary>
    public sealed record Unknown : SessionState;

    /// <summary>Seated, and the clock has not started.</summary>
    public sealed record Before(Seat Seat, Stage Stage, CommandTrail Trail) : SessionState
    {
        /// <summary>When the check-in began; null before, and of an exam without one.</summary>
        public DateTimeOffset? CheckInBeganAt { get; init; }

        /// <summary>When it can be started no more; null for never. A check-in without a window lapses: what it left is not kept for ever.</summary>
        public DateTimeOffset? LapsesAt => Seat.WindowCloses ?? CheckInBeganAt + SessionRules.CheckInStands;
    }

    /// <summary>Running or paused: the ledger says which.</summary>
    /// <param name="Holder">The device that holds the session.</param>
    /// <param name="HeardAt">When the journal last knew the holder to be there.</param>
    /// <param name="Silent">True while a written connection gap is still open.</param>
    /// <param name="LatestAt">When the last event happened: nothing that happens next lies before it, whatever the clock says.</param>
    public sealed record Sitting(
        Seat Seat, TimeLedger Time, SessionWork Work, Guid Holder, DateTimeOffset StartedAt, DateTimeOffset HeardAt, bool Silent, CommandTrail Trail,
        DateTimeOffset LatestAt) : SessionState
    {
        /// <summary>Why the clock stands still; null while it runs.</summary>
        public Hold? Hold { get; init; }

        /// <summary>The acts that added time since the current section was entered.</summary>
        public ImmutableArray<Guid> Given { get; init; } = [];

        /// <summary>What the watch over it is told and may have missed.</summary>
        public Noticed Known { get; init; } = Noticed.Nothing;

        /// <summary>Of the learner's own breaks, what was used before the one that may be now.</summary>
        public TimeSpan BreakUsed { get; init; }

        /// <summary>What is left of the learner's own breaks; a break under way counts as taken whole.</summary>
        public TimeSpan BreakLeft => TimeSpan.FromMinutes(Seat.Accommodation.BreakMinutes) - BreakUsed - (Hold is Hold.OnBreak now ? now.FromBudget : TimeSpan.Zero) is { Ticks: > 0 } left
            ? left
            : TimeSpan.Zero;
    }

    /// <summary>Ended for ever. <paramref name="Time"/> is null when it ended before it started.</summary>
    public sealed record Sealed(Seat Seat, Ending Ending, SessionWork Work, TimeLedger? Time, DateTimeOffset? StartedAt, CommandTrail Trail) : SessionState
    {
        public Noticed Known { get; init; } = Noticed.Nothing;
    }

    public static readonly SessionState Nobody = new Unknown();

    public Noticed Noticed => this switch
    {
        Sitting sitting => sitting.Known,
        Sealed over => over.Known,
        _ => Noticed.Nothing,
    };

    /// <summary>Null when nobody is seated.</summary>
    public Seat? Taken => this switch
    {
        Before before => before.Seat,
        Sitting sitting => sitting.Seat,
        Sealed over => over.Seat,
        _ => null,
    };
}

/// <summary>The steps before the clock starts. An unproctored exam is admitted from its seat.</summary>
public enum Stage { Seated, CheckingIn, Waiting, Admitted }

/// <summary>How a session ended.</summary>
public abstract record Ending(DateTimeOffset EndedAt)
{
    public sealed record Submitted(EndedBy By, DateTimeOffset EndedAt) : Ending(EndedAt);

    public sealed record Expired(DateTimeOffset EndedAt) : Ending(EndedAt);

    public sealed record Terminated(string By, string Reason, DateTimeOffset EndedAt) : Ending(EndedAt);

    /// <summary>A proctor did not let the learner in: it never started, and used up no attempt.</summary>
    public sealed record Denied(string By, DateTimeOffset EndedAt) : Ending(EndedAt);

    /// <summary>
    /// The window closed on a learner who was ready and waited to be let in, or a check-in without a window was not followed by a start: it never
    /// started, and used up no attempt.
    /// </summary>
    public sealed record NotAdmitted(DateTimeOffset EndedAt) : Ending(EndedAt);

    /// <summary>It was prepared ahead and never begun.</summary>
    public sealed record Withdrawn(DateTimeOffset EndedAt) : Ending(EndedAt);
}

/// <summary>
/// The last commands that were carried out, so that a repeat changes nothing. Only people's acts are in it, saves are told apart by their own
/// numbers. Bounded by far more than a sitting has: whoever repeats does so within seconds, but an undo may ask hours later whether an act was done.
/// </summary>
public sealed record CommandTrail(ImmutableArray<ulong> Recent)
{
    public const int Length = 256;

    public static readonly CommandTrail Empty = new([]);

    public bool Has(Guid command) => Recent.Contains(SessionWork.Fingerprint(command));

    internal CommandTrail Add(Guid command)
    {
        var print = SessionWork.Fingerprint(command);
        return new(Recent.Length < Length ? Recent.Add(print) : Recent.RemoveAt(0).Add(print));
    }
}
