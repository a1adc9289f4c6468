namespace ExamEngine.Core.Proctoring;

/// <summary>What somebody or the agenda asks of a review.</summary>
/// <param name="At">The server's time, in whole milliseconds.</param>
public abstract record ReviewCommand(DateTimeOffset At)
{
    /// <summary>The session is sealed. <paramref name="Attention"/> is what its flags drew, 0 to 1.</summary>
    public sealed record Open(DateTimeOffset At, ReviewCase Case, decimal Attention) : ReviewCommand(At);

    public sealed record Judge(DateTimeOffset At, Guid Command, string Reviewer, Subject Subject, Judgement Judgement) : ReviewCommand(At);

    public sealed record Conclude(DateTimeOffset At, Guid Command, string Reviewer, Finding Proposed, string Reason) : ReviewCommand(At);

    public sealed record Answer(DateTimeOffset At, Guid Command, string Text) : ReviewCommand(At);

    public sealed record Find(DateTimeOffset At, Guid Command, string By, Finding Finding, string Reason) : ReviewCommand(At);

    public sealed record Appeal(DateTimeOffset At, Guid Command, string Text) : ReviewCommand(At);

    public sealed record DecideAppeal(DateTimeOffset At, Guid Command, string By, Finding Finding, string Reason) : ReviewCommand(At);

    /// <summary>The agenda says that a time may be over.</summary>
    public sealed record MeetTime(DateTimeOffset At) : ReviewCommand(At);
}
