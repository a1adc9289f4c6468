using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Windows;
using ExamEngine.Core.Windows;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Windows;

/// <summary>Registration by the learners themselves, and the waiting list.</summary>
internal sealed partial class WindowGrain
{
    public async Task<Reply<Done>> SetRegistration(Actor actor, RegistrationPlan? plan) => MayPlan(actor)
        ? await Change(actor, new WindowCommand.SetRegistration(
            Now, plan is null ? null : new(plan.From is { } from ? WholeMs(from) : null, plan.EndsBeforeMinutes, plan.ChangeBeforeMinutes, plan.OfferMinutes)))
        : Forbidden;

    public async Task<Reply<WindowPlace>> Register(Actor actor, PlaceOrder order)
    {
        if (!Mine(actor, order.LearnerId))
            return Forbidden;
        var command = new WindowCommand.Register(Now, order.CommandId, order.LearnerId, order.Waits);
        // Only a seat, not a place in line, is worth another one.
        var back = order.InsteadOf is { } elsewhere && WindowRules.Decide(State, command).Events.Any(happened => happened is WindowEvent.SeatsTaken)
            ? WindowDuties.GiveBack(elsewhere.WindowId, order.LearnerId, elsewhere.Number, Now)
            : null;
        var decision = await Decide(actor, command, back);
        return decision.Refusals.IsEmpty && PlaceOf(order.LearnerId) is { } place ? place : decision.Refusals.ToProblems();
    }

    public async Task<Reply<Done>> Leave(Actor actor, string learnerId) =>
        Mine(actor, learnerId) ? await Change(actor, new WindowCommand.Leave(Now, learnerId)) : Forbidden;

    public async Task GiveBack(string learnerId, int number) => await Decide(Actor.System, new WindowCommand.GiveBack(Now, learnerId, number));

    public Task<WindowPlace?> Place(string learnerId) => Task.FromResult(PlaceOf(learnerId));

    private async Task TendOffers()
    {
        // The sweeper's clock may be ahead of this one: the duty stays until its time has come here too.
        if (WindowDuties.OffersAt(State, Now) > Now)
            throw new UnavailableException("The first offer has not ended yet.");
        await Decide(Actor.System, new WindowCommand.TendOffers(Now));
    }

    private WindowPlace? PlaceOf(string learner)
    {
        if (State is not WindowState.Planned window)
            return null;
        var (seat, waits) = (window.Roll.Find(learner), window.Waiting.Find(learner));
        return new(
            Id, window.Terms.Exam, window.Terms.Opens, window.Terms.Closes,
            seat is not null ? "seated" : waits is { OfferedUntil: not null } ? "offered" : waits is not null ? "waiting" : "none",
            seat?.Number, waits is { OfferedUntil: null } ? window.Waiting.PositionOf(learner) : null, waits?.OfferedUntil, window.Registration?.ChangeEnds(window.Terms));
    }

    private static bool Mine(Actor actor, string learner) => actor.LearnerId == learner || MayPlan(actor);
}
