using System.Security.Claims;
using ExamEngine.Contracts.Learners;
using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ExamEngine.Web.Learners;

/// <summary>
/// What others tell of learners: enrolment, payments, course grades; vouchers; answers to requests; and why a learner cannot sit. A shop or a
/// course platform tells it by the operator key, one by one or as a file.
/// </summary>
internal static class EntitlementsApi
{
    public const int MostRequests = 500;

    private const string Csv = "text/csv";

    public static void MapEntitlements(this RouteGroupBuilder api)
    {
        var learner = api.MapGroup("/learners/{learnerId:id}").WithTags("Staff");
        learner.MapGet("/eligibility/{examId:id}", Eligibility).WithName("showEligibility").RequireAuthorization(Access.Staff).Limited(RateBucket.Read);
        learner.MapGet("/entitlements", Show).WithName("showEntitlementsOf").RequireAuthorization(Access.Staff).Limited(RateBucket.Read);
        learner.MapPut("/enrolments/{programId:id}", Enrol).WithName("enrolLearner").RequireAuthorization(Access.Plan).Limited(RateBucket.Write);
        learner.MapDelete("/enrolments/{programId:id}", Unenrol).WithName("unenrolLearner").RequireAuthorization(Access.Plan).Limited(RateBucket.Write);
        learner.MapPut("/payments/{reference:id}", Pay).WithName("notePayment").RequireAuthorization(Access.Plan).Limited(RateBucket.Write);
        learner.MapDelete("/payments/{reference:id}", Unpay).WithName("withdrawPayment").RequireAuthorization(Access.Plan).Limited(RateBucket.Write);
        learner.MapPut("/course-grades/{courseId:id}", Grade).WithName("noteCourseGrade").RequireAuthorization(Access.Plan).Limited(RateBucket.Write);
        learner.MapPost("/accommodation-requests/{requestId:guid}", Answer).WithName("answerAccommodation").RequireAuthorization(Access.Staff).Limited(RateBucket.Write);

        var staff = api.MapGroup("").WithTags("Staff");
        staff.MapPost("/learner-facts/csv", TakeFile).WithName("noteFile").RequireAuthorization(Access.Plan).Limited(RateBucket.Write)
            .Accepts<string>(Csv).WithMetadata(new RequestSizeLimitAttribute(FactCsv.LargestBody));
        staff.MapGet("/accommodation-requests", Pending).WithName("listAccommodationRequests").RequireAuthorization(Access.Staff).Limited(RateBucket.Read);
        staff.MapGet("/vouchers", Vouchers).WithName("listVouchers").RequireAuthorization(Access.Staff).Limited(RateBucket.Read);
        staff.MapPut("/vouchers/{code:id}", Define).WithName("defineVoucher").RequireAuthorization(Access.Plan).Limited(RateBucket.Write);
        staff.MapGet("/vouchers/{code:id}", Voucher).WithName("showVoucher").RequireAuthorization(Access.Staff).Limited(RateBucket.Read);
    }

    private static async Task<Results<Ok<EligibilityView>, Refused>> Eligibility(
        string learnerId, string examId, ClaimsPrincipal user, IGrainFactory grains, LearnerQueries learners, CancellationToken ct) =>
        await learners.Find(learnerId, ct) is null ? Unknown : (await Learner(grains, learnerId).Eligibility(user.ToActor(), examId)).ToHttp();

    private static async Task<Results<Ok<EntitlementsView>, Refused>> Show(string learnerId, ClaimsPrincipal user, IGrainFactory grains, LearnerQueries learners, CancellationToken ct) =>
        await learners.Find(learnerId, ct) is null ? Unknown : (await Learner(grains, learnerId).Entitlements(user.ToActor())).ToHttp();

    private static Task<Results<NoContent, Refused>> Enrol(
        string learnerId, string programId, ClaimsPrincipal user, IGrainFactory grains, LearnerQueries learners, CancellationToken ct) =>
        Note(learnerId, new("enrolled", programId), user, grains, learners, ct);

    private static Task<Results<NoContent, Refused>> Unenrol(
        string learnerId, string programId, ClaimsPrincipal user, IGrainFactory grains, LearnerQueries learners, CancellationToken ct) =>
        Note(learnerId, new("unenrolled", programId), user, grains, learners, ct);

    /// <summary>A payment for one exam, or for all of a program. The reference is the shop's own: the same payment, told again, changes nothing.</summary>
    private static async Task<Results<NoContent, Refused>> Pay(
        string learnerId, string reference, PaymentRequest payment, ClaimsPrincipal user, IGrainFactory grains, LearnerQueries learners, CancellationToken ct) =>
        (payment.ExamId, payment.ProgramId) switch
        {
            ({ } exam, null) => await Note(learnerId, new("paid-exam", exam, reference), user, grains, learners, ct),
            (null, { } program) => await Note(learnerId, new("paid-program", program, reference), user, grains, learners, ct),
            _ => new Refused([new Problem(ProblemCodes.Invalid, "A payment is for an exam or for a program.", "examId")]),
        };

