using ExamEngine.Contracts.Proctoring;

namespace ExamEngine.Contracts.Learners;

/// <summary>Why a learner can, or cannot, sit an exam: the facts behind it, and the answer. The same actor as <see cref="ILearnerGrain"/>.</summary>
[Alias("ee.ILearnerEntitlements")]
public interface ILearnerEntitlements : IGrainWithStringKey
{
    /// <summary>What others tell of the learner, in order; all of it or nothing. Repeating is harmless. Staff or system.</summary>
    [Alias("Note")]
    Task<Reply<Done>> Note(Actor actor, ImmutableArray<LearnerFact> facts);

    /// <summary>All that was told. The learner themself, staff or system.</summary>
    [Alias("Entitlements")]
    Task<Reply<EntitlementsView>> Entitlements(Actor actor);

    /// <summary>May the learner begin this exam now, and if not, why not: by the rules that also decide when they try.</summary>
    [Alias("Eligibility")]
    Task<Reply<EligibilityView>> Eligibility(Actor actor, string examId);

    /// <summary>Uses a voucher. Repeating is harmless: a voucher is used once by a learner. The learner.</summary>
    [Alias("Redeem")]
    Task<Reply<VoucherRedeemed>> Redeem(Actor actor, string code);

    /// <summary>The learner confirms the legal name as it stands; a name that has changed meanwhile is refused.</summary>
    [Alias("ConfirmName")]
    Task<Reply<Done>> ConfirmName(Actor actor, string legalName);

    /// <summary>Asks for an accommodation in the learner's own words; one request at a time.</summary>
    [Alias("AskAccommodation")]
    Task<Reply<Done>> AskAccommodation(Actor actor, Guid request, string wish);

    [Alias("WithdrawAccommodation")]
    Task<Reply<Done>> WithdrawAccommodation(Actor actor, Guid request);

    /// <summary>Grants or declines. Staff.</summary>
    /// <param name="granted">All that the learner is granted from now on; null declines, and then there is a reason.</param>
    [Alias("AnswerAccommodation")]
    Task<Reply<Done>> AnswerAccommodation(Actor actor, Guid request, AccommodationView? granted, string reason);
}

/// <summary>Registration into windows by the learner. The same actor as <see cref="ILearnerGrain"/>.</summary>
[Alias("ee.ILearnerSeats")]
public interface ILearnerSeats : IGrainWithStringKey
{
    /// <summary>Takes a place in a window of an exam that the learner may sit, or one on its waiting list; accepts a place that is kept.</summary>
    /// <param name="insteadOf">The window whose seat is given back for it; null when the learner has none.</param>
    [Alias("RegisterIn")]
    Task<Reply<Windows.WindowPlace>> RegisterIn(Actor actor, Guid commandId, string windowId, string? insteadOf, bool waits);

    /// <summary>Gives back the seat, declines a place that is kept, or leaves the waiting list.</summary>
    [Alias("CancelIn")]
    Task<Reply<Done>> CancelIn(Actor actor, string windowId);
}

/// <summary>Something told of a learner.</summary>
/// <param name="Kind">
/// <c>enrolled</c> or <c>unenrolled</c>: <paramref name="Subject"/> is a program. <c>paid-exam</c> or <c>paid-program</c>: for an exam or a program, by
/// <paramref name="Reference"/>. <c>payment-withdrawn</c>: by its reference alone. <c>course-passed</c> or <c>course-failed</c>: a course, by
/// <paramref name="Percent"/> when it is known.
/// </param>
/// <param name="Reference">Of a payment: 1 to 100 characters, the same for the same payment.</param>
[GenerateSerializer, Alias("ee.learner-fact"), Immutable]
public sealed record LearnerFact(
    [property: Id(0)] string Kind, [property: Id(1)] string? Subject = null, [property: Id(2)] string? Reference = null, [property: Id(3)] decimal? Percent = null);

[GenerateSerializer, Alias("ee.entitlements"), Immutable]
public sealed record EntitlementsView(
    [property: Id(0)] string LegalName, [property: Id(1)] bool NameConfirmed, [property: Id(2)] ImmutableArray<string> Programs, [property: Id(3)] ImmutableArray<PaymentView> Payments,
    [property: Id(4)] ImmutableArray<CourseGradeView> CourseGrades, [property: Id(5)] ImmutableArray<AccommodationRequestView> Requests);

/// <param name="Reference">Empty for a voucher: whoever sees this need not learn its code.</param>
/// <param name="ExamId">Null when it is for all exams of <paramref name="ProgramId"/>.</param>
[GenerateSerializer, Alias("ee.payment"), Immutable]
public sealed record PaymentView(
    [property: Id(0)] string Reference, [property: Id(1)] string? ExamId, [property: Id(2)] string? ProgramId, [property: Id(3)] bool ByVoucher, [property: Id(4)] DateTimeOffset At);

[GenerateSerializer, Alias("ee.course-grade"), Immutable]
public sealed record CourseGradeView([property: Id(0)] string CourseId, [property: Id(1)] bool Passed, [property: Id(2)] decimal? Percent, [property: Id(3)] DateTimeOffset At);

/// <param name="State"><c>pending</c>, <c>granted</c>, <c>declined</c> or <c>withdrawn</c>.</param>
[GenerateSerializer, Alias("ee.accommodation-request"), Immutable]
public sealed record AccommodationRequestView(
    [property: Id(0)] Guid RequestId, [property: Id(1)] string Wish, [property: Id(2)] DateTimeOffset AskedAt, [property: Id(3)] string State, [property: Id(4)] string Reason,
    [property: Id(5)] DateTimeOffset? AnsweredAt);

/// <summary>One reason why a learner may not begin.</summary>
/// <param name="Code">Stable, such as <c>learner.not-paid</c>.</param>
/// <param name="Remedy">What is to be done; empty when nothing is.</param>
/// <param name="By">Who does it: <c>learner</c>, <c>staff</c>, <c>time</c> (it ends by itself) or <c>nobody</c>.</param>
/// <param name="EndsAt">When it ends by itself; null when it does not.</param>
[GenerateSerializer, Alias("ee.eligibility-reason"), Immutable]
public sealed record ReasonView(
    [property: Id(0)] string Code, [property: Id(1)] string Message, [property: Id(2)] string Remedy, [property: Id(3)] string By, [property: Id(4)] DateTimeOffset? EndsAt);

/// <param name="Standing">As on the learner's card.</param>
/// <param name="AttemptsAllowed">Null: no limit.</param>
/// <param name="WindowId">Of the registration that counts now; null for one without a window, and for none.</param>
[GenerateSerializer, Alias("ee.eligibility"), Immutable]
public sealed record EligibilityView(
    [property: Id(0)] string LearnerId, [property: Id(1)] string ExamId, [property: Id(2)] string ExamTitle, [property: Id(3)] DateTimeOffset Now, [property: Id(4)] bool MayBegin,
    [property: Id(5)] string Standing, [property: Id(6)] ImmutableArray<ReasonView> Reasons, [property: Id(7)] int? AttemptsAllowed, [property: Id(8)] int AttemptsUsed,
    [property: Id(9)] string? WindowId, [property: Id(10)] DateTimeOffset? Opens, [property: Id(11)] DateTimeOffset? Closes);

[GenerateSerializer, Alias("ee.voucher-redeemed"), Immutable]
public sealed record VoucherRedeemed([property: Id(0)] string ExamId);
