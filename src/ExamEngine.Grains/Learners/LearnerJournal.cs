using System.Text.Json.Serialization;
using ExamEngine.Core.Learners;
using ExamEngine.Grains.Kernel;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Learners;

/// <summary>How learner events stand in the journal.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LearnerEvent.Described))]
[JsonSerializable(typeof(LearnerEvent.Accommodated))]
[JsonSerializable(typeof(LearnerEvent.Registered))]
[JsonSerializable(typeof(LearnerEvent.RegisteredInWindow))]
[JsonSerializable(typeof(LearnerEvent.WithdrawnFromWindow))]
[JsonSerializable(typeof(LearnerEvent.SessionPrepared))]
[JsonSerializable(typeof(LearnerEvent.PreparedWithdrawn))]
[JsonSerializable(typeof(LearnerEvent.SessionBegun))]
[JsonSerializable(typeof(LearnerEvent.SessionBegunInWindow))]
[JsonSerializable(typeof(LearnerEvent.AttemptReturned))]
[JsonSerializable(typeof(LearnerEvent.ResultKnown))]
[JsonSerializable(typeof(LearnerEvent.ReviewKnown))]
internal sealed partial class LearnerJson : JsonSerializerContext;

internal static class LearnerJournal
{
    public static readonly EventCodec<LearnerEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new EventName("learner.described.v1", LearnerJson.Default.Described),
        new EventName("learner.accommodated.v1", LearnerJson.Default.Accommodated),
        new EventName("learner.registered.v1", LearnerJson.Default.Registered),
        new EventName("learner.registered-in-window.v1", LearnerJson.Default.RegisteredInWindow),
        new EventName("learner.withdrawn-from-window.v1", LearnerJson.Default.WithdrawnFromWindow),
        new EventName("learner.session-prepared.v1", LearnerJson.Default.SessionPrepared),
        new EventName("learner.prepared-withdrawn.v1", LearnerJson.Default.PreparedWithdrawn),
        new EventName("learner.session-begun.v1", LearnerJson.Default.SessionBegun),
        new EventName("learner.session-begun-in-window.v1", LearnerJson.Default.SessionBegunInWindow),
        new EventName("learner.attempt-returned.v1", LearnerJson.Default.AttemptReturned),
        new EventName("learner.result-known.v1", LearnerJson.Default.ResultKnown),
        new EventName("learner.review-known.v1", LearnerJson.Default.ReviewKnown));

    public static string StreamOf(string learner) => $"learner/{learner}";

    /// <summary>The learner's record as its stream says, for readers other than its grain.</summary>
    public static ValueTask<LearnerState> Replay(IJournal journal, string learner) =>
        Codec.Replay(journal, StreamOf(learner), LearnerState.Empty, (state, happened, _) => LearnerState.Evolve(state, happened));
}
