namespace ExamEngine.Core.Sessions;

/// <summary>
/// Every second of a session by cause. Remaining time is computed from this and from nothing else:
/// <c>Limit + Credited − run</c>, and never past <see cref="ClosesAt"/>. Only <see cref="Credit"/>, <see cref="Allow"/> and
/// <see cref="CloseAt"/> make it grow.
/// </summary>
/// <param name="Limit">Working time, accommodation included.</param>
/// <param name="Run">Working time in spans that are over.</param>
/// <param name="RunningSince">Start of the open working span; null while paused or ended.</param>
/// <param name="PausedSince">Start of the open pause; null while running or ended.</param>
/// <param name="Credited">Working time given back or added, for whatever cause, less what was taken.</param>
/// <param name="Lost">Of the working time, how much the learner was without a connection.</param>
/// <param name="LostCredited">Of <paramref name="Credited"/>, how much was given back for lost connections; the policy caps it.</param>
/// <param name="SectionLimit">The current section's own time; null when it has none.</param>
/// <param name="SectionFrom">Working time that had run when the section was entered.</param>
public sealed record TimeLedger(
    TimeSpan Limit, DateTimeOffset? ClosesAt, TimeSpan Run, DateTimeOffset? RunningSince, TimeSpan Paused, DateTimeOffset? PausedSince,
    TimeSpan Credited, TimeSpan Lost, TimeSpan LostCredited, TimeSpan? SectionLimit, TimeSpan SectionFrom, TimeSpan SectionCredited)
{
    public static TimeLedger Start(TimeSpan limit, DateTimeOffset? closesAt, DateTimeOffset at, TimeSpan? sectionLimit) =>
        new(limit, closesAt, TimeSpan.Zero, at, TimeSpan.Zero, null, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, sectionLimit, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>Working time so far. A clock that was set back counts as one that stood still.</summary>
    public TimeSpan RunAt(DateTimeOffset now) => RunningSince is { } since && now > since ? Run + (now - since) : Run;

    public TimeSpan RemainingAt(DateTimeOffset now)
    {
        var own = Limit + Credited - RunAt(now);
        var window = ClosesAt is { } closes ? closes - now : TimeSpan.MaxValue;
        return Positive(own < window ? own : window);
    }

    /// <summary>Time left in the section that has its own limit; null when the exam's limit alone holds.</summary>
    public TimeSpan? SectionRemainingAt(DateTimeOffset now) =>
        SectionLimit is { } limit ? Min(Positive(limit + SectionCredited - (RunAt(now) - SectionFrom)), RemainingAt(now)) : null;

    /// <summary>When the session ends if nothing changes. A pause stops the working time but not the window; null once it has ended.</summary>
    public DateTimeOffset? Deadline =>
        RunningSince is { } since ? Earlier(since + (Limit + Credited - Run), ClosesAt)
        : PausedSince is null ? null
        : ClosesAt;

    /// <summary>When the section ends if the session runs on; null when it has no limit of its own or the session does not run.</summary>
    public DateTimeOffset? SectionDeadline =>
        RunningSince is { } since && SectionLimit is { } limit ? since + (limit + SectionCredited - (Run - SectionFrom)) : null;

    /// <summary>When working ends unless something is done: the session's deadline, or that of a timed section before it.</summary>
    public DateTimeOffset? NextDeadline => Deadline is { } end ? Earlier(end, SectionDeadline) : null;

    public TimeLedger EnterSection(DateTimeOffset at, TimeSpan? limit) => this with { SectionLimit = limit, SectionFrom = WorkedAt(at), SectionCredited = TimeSpan.Zero };

    public TimeLedger Lose(TimeSpan gap, TimeSpan credited) => Credit(credited) with { Lost = Lost + gap, LostCredited = LostCredited + credited };

    public TimeLedger Credit(TimeSpan amount) => this with { Credited = Credited + amount, SectionCredited = SectionCredited + amount };

    /// <summary>Another limit by another accommodation.</summary>
    public TimeLedger Allow(TimeSpan limit, TimeSpan? sectionLimit) => this with { Limit = limit, SectionLimit = sectionLimit };

    /// <summary>The window closes at another time.</summary>
    public TimeLedger CloseAt(DateTimeOffset? closesAt) => this with { ClosesAt = closesAt };

    /// <summary>The clock stands still; it may do so already, for another reason.</summary>
    public TimeLedger Pause(DateTimeOffset at) => PausedSince is null ? this with { Run = RunAt(at), RunningSince = null, PausedSince = at } : this;

    public TimeLedger Resume(DateTimeOffset at) =>
        this with { Paused = Paused + Positive(at - PausedSince ?? TimeSpan.Zero), PausedSince = null, RunningSince = at };

    public TimeLedger Stop(DateTimeOffset at) => PausedSince is null
        ? this with { Run = WorkedAt(at), RunningSince = null }
        : Resume(at) with { RunningSince = null };

    /// <summary>
    /// Working time at a deadline that may lie before <see cref="RunningSince"/>: a pause within the grace of a section is such a case.
    /// Unlike <see cref="RunAt"/> it stays exact there, so that the end of one section is the start of the next.
    /// </summary>
    private TimeSpan WorkedAt(DateTimeOffset at) => RunningSince is { } since ? Run + (at - since) : Run;

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset? b) => b is { } other && other < a ? other : a;
}
