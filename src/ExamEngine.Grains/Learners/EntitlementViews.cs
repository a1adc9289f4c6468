using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Core.Learners;

namespace ExamEngine.Grains.Learners;

/// <summary>What was told of a learner, and the reasons that follow from it, on the wire.</summary>
internal static class EntitlementViews
{
    public static ReasonView ToWire(this EligibilityReason reason) => new(reason.Code, reason.Message, reason.Remedy, Name(reason.By), reason.EndsAt);

    public static ImmutableArray<Problem> ToProblems(this ImmutableArray<EligibilityReason> reasons) => [.. reasons.Select(reason => new Problem(reason.Code, reason.Message))];

    public static EntitlementsView ToWire(this LearnerState learner) => new(
        learner.LegalName, learner.LegalName.Length > 0 && learner.LegalName == learner.Entitlements.ConfirmedName, [.. learner.Entitlements.Programs],
        [.. learner.Entitlements.Payments.Values.OrderBy(payment => payment.At).ThenBy(payment => payment.Reference, StringComparer.Ordinal)
            .Select(payment => new PaymentView(payment.ByVoucher ? "" : payment.Reference, payment.Exam, payment.Program, payment.ByVoucher, payment.At))],
        [.. learner.Entitlements.Grades.Values.OrderBy(grade => grade.Course, StringComparer.Ordinal).Select(grade => new CourseGradeView(grade.Course, grade.Passed, grade.Percent, grade.At))],
        [.. learner.Entitlements.Requests.Select(request => new AccommodationRequestView(
            request.Id, request.Wish, request.AskedAt, Name(request.State), request.Reason, request.AnsweredAt))]);

    public static string Name(RequestState state) => state switch
    {
        RequestState.Pending => "pending",
        RequestState.Granted => "granted",
        RequestState.Declined => "declined",
        RequestState.Withdrawn => "withdrawn",
        _ => throw new InvalidOperationException($"Unknown state {state}."),
    };

    private static string Name(RemedyBy by) => by switch
    {
        RemedyBy.Nobody => "nobody",
        RemedyBy.Learner => "learner",
        RemedyBy.Staff => "staff",
        RemedyBy.Time => "time",
        _ => throw new InvalidOperationException($"Unknown remedy {by}."),
    };
}
