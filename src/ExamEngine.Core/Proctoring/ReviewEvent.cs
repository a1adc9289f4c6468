using System.Text.Json.Serialization;

namespace ExamEngine.Core.Proctoring;

/// <summary>What happened in the review of one session.</summary>
public abstract record ReviewEvent
{
    private ReviewEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    public sealed record Opened(ReviewCase Case) : ReviewEvent;

    /// <summary>Nothing was there that the exam's policy wants looked at.</summary>
    public sealed record ClearedByPolicy(ReviewCase Case) : ReviewEvent;

    /// <summary>Something more turned up: reviewers look at it, and whoever had concluded looks again. What it had come to before is in the case.</summary>
    public sealed record Widened(ReviewCase Case) : ReviewEvent;

    public sealed record Judged(Guid Command, string Reviewer, Subject Subject, Judgement Judgement) : ReviewEvent;

    public sealed record Concluded(Guid Command, string Reviewer, Finding Proposed, string Reason) : ReviewEvent;

    public sealed record LearnerAsked(Finding Proposed, string Reason, DateTimeOffset AnswerBy) : ReviewEvent;

    /// <param name="Answer">Null when the time passed without one.</param>
    public sealed record AnswerClosed(Guid? Command, string? Answer) : ReviewEvent;

    public sealed record FindingMade(Guid Command, Finding Finding, string Reason, string By, DateTimeOffset AppealBy) : ReviewEvent;

    public sealed record AppealMade(Guid Command, string Appeal, DateTimeOffset DecideBy) : ReviewEvent;

    /// <summary>The time to decide an appeal is over, and nobody has.</summary>
    public sealed record AppealOverdue : ReviewEvent;

    public sealed record AppealDecided(Guid Command, Finding Finding, string Reason, string By) : ReviewEvent;

    /// <summary>The time to appeal is over.</summary>
    public sealed record AppealLapsed : ReviewEvent;
}
