using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Schools;
using ExamEngine.Core.Schools;
using ExamEngine.Grains.Kernel;
using ExamEngine.Grains.Programs;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;

namespace ExamEngine.Grains.Schools;

/// <summary>A pathway school and what is agreed with it.</summary>
[GrainType("school")]
internal sealed class SchoolGrain(IJournal journal, TimeProvider time, Catalog catalog)
    : EventSourcedGrain<SchoolState, SchoolEvent>(journal, time, SchoolJournal.Codec, SchoolState.Empty), ISchoolGrain
{
    private static readonly Problem Forbidden = new("account.forbidden", "Schools are the staff's.");
    private static readonly Problem Unknown = new("school.unknown", "There is no such school.");

    private string Id => this.GetPrimaryKeyString();

    protected override string StreamName() => SchoolJournal.StreamOf(Id);

    protected override SchoolState Evolve(SchoolState state, SchoolEvent happened, long version) => SchoolState.Evolve(state, happened);

    public Task<Reply<SchoolView>> Describe(Actor actor, SchoolPlan plan) => Decide(actor, SchoolRules.Describe(State, plan.Name, plan.Website, Now));

    public async Task<Reply<SchoolView>> Agree(Actor actor, string programId, AgreementPlan plan)
    {
        if (IsStaff(actor) && await catalog.Program(programId) is null)
            return new Problem("program.unknown", "There is no such program.", "programId");
        return await Decide(actor, SchoolRules.Agree(
            State, programId, new(plan.CreditPoints, plan.Degree, plan.Text, Millisecond(plan.ValidFrom), plan.ValidUntil is { } end ? Millisecond(end) : null), Now));
    }

    public async Task<Reply<SchoolView>> Show(Actor actor) =>
        !IsStaff(actor) && !(actor.Is(Roles.School) && actor.SchoolId == Id) ? Forbidden : State.Name.Length == 0 ? Unknown : await View();

    public Task<AgreementInForce?> InForce(string programId) =>
        Task.FromResult(State.InForce(programId, Now) is { } agreed ? new AgreementInForce(State.Name, ShareViews.Of(agreed)) : null);

    private async Task<Reply<SchoolView>> Decide(Actor actor, SchoolDecision decision)
    {
        if (!IsStaff(actor))
            return Forbidden;
        if (!decision.Refusals.IsEmpty)
            return decision.Refusals.ToProblems();
        if (decision.Happened is { } happened)
            await Commit(actor.Id, [happened], projections: [Row(happened)]);
        return await View();
    }

    private ProjectionRow Row(SchoolEvent happened) => happened switch
    {
        SchoolEvent.Described described => new SchoolRow(Id, described.Name, described.At),
        SchoolEvent.Agreed agreed => new AgreementRow($"{Id}/{agreed.Program}", Id, agreed.Program, agreed.Version, agreed.At),
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };

    private async Task<SchoolView> View()
    {
        var titles = (await catalog.Programs()).ToDictionary(program => program.Id, program => program.Title);
        return new(Id, State.Name, State.Website, [.. State.Agreements.Select(of => new AgreementView(
            of.Key, titles.GetValueOrDefault(of.Key, of.Key), State.InForce(of.Key, Now)?.Version, [.. of.Value.Select(ShareViews.Of)]))]);
    }

    /// <summary>The precision that everything is compared and kept in.</summary>
    private static DateTimeOffset Millisecond(DateTimeOffset moment) => DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds());

    private static bool IsStaff(Actor actor) => actor.Is(Roles.Staff | Roles.Admin | Roles.System);
}