    private static Task<Results<NoContent, Refused>> Unpay(
        string learnerId, string reference, ClaimsPrincipal user, IGrainFactory grains, LearnerQueries learners, CancellationToken ct) =>
        Note(learnerId, new("payment-withdrawn", Reference: reference), user, grains, learners, ct);

    private static Task<Results<NoContent, Refused>> Grade(
        string learnerId, string courseId, CourseGradeRequest grade, ClaimsPrincipal user, IGrainFactory grains, LearnerQueries learners, CancellationToken ct) =>
        Note(learnerId, new(grade.Passed ? "course-passed" : "course-failed", courseId, Percent: grade.Percent), user, grains, learners, ct);

    private static async Task<Results<NoContent, Refused>> Note(
        string learnerId, LearnerFact fact, ClaimsPrincipal user, IGrainFactory grains, LearnerQueries learners, CancellationToken ct) =>
        await learners.Find(learnerId, ct) is null ? Unknown : (await Learner(grains, learnerId).Note(user.ToActor(), [fact])).ToNoContent();

    private static async Task<Results<NoContent, Refused>> Answer(
        string learnerId, Guid requestId, AccommodationAnswer answer, ClaimsPrincipal user, IGrainFactory grains) =>
        (await Learner(grains, learnerId).AnswerAccommodation(user.ToActor(), requestId, answer.Granted, answer.Reason ?? "")).ToNoContent();

    /// <summary>A file is read whole before anything of it is told; learners without a record are named and left out.</summary>
    private static async Task<Results<Ok<FactsTaken>, Refused>> TakeFile(HttpRequest request, ClaimsPrincipal user, IGrainFactory grains, SeatQueries seats, CancellationToken ct)
    {
        var file = await FactCsv.Read(request.Body, ct);
        if (file.Value is not { } facts)
            return new Refused(file.Problems);

        var (learners, told, unknown) = (0, 0, ImmutableArray.CreateBuilder<string>());
        foreach (var batch in facts.OfLearners.Chunk(500))
        {
            var known = await seats.Learners([.. batch.Select(learner => learner.LearnerId)], ct);
            unknown.AddRange(batch.Where(learner => !known.Contains(learner.LearnerId)).Select(learner => learner.LearnerId));
            foreach (var (learnerId, list) in batch.Where(learner => known.Contains(learner.LearnerId)))
            {
                var noted = await Learner(grains, learnerId).Note(user.ToActor(), list);
                if (noted.Value is null)
                    return new Refused(noted.Problems);
                (learners, told) = (learners + 1, told + list.Length);
            }
        }
        return TypedResults.Ok(new FactsTaken(learners, told, unknown.ToImmutable()));
    }

    private static async Task<Ok<PendingRequests>> Pending(EntitlementQueries entitlements, CancellationToken ct) => TypedResults.Ok(new PendingRequests(
        [.. (await entitlements.Pending(MostRequests, ct)).Select(row => new PendingRequest(
            Guid.Parse(row.Request.Id[(row.Request.Id.LastIndexOf('/') + 1)..]), row.Request.LearnerId, row.LegalName, row.Request.Wish, row.Request.AskedAt))]));

    private static async Task<Results<Ok<VoucherPage>, Refused>> Vouchers(string? examId, [AsParameters] Paging page, EntitlementQueries entitlements, CancellationToken ct)
    {
        if (page.Fault is { } fault)
            return new Refused([fault]);

        var vouchers = await entitlements.Vouchers(examId, page.After, page.Size, ct);
        return TypedResults.Ok(new VoucherPage(
            [.. vouchers.Select(row => new VoucherView(row.Id, row.ExamId, row.Uses, row.Used, row.ValidUntil))], page.Next(vouchers, row => row.Id)));
    }

    /// <summary>Makes a voucher under a code that whoever makes it has chosen, or changes how often and until when it is good.</summary>
    private static async Task<Results<NoContent, Refused>> Define(string code, VoucherPlan plan, ClaimsPrincipal user, IGrainFactory grains)
    {
        if (plan.ExamId is null || !IdConstraint.IsId(plan.ExamId))
            return new Refused([new Problem(ProblemCodes.Invalid, "An exam is needed.", "examId")]);

        return (await grains.GetGrain<IVoucherGrain>(code).Define(user.ToActor(), plan)).ToNoContent();
    }

    private static async Task<Results<Ok<VoucherView>, Refused>> Voucher(string code, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<IVoucherGrain>(code).Show(user.ToActor())).ToHttp();

    private static ILearnerEntitlements Learner(IGrainFactory grains, string learnerId) => grains.GetGrain<ILearnerEntitlements>(learnerId);

    private static Refused Unknown => new("learner.unknown", "There is no such learner.");
}
