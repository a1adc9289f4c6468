using ExamEngine.Contracts.Sessions;

namespace ExamEngine.Contracts.Proctoring;

/// <summary>The review of one proctored session. Key: session id. Results and credentials are on hold until a finding is in force.</summary>
[Alias("ee.IReviewGrain")]
public interface IReviewGrain : IGrainWithGuidKey, ICarriesDuties
{
    /// <summary>Reviewers (staff, admins, proctors with no part in the session); another reviewer's opinion is not in it before one's own is concluded.</summary>
    [Alias("View")]
    Task<Reply<ReviewView>> View(Actor actor);

    /// <summary>What the learner sees: their own flags, what is proposed, what they answered, the finding.</summary>
    [Alias("Mine")]
    Task<Reply<MyReviewView>> Mine(Actor actor);

    /// <summary>The questions as the learner had them, and what they answered when: for those who may review it. Keys are not in it.</summary>
    [Alias("Paper")]
    Task<Reply<ReviewedPaper>> Paper(Actor actor);

    /// <param name="subject"><c>flag/3</c> or <c>incident/1</c>.</param>
    /// <param name="judgement"><c>dismissed</c> or <c>confirmed</c>.</param>
    [Alias("Judge")]
    Task<Reply<ReviewView>> Judge(Actor actor, Guid command, string subject, string judgement);

    [Alias("Conclude")]
    Task<Reply<ReviewView>> Conclude(Actor actor, Guid command, FindingView proposed, string reason);

    [Alias("Find")]
    Task<Reply<ReviewView>> Find(Actor actor, Guid command, FindingView finding, string reason);

    [Alias("DecideAppeal")]
    Task<Reply<ReviewView>> DecideAppeal(Actor actor, Guid command, FindingView finding, string reason);

    /// <summary>The learner's answer before a finding.</summary>
    [Alias("Answer")]
    Task<Reply<MyReviewView>> Answer(Actor actor, Guid command, string text);

    [Alias("Appeal")]
    Task<Reply<MyReviewView>> Appeal(Actor actor, Guid command, string text);

    /// <summary>For the attempt; null while results are on hold.</summary>
    [Alias("InForce")]
    Task<FindingView?> InForce();
}

/// <param name="Kind"><c>cleared</c>, <c>warning</c>, <c>scoreVoided</c>, <c>barredUntil</c>.</param>
[GenerateSerializer, Alias("ee.finding"), Immutable]
public sealed record FindingView([property: Id(0)] string Kind, [property: Id(1)] DateTimeOffset? Until = null);

/// <param name="State"><c>none</c>, <c>looking</c>, <c>asked</c>, <c>readyToFind</c>, <c>found</c>, <c>appealed</c>, <c>settled</c>.</param>
/// <param name="By">Until when the learner may answer or appeal, or an appeal is to be decided; null when no clock runs.</param>
/// <param name="Kappa">Cohen's kappa of the first two reviewers' judgements; null when not defined, not both concluded, or not to be seen yet.</param>
/// <param name="May">What the caller may do now: <c>judge</c>, <c>conclude</c>, <c>find</c>, <c>decideAppeal</c>.</param>
/// <param name="Overdue">True when an appeal waits longer than the exam's policy allows.</param>
/// <param name="Reviewers">How many have begun to judge, seen or not.</param>
[GenerateSerializer, Alias("ee.review"), Immutable]
public sealed record ReviewView(
    [property: Id(0)] Guid Session, [property: Id(1)] string ExamId, [property: Id(2)] string State, [property: Id(3)] bool Serious, [property: Id(4)] ImmutableArray<FlagView> Flags,
    [property: Id(5)] ImmutableArray<IncidentView> Incidents, [property: Id(6)] ImmutableArray<OpinionView> Opinions, [property: Id(7)] FindingView? Proposed, [property: Id(8)] string Reason,
    [property: Id(9)] string? Answer, [property: Id(10)] FindingView? Finding, [property: Id(11)] string? FoundBy, [property: Id(12)] string? Appeal, [property: Id(13)] DateTimeOffset? By, [property: Id(14)] double? Kappa,
    [property: Id(15)] string LearnerId, [property: Id(16)] ImmutableArray<string> May, [property: Id(17)] bool Overdue, [property: Id(18)] int Reviewers, [property: Id(19)] string Room)
{
    /// <summary>What it had come to before something more turned up, oldest first.</summary>
    [Id(20)]
    public ImmutableArray<ReviewRoundView> Earlier { get; init; } = [];
}

/// <summary>What a review came to before it went on with more.</summary>
/// <param name="Finding">Null when none was made yet.</param>
/// <param name="FoundBy">Null when none was made, and towards the learner.</param>
[GenerateSerializer, Alias("ee.review-round"), Immutable]
public sealed record ReviewRoundView(
    [property: Id(0)] FindingView? Finding, [property: Id(1)] string Reason, [property: Id(2)] string? FoundBy, [property: Id(3)] string? Answer, [property: Id(4)] string? Appeal);

/// <param name="Answers">In the order in which they were saved; of saves of one place within ten seconds, the last.</param>
[GenerateSerializer, Alias("ee.reviewed-paper"), Immutable]
public sealed record ReviewedPaper([property: Id(0)] ImmutableArray<ItemView> Items, [property: Id(1)] ImmutableArray<ReviewedAnswer> Answers);

/// <summary>What stood in a field from <paramref name="At"/> on. Choices are in the names that the learner saw.</summary>
[GenerateSerializer, Alias("ee.reviewed-answer"), Immutable]
public sealed record ReviewedAnswer([property: Id(0)] DateTimeOffset At, [property: Id(1)] int Item, [property: Id(2)] string Field, [property: Id(3)] AnswerValue Value);

[GenerateSerializer, Alias("ee.opinion"), Immutable]
public sealed record OpinionView(
    [property: Id(0)] string Reviewer, [property: Id(1)] ImmutableArray<JudgementView> Judgements, [property: Id(2)] FindingView? Proposed, [property: Id(3)] string Reason);

[GenerateSerializer, Alias("ee.judgement"), Immutable]
public sealed record JudgementView([property: Id(0)] string Subject, [property: Id(1)] string Judgement);

/// <summary>A learner's own review. <paramref name="State"/> and <paramref name="By"/> as in <see cref="ReviewView"/>.</summary>
/// <param name="Incidents">What was reported, without who did: whoever is to answer has to know what to.</param>
/// <param name="Reason">Of what is proposed, then of the finding.</param>
[GenerateSerializer, Alias("ee.my-review"), Immutable]
public sealed record MyReviewView(
    [property: Id(0)] Guid Session, [property: Id(1)] string State, [property: Id(2)] ImmutableArray<FlagView> Flags, [property: Id(3)] FindingView? Proposed, [property: Id(4)] string Reason,
    [property: Id(5)] DateTimeOffset? By, [property: Id(6)] string? Answer, [property: Id(7)] FindingView? Finding, [property: Id(8)] string? Appeal,
    [property: Id(9)] ImmutableArray<IncidentView> Incidents, [property: Id(10)] bool Overdue)
{
    /// <summary>What it had come to before something more turned up, oldest first.</summary>
    [Id(11)]
    public ImmutableArray<ReviewRoundView> Earlier { get; init; } = [];
}
