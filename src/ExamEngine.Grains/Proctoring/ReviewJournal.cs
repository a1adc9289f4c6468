using System.Text.Json.Serialization;
using ExamEngine.Core.Proctoring;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Proctoring;

/// <summary>How review events stand in the journal.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(ReviewEvent.Opened))]
[JsonSerializable(typeof(ReviewEvent.ClearedByPolicy))]
[JsonSerializable(typeof(ReviewEvent.Widened))]
[JsonSerializable(typeof(ReviewEvent.Judged))]
[JsonSerializable(typeof(ReviewEvent.Concluded))]
[JsonSerializable(typeof(ReviewEvent.LearnerAsked))]
[JsonSerializable(typeof(ReviewEvent.AnswerClosed))]
[JsonSerializable(typeof(ReviewEvent.FindingMade))]
[JsonSerializable(typeof(ReviewEvent.AppealMade))]
[JsonSerializable(typeof(ReviewEvent.AppealOverdue))]
[JsonSerializable(typeof(ReviewEvent.AppealDecided))]
[JsonSerializable(typeof(ReviewEvent.AppealLapsed))]
internal sealed partial class ReviewJson : JsonSerializerContext;

internal static class ReviewJournal
{
    public static readonly EventCodec<ReviewEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new EventName("review.opened.v1", ReviewJson.Default.Opened),
        new EventName("review.cleared-by-policy.v1", ReviewJson.Default.ClearedByPolicy),
        new EventName("review.widened.v1", ReviewJson.Default.Widened),
        new EventName("review.judged.v1", ReviewJson.Default.Judged),
        new EventName("review.concluded.v1", ReviewJson.Default.Concluded),
        new EventName("review.learner-asked.v1", ReviewJson.Default.LearnerAsked),
        new EventName("review.answer-closed.v1", ReviewJson.Default.AnswerClosed),
        new EventName("review.finding-made.v1", ReviewJson.Default.FindingMade),
        new EventName("review.appeal-made.v1", ReviewJson.Default.AppealMade),
        new EventName("review.appeal-overdue.v1", ReviewJson.Default.AppealOverdue),
        new EventName("review.appeal-decided.v1", ReviewJson.Default.AppealDecided),
        new EventName("review.appeal-lapsed.v1", ReviewJson.Default.AppealLapsed));

    public static string StreamOf(Guid session) => $"review/{session}";
}
