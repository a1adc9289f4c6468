using System.Collections.Immutable;

namespace ExamEngine.Core.Learners;

/// <summary>A payment that stands. <paramref name="Exam"/> is null when it is for all exams of <paramref name="Program"/>.</summary>
/// <param name="Reference">The payer's, or the voucher's code.</param>
public sealed record Payment(string Reference, string? Exam, string? Program, bool ByVoucher, DateTimeOffset At);

public sealed record CourseGrade(string Course, bool Passed, decimal? Percent, DateTimeOffset At);

public enum RequestState { Pending, Granted, Declined, Withdrawn }

/// <summary>What a learner asked to be granted, in their own words, and what became of it.</summary>
public sealed record AccommodationRequest(Guid Id, string Wish, DateTimeOffset AskedAt, RequestState State, string Reason, DateTimeOffset? AnsweredAt);

/// <summary>What others have told of a learner, and what the learner has told of themself: what the rules of eligibility ask for.</summary>
/// <param name="Payments">By kind and reference: a voucher's code is nobody's payment reference.</param>
public sealed record Entitlements(
    ImmutableSortedSet<string> Programs, ImmutableDictionary<(bool ByVoucher, string Reference), Payment> Payments, ImmutableDictionary<string, CourseGrade> Grades, string ConfirmedName,
    ImmutableArray<AccommodationRequest> Requests)
{
    public static readonly Entitlements None = new(
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal), ImmutableDictionary<(bool, string), Payment>.Empty, ImmutableDictionary.Create<string, CourseGrade>(StringComparer.Ordinal), "", []);

    public bool HasPaid(string exam, string program) =>
        Payments.Values.Any(payment => payment.Exam is { } one ? one == exam : program.Length > 0 && payment.Program == program);

    public AccommodationRequest? PendingRequest => Requests.FirstOrDefault(request => request.State == RequestState.Pending);

    public static Entitlements Evolve(Entitlements state, LearnerEvent happened) => happened switch
    {
        LearnerEvent.Enrolled e => state with { Programs = state.Programs.Add(e.Program) },
        LearnerEvent.Unenrolled e => state with { Programs = state.Programs.Remove(e.Program) },
        LearnerEvent.PaymentNoted e => state with { Payments = state.Payments.SetItem((false, e.Reference), new(e.Reference, e.Exam, e.Program, false, e.At)) },
        LearnerEvent.PaymentWithdrawn e => state with { Payments = state.Payments.Remove((false, e.Reference)) },
        LearnerEvent.VoucherRedeemed e => state with { Payments = state.Payments.SetItem((true, e.Code), new(e.Code, e.Exam, null, true, e.At)) },
        LearnerEvent.CourseGraded e => state with { Grades = state.Grades.SetItem(e.Course, new(e.Course, e.Passed, e.Percent, e.At)) },
        LearnerEvent.NameConfirmed e => state with { ConfirmedName = e.Name },
        LearnerEvent.AccommodationAsked e => state with { Requests = state.Requests.Add(new(e.Request, e.Wish, e.At, RequestState.Pending, "", null)) },
        LearnerEvent.AccommodationAnswered e => Answer(state, e.Request, e.Granted ? RequestState.Granted : RequestState.Declined, e.Reason, e.At),
        LearnerEvent.AccommodationAskWithdrawn e => Answer(state, e.Request, RequestState.Withdrawn, "", e.At),
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };

    private static Entitlements Answer(Entitlements state, Guid request, RequestState answer, string reason, DateTimeOffset at) =>
        state.Requests.FirstOrDefault(known => known.Id == request) is { } asked
            ? state with { Requests = state.Requests.Replace(asked, asked with { State = answer, Reason = reason, AnsweredAt = at }) }
            : throw new InvalidOperationException("An answer to a request that was never made.");
}
