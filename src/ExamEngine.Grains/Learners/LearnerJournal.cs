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
[JsonSerializable(typeof(LearnerEvent.Enrolled))]
[JsonSerializable(typeof(LearnerEvent.Unenrolled))]
[JsonSerializable(typeof(LearnerEvent.PaymentNoted))]
[JsonSerializable(typeof(LearnerEvent.PaymentWithdrawn))]
[JsonSerializable(typeof(LearnerEvent.VoucherRedeemed))]
[JsonSerializable(typeof(LearnerEvent.CourseGraded))]
[JsonSerializable(typeof(LearnerEvent.NameConfirmed))]
[JsonSerializable(typeof(LearnerEvent.AccommodationAsked))]
[JsonSerializable(typeof(LearnerEvent.AccommodationAnswered))]
[JsonSerializable(typeof(LearnerEvent.AccommodationAskWithdrawn))]
[JsonSerializable(typeof(LearnerEvent.NamePublishingAgreed))]
[JsonSerializable(typeof(LearnerEvent.NamePublishingWithdrawn))]
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
        new EventName("learner.review-known.v1", LearnerJson.Default.ReviewKnown),
        new EventName("learner.enrolled.v1", LearnerJson.Default.Enrolled),
        new EventName("learner.unenrolled.v1", LearnerJson.Default.Unenrolled),
        new EventName("learner.payment-noted.v1", LearnerJson.Default.PaymentNoted),
        new EventName("learner.payment-withdrawn.v1", LearnerJson.Default.PaymentWithdrawn),
        new EventName("learner.voucher-redeemed.v1", LearnerJson.Default.VoucherRedeemed),
        new EventName("learner.course-graded.v1", LearnerJson.Default.CourseGraded),
        new EventName("learner.name-confirmed.v1", LearnerJson.Default.NameConfirmed),
        new EventName("learner.accommodation-asked.v1", LearnerJson.Default.AccommodationAsked),
        new EventName("learner.accommodation-answered.v1", LearnerJson.Default.AccommodationAnswered),
        new EventName("learner.accommodation-ask-withdrawn.v1", LearnerJson.Default.AccommodationAskWithdrawn),
        new EventName("learner.name-publishing-agreed.v1", LearnerJson.Default.NamePublishingAgreed),
        new EventName("learner.name-publishing-withdrawn.v1", LearnerJson.Default.NamePublishingWithdrawn));

    public static string StreamOf(string learner) => $"learner/{learner}";

    /// <summary>The learner's record as its stream says, for readers other than its grain.</summary>
    public static ValueTask<LearnerState> Replay(IJournal journal, string learner) =>
        Codec.Replay(journal, StreamOf(learner), LearnerState.Empty, (state, happened, _) => LearnerState.Evolve(state, happened));
}
