using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Core.Learners;
using ExamEngine.Grains.Sessions;

namespace ExamEngine.Grains.Learners;

/// <summary>What is told of a learner, and the answer to "why can I not sit?".</summary>
internal sealed partial class LearnerGrain
{
    private const int MostRequests = 50;

    public async Task<Reply<Done>> Note(Actor actor, ImmutableArray<LearnerFact> facts)
    {
        if (!actor.Is(Office))
            return Forbidden;
        var (events, problems) = FactRules.Note(State, facts, Now);
        if (!problems.IsEmpty)
            return problems;
        await Keep(actor.Id, events);
        return Done.It;
    }

    public Task<Reply<EntitlementsView>> Entitlements(Actor actor) =>
        Task.FromResult<Reply<EntitlementsView>>(Mine(actor) ? State.ToWire() : UnknownLearner);

    public async Task<Reply<EligibilityView>> Eligibility(Actor actor, string examId)
    {
        if (!Mine(actor) || await catalog.Exam(examId) is not { } exam)
            return Unknown;
        var version = await exams.Get(exam.Id, exam.Version);
        var card = (await standings.Of(Id, State, version, Now)).Card;
        return new EligibilityView(
            Id, exam.Id, version.Title, Now, card.Standing is "ready" or "running", card.Standing, card.Why, card.AttemptsAllowed, card.AttemptsUsed,
            State.RegistrationFor(exam.Id, Now)?.Window, card.Opens, card.Closes);
    }

    public async Task<Reply<VoucherRedeemed>> Redeem(Actor actor, string code)
    {
        // Nobody uses up a voucher for somebody else.
        if (actor.LearnerId != Id && !actor.Is(Roles.System))
            return UnknownLearner;
        var known = FactRules.Code(code);
        if (!FactRules.IsCode(known))
            return new Problem("voucher.unknown", "There is no such voucher.", "code");
        var redeemed = await GrainFactory.GetGrain<IVoucherGrain>(known).Redeem(Id);
        if (redeemed.Value is { } used)
            await KeepVoucher(known, used.ExamId, actor.Id);
        return redeemed;
    }

    public async Task<Reply<Done>> ConfirmName(Actor actor, string legalName)
    {
        if (actor.LearnerId != Id && !actor.Is(Roles.System))
            return UnknownLearner;
        if (State.LegalName.Length == 0 || legalName != State.LegalName)
            return new Problem("learner.name-differs", "The name has changed meanwhile, or is not known.", "legalName");
        if (State.Entitlements.ConfirmedName != legalName)
            await Keep(actor.Id, [new LearnerEvent.NameConfirmed(legalName) { At = Now }]);
        return Done.It;
    }

    public async Task<Reply<Done>> AskAccommodation(Actor actor, Guid request, string wish)
    {
        if (actor.LearnerId != Id && !actor.Is(Roles.System))
            return UnknownLearner;
        if (string.IsNullOrWhiteSpace(wish) || wish.Length > FactRules.LongestWish)
            return new Problem("input.wish", $"A request has 1 to {FactRules.LongestWish} characters.", "wish");
        if (State.Entitlements.Requests.Any(known => known.Id == request))
            return Done.It;
        if (State.Entitlements.PendingRequest is not null)
            return new Problem("learner.request-pending", "A request is waiting for its answer.");
        if (State.Entitlements.Requests.Length >= MostRequests)
            return new Problem("learner.too-many-requests", $"At most {MostRequests} requests are taken from one learner.");
        await Keep(actor.Id, [new LearnerEvent.AccommodationAsked(request, wish.Trim()) { At = Now }]);
        return Done.It;
    }

    public async Task<Reply<Done>> WithdrawAccommodation(Actor actor, Guid request)
    {
        if (actor.LearnerId != Id && !actor.Is(Roles.System))
            return UnknownLearner;
        switch (State.Entitlements.Requests.FirstOrDefault(known => known.Id == request)?.State)
        {
            case null:
                return new Problem("learner.unknown-request", "There is no such request.");
            case RequestState.Withdrawn:
                return Done.It;
            case RequestState.Pending:
                await Keep(actor.Id, [new LearnerEvent.AccommodationAskWithdrawn(request) { At = Now }]);
                return Done.It;
            default:
                return new Problem("learner.request-answered", "The request has been answered.");
        }
    }

    public async Task<Reply<Done>> AnswerAccommodation(Actor actor, Guid request, AccommodationView? granted, string reason)
    {
        if (!actor.Is(Office))
            return Forbidden;
        if (State.Entitlements.Requests.FirstOrDefault(known => known.Id == request) is not { } asked)
            return new Problem("learner.unknown-request", "There is no such request.");
        if (granted is not null && AccommodationRules.Check(granted) is { } problem)
            return problem;
        if (reason.Length > FactRules.LongestReason || (granted is null && string.IsNullOrWhiteSpace(reason)))
            return new Problem("input.reason", $"A request is declined with a reason of at most {FactRules.LongestReason} characters.", "reason");
        var answer = granted is null ? RequestState.Declined : RequestState.Granted;
        if (asked.State != RequestState.Pending)
            return asked.State == answer ? Done.It : new Problem("learner.request-answered", "The request has been answered, or was withdrawn.");

        var prepared = State.Prepared;
        await Keep(actor.Id, [
            .. granted is null ? [] : LearnerSeats.Accommodate(State, granted.ToCore(), Now),
            new LearnerEvent.AccommodationAnswered(request, granted is not null, reason.Trim()) { At = Now },
        ]);
        foreach (var session in prepared.Where(session => State.PreparedFor(session.Window) is null))
            await Prepare(session.Window);
        return Done.It;
    }

    /// <summary>A voucher says that this learner has used it: whatever crashed between the two, the record comes to know.</summary>
    private async Task HearVoucher(string code)
    {
        if (await GrainFactory.GetGrain<IVoucherGrain>(code).UsedBy(Id) is { } used)
            await KeepVoucher(code, used.ExamId, "system");
    }

    private async Task KeepVoucher(string code, string exam, string actor)
    {
        if (!State.Entitlements.Payments.ContainsKey((true, code)))
            await Keep(actor, [new LearnerEvent.VoucherRedeemed(code, exam) { At = Now }]);
    }
}
