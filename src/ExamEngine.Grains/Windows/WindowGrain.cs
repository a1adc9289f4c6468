using System.Data.Common;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Windows;
using ExamEngine.Core.Windows;
using ExamEngine.Grains.Kernel;
using ExamEngine.Grains.Programs;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel.Queries;

namespace ExamEngine.Grains.Windows;

/// <summary>
/// One window: its times, its capacity and its seats. It calls no learner: what a learner has to know or to prepare goes to their agenda
/// with the events, and they come and ask. The answer to that interleaves with a commit under way and tells what was durable before it: the row of a change comes after.
/// </summary>
[GrainType("window")]
internal sealed partial class WindowGrain(IJournal journal, TimeProvider time, Catalog catalog, SeatQueries seats, WindowOptions options)
    : EventSourcedGrain<WindowState, WindowEvent>(journal, time, WindowJournal.Codec, WindowState.Nothing), IWindowGrain, IWindowPlaces
{
    private static readonly Problem Forbidden = new("account.forbidden", "Planning windows takes a member of staff.");

    private string Id => this.GetPrimaryKeyString();

    protected override string StreamName() => WindowJournal.StreamOf(Id);

    protected override WindowState Evolve(WindowState state, WindowEvent happened, long version) => WindowEvolution.Evolve(state, happened);

    public async Task<Reply<Done>> Plan(Actor actor, WindowPlan plan)
    {
        if (!MayPlan(actor))
            return Forbidden;
        if (State is WindowState.Unplanned && await catalog.Exam(plan.ExamId) is null)
            return new Problem("exam.unknown", $"There is no exam '{plan.ExamId}'.", "examId");
        return await Change(actor, new WindowCommand.Plan(Now, new(plan.ExamId, plan.Title, WholeMs(plan.Opens), WholeMs(plan.Closes), plan.Capacity)));
    }

    public async Task<Reply<SeatsTaken>> TakeSeats(Actor actor, TakeSeats order)
    {
        if (!MayPlan(actor))
            return Forbidden;
        if (order.Seats.Length is 0 or > Contracts.Windows.TakeSeats.MostSeats)
            return new Problem("input.seats", $"One batch takes 1 to {Contracts.Windows.TakeSeats.MostSeats} seats.", "seats");
        var known = await Learners(order);
        var decision = await Decide(actor, new WindowCommand.TakeSeats(
            Now, order.CommandId, [.. order.Seats.Select(seat => new SeatRequest(seat.LearnerId, seat.TimeMultiplierPercent, known.Contains(seat.LearnerId)))]));
        return decision.Seats is { } answers
            ? new SeatsTaken(answers.Taken, answers.Known, [.. answers.Refused.Select(refused => new SeatRefused(refused.Learner, refused.Why.Code, refused.Why.Message))])
            : decision.Refusals.ToProblems();
    }

    public async Task<Reply<Done>> ReleaseSeat(Actor actor, string learnerId) =>
        MayPlan(actor) ? await Change(actor, new WindowCommand.ReleaseSeat(Now, learnerId)) : Forbidden;

    public async Task<Reply<Done>> Cancel(Actor actor) => MayPlan(actor) ? await Change(actor, new WindowCommand.Cancel(Now)) : Forbidden;

    public Task<WindowTimes?> Times() => Task.FromResult(State switch
    {
        WindowState.Planned { Terms: var terms } => new WindowTimes(terms.Opens, terms.Closes, terms.HasClosed(Now)),
        WindowState.Cancelled { Terms: var terms } => new WindowTimes(terms.Opens, terms.Closes, HasClosed: true),
        _ => null,
    });

    public Task<SeatInWindow?> Seat(string learnerId) => Task.FromResult(
        State is WindowState.Planned planned && planned.Roll.Find(learnerId) is { } seat
            ? new SeatInWindow(planned.Terms.Exam, planned.Terms.Opens, planned.Terms.Closes, seat.TimeMultiplierPercent)
            : null);

    public async Task Carry(string message)
    {
        if (WindowDuties.IsGiveBack(message, out var learner, out var number))
        {
            await GiveBack(learner, number);
            return;
        }
        var from = WindowDuties.From(message);
        switch (message.Split('/')[0])
        {
            case WindowDuties.Tell:
                await Decide(Actor.System, new WindowCommand.TellSeats(Now, from, WindowDuties.TellSlice));
                break;
            case WindowDuties.Prepare:
                // The sweeper's clock may be ahead of this one: the duty stays until its time has come here too.
                if (State is WindowState.Planned { Terms: var terms } && WindowDuties.PreparesAt(terms, options) > Now)
                    throw new UnavailableException("The preparation has not come yet.");
                await Decide(Actor.System, new WindowCommand.PrepareSeats(Now, from, WindowDuties.PrepareSlice(options)));
                break;
            case WindowDuties.Offers:
                await TendOffers();
                break;
            default:
                throw new InvalidOperationException($"Unknown duty '{message}'.");
        }
    }

    private async Task<Reply<Done>> Change(Actor actor, WindowCommand command) =>
        await Decide(actor, command) is { Refusals.IsEmpty: false } refused ? refused.Refusals.ToProblems() : Done.It;

    /// <summary>Decide, append, evolve.</summary>
    /// <param name="besides">What follows from it elsewhere, in the same append.</param>
    private async Task<WindowDecision> Decide(Actor actor, WindowCommand command, AgendaChange? besides = null)
    {
        var decision = WindowRules.Decide(State, command);
        if (decision.Events.IsEmpty)
            return decision;
        var (before, after) = (State, decision.Events.Aggregate(State, WindowEvolution.Evolve));
        var agenda = WindowDuties.Agenda(Id, before, after, decision.Events, options, command.At);
        await Commit(
            actor.Id, decision.Events, besides is null ? agenda : [.. agenda, besides],
            WindowRows.Of(Id, before, after, decision.Events));
        return decision;
    }

    /// <summary>Of those in the order, the learners there are.</summary>
    private async Task<IReadOnlySet<string>> Learners(TakeSeats order)
    {
        try
        {
            return await seats.Learners([.. order.Seats.Select(seat => seat.LearnerId).Distinct()], CancellationToken.None);
        }
        catch (DbException)
        {
            throw new UnavailableException("The learners cannot be read now.");
        }
    }

    private static bool MayPlan(Actor actor) => actor.Is(Roles.Staff | Roles.Admin | Roles.System);

    private static DateTimeOffset WholeMs(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
