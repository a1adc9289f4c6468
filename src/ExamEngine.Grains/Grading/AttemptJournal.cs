using System.Text.Json.Serialization;
using ExamEngine.Core.Grading;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Grading;

/// <summary>How attempt events stand in the journal.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(AttemptEvent.Graded))]
[JsonSerializable(typeof(AttemptEvent.ResponseMarked))]
[JsonSerializable(typeof(AttemptEvent.AnswersHandedIn))]
[JsonSerializable(typeof(AttemptEvent.ReleaseDeferred))]
[JsonSerializable(typeof(AttemptEvent.Released))]
[JsonSerializable(typeof(AttemptEvent.ReviewHeard))]
internal sealed partial class AttemptJson : JsonSerializerContext;

internal static class AttemptJournal
{
    public static readonly EventCodec<AttemptEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new EventName("attempt.graded.v1", AttemptJson.Default.Graded),
        new EventName("attempt.response-marked.v1", AttemptJson.Default.ResponseMarked),
        new EventName("attempt.answers-handed-in.v1", AttemptJson.Default.AnswersHandedIn),
        new EventName("attempt.release-deferred.v1", AttemptJson.Default.ReleaseDeferred),
        new EventName("attempt.released.v1", AttemptJson.Default.Released),
        new EventName("attempt.review-heard.v1", AttemptJson.Default.ReviewHeard));

    public static string StreamOf(Guid session) => $"attempt/{session}";
}
