using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;

namespace ExamEngine.Contracts.Grading;

/// <summary>A sealed session under grading. Key: session id.</summary>
[Alias("ee.IAttemptGrain")]
public interface IAttemptGrain : IGrainWithGuidKey, ICarriesDuties
{
    /// <summary>For the learner's grain; null while nothing is graded.</summary>
    [Alias("Summary")]
    Task<AttemptSummary?> Summary();

    /// <summary>What the learner may see now, by the exam's review options; staff and graders see all of it.</summary>
    [Alias("Result")]
    Task<Reply<ResultView>> Result(Actor actor);

    /// <summary>The responses that wait for a person, with their rubrics and without the learner's name. Graders.</summary>
    [Alias("ForMarking")]
    Task<Reply<MarkingView>> ForMarking(Actor actor);

    /// <summary>Marks one response; marking again replaces the mark until the release. Graders.</summary>
    [Alias("Mark")]
    Task<Reply<MarkingView>> Mark(Actor actor, MarkResponse mark);

    /// <summary>Takes answers that could not be sent in time, when the exam's policy allows.</summary>
    [Alias("HandIn")]
    Task<Reply<HandedIn>> HandIn(Actor actor, HandInFile file);
}

/// <param name="Passed">Null while a person still has to mark, and when the score is void.</param>
/// <param name="UnderReview">True while people look at it: nothing is released.</param>
/// <param name="Finding">What a review came to; null before it did, and for a session that nobody watched.</param>
[GenerateSerializer, Alias("ee.attempt-summary"), Immutable]
public sealed record AttemptSummary(
    [property: Id(0)] DateTimeOffset EndedAt, [property: Id(1)] bool Released, [property: Id(2)] bool? Passed, [property: Id(3)] decimal Points, [property: Id(4)] decimal MaxPoints,
    [property: Id(5)] Guid? CredentialId, [property: Id(6)] bool UnderReview = false, [property: Id(7)] FindingView? Finding = null, [property: Id(8)] string ProgramId = "");

/// <param name="State"><c>grading</c>, <c>held</c>, <c>underReview</c>, <c>released</c>, <c>voided</c>.</param>
/// <param name="Score">Null when it may not be seen, or is not known yet.</param>
/// <param name="Fields">Empty when responses may not be seen.</param>
/// <param name="Review">What a review has told: <c>opening</c> for the moment before it does, <c>open</c> while people look, then the kind of the finding in force; null for a session that is not reviewed.</param>
[GenerateSerializer, Alias("ee.result"), Immutable]
public sealed record ResultView(
    [property: Id(0)] Guid SessionId, [property: Id(1)] string ExamId, [property: Id(2)] string Title, [property: Id(3)] string State, [property: Id(4)] DateTimeOffset EndedAt,
    [property: Id(5)] string EndedBy, [property: Id(6)] decimal? Score, [property: Id(7)] decimal MaxScore, [property: Id(8)] decimal CutScorePercent, [property: Id(9)] bool? Passed,
    [property: Id(10)] int Pending, [property: Id(11)] ImmutableArray<FieldResult> Fields, [property: Id(12)] Guid? CredentialId, [property: Id(13)] ImmutableArray<ItemView> Items,
    [property: Id(14)] string? Review = null);

/// <param name="Verdict"><c>correct</c>, <c>partial</c>, <c>incorrect</c>, <c>blank</c>, <c>pending</c>, <c>unreadable</c>.</param>
/// <param name="Key">The right answer in words; null unless keys may be seen.</param>
[GenerateSerializer, Alias("ee.field-result"), Immutable]
public sealed record FieldResult(
    [property: Id(0)] int Item, [property: Id(1)] string Field, [property: Id(2)] AnswerValue? Value, [property: Id(3)] decimal? Points, [property: Id(4)] decimal MaxPoints,
    [property: Id(5)] string Verdict, [property: Id(6)] string? Key, [property: Id(7)] string? ExplanationHtml, [property: Id(8)] string? Comment);

[GenerateSerializer, Alias("ee.marking"), Immutable]
public sealed record MarkingView([property: Id(0)] Guid SessionId, [property: Id(1)] string Title, [property: Id(2)] string State, [property: Id(3)] ImmutableArray<ResponseToMark> Responses);

[GenerateSerializer, Alias("ee.response-to-mark"), Immutable]
public sealed record ResponseToMark(
    [property: Id(0)] int Item, [property: Id(1)] string Field, [property: Id(2)] string StemHtml, [property: Id(3)] string PromptHtml, [property: Id(4)] string RubricHtml,
    [property: Id(5)] string Response, [property: Id(6)] decimal MaxPoints, [property: Id(7)] decimal? Points, [property: Id(8)] string Comment, [property: Id(9)] bool HasMath);

[GenerateSerializer, Alias("ee.mark"), Immutable]
public sealed record MarkResponse(
    [property: Id(0)] Guid CommandId, [property: Id(1)] int Item, [property: Id(2)] string Field, [property: Id(3)] decimal Points, [property: Id(4)] string Comment);

/// <summary>Unsent answers, encrypted in the browser to the session's hand-in key. All parts base64.</summary>
/// <param name="EphemeralKey">SPKI of the browser's one-time P-256 key.</param>
/// <param name="Nonce">12 bytes.</param>
/// <param name="Ciphertext">AES-256-GCM over the JSON array of entries, tag at the end; the session id as text is the associated data.</param>
[GenerateSerializer, Alias("ee.hand-in-file"), Immutable]
public sealed record HandInFile([property: Id(0)] Guid SessionId, [property: Id(1)] string EphemeralKey, [property: Id(2)] string Nonce, [property: Id(3)] string Ciphertext);

[GenerateSerializer, Alias("ee.handed-in"), Immutable]
public sealed record HandedIn([property: Id(0)] int Taken, [property: Id(1)] int AlreadyThere);
