using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Schools;
using ExamEngine.Core.Schools;
using ExamEngine.Grains.Hosting;
using ExamEngine.Grains.Kernel;
using ExamEngine.Grains.Programs;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel.Queries;

namespace ExamEngine.Grains.Schools;

/// <summary>
/// What one learner shares with one school of one program. Consent, withdrawal and every look are events of one stream, and a look is written before
/// anything is shown: so nothing is shown that is not written down, and nothing after a withdrawal.
/// </summary>
[GrainType("share"), CollectionAgeLimit(Minutes = 5)]
internal sealed partial class ShareGrain(IJournal journal, TimeProvider time, CredentialQueries shelf, Catalog catalog, EngineKeys keys)
    : EventSourcedGrain<ShareState, ShareEvent>(journal, time, ShareJournal.Codec, ShareState.Empty), IShareGrain
{
    private static readonly Problem Unknown = new("share.unknown", "There is no such record.");

    private Guid Id => this.GetPrimaryKey();

    protected override string StreamName() => ShareJournal.StreamOf(Id);

    protected override ShareState Evolve(ShareState state, ShareEvent happened, long version) => ShareState.Evolve(state, happened);

    public async Task<Reply<ShareOffer>> Offer(Actor actor, string schoolId, string programId)
    {
        if (!IsOf(actor, schoolId, programId))
            return Unknown;
        var (text, problem) = await Text(actor.LearnerId ?? "", schoolId, programId);
        if (text is null)
            return problem ?? Unknown;
        var version = ShareViews.VersionOf(text, State.Consents.Length + 1);
        var decision = ShareRules.Consider(text, version, version);
        return decision.Refusals.IsEmpty
            ? new ShareOffer(
                Id, schoolId, text.SchoolName, programId, text.ProgramTitle, ShareViews.Of(text.Agreement, text.Terms, text.AgreedAt), ShareViews.Of(text.Credentials), text.Fields, version)
            : decision.Refusals.ToProblems();
    }

    public async Task<Reply<ShareView>> Consent(Actor actor, string schoolId, string programId, string textVersion)
    {
        if (!IsOf(actor, schoolId, programId))
            return Unknown;
        if (State is { Stands: true, Last.Given: { } standing })
            return ShareViews.View(Id, State, standing.Text);
        var (text, problem) = await Text(actor.LearnerId ?? "", schoolId, programId);
        if (text is null)
            return problem ?? Unknown;
        var number = State.Consents.Length + 1;
        var decision = ShareRules.Consider(text, ShareViews.VersionOf(text, number), textVersion);
        if (!decision.Refusals.IsEmpty)
            return decision.Refusals.ToProblems();

        var given = new ShareEvent.Given(actor.LearnerId ?? "", text, textVersion, "") { At = Now };
        await Keep(actor, given with { Receipt = ShareViews.Receipt(Id, number, given, null, null, keys) });
        return ShareViews.View(Id, State, text);
    }

    public async Task<Reply<ShareView>> Withdraw(Actor actor)
    {
        if (State.Last is not { Given: { } given } || !Owns(actor, given))
            return Unknown;
        if (State.Stands)
            await Keep(actor, new ShareEvent.Withdrawn(ShareViews.Receipt(Id, State.Consents.Length, given, Now, State.Granted, keys)) { At = Now });
        return ShareViews.View(Id, State, given.Text);
    }

    public Task<Reply<ShareView>> Show(Actor actor) => Task.FromResult<Reply<ShareView>>(
        State.Last is { Given: { } given } && (Owns(actor, given) || IsStaff(actor)) ? ShareViews.View(Id, State, given.Text) : Unknown);

    public Task<Reply<ShareReceipt>> Receipt(Actor actor, int number, bool ofWithdrawal) => Task.FromResult<Reply<ShareReceipt>>(
        State.Last is not { Given: { } last } || !(Owns(actor, last) || IsStaff(actor)) ? Unknown
        : number < 1 || number > State.Consents.Length || (ofWithdrawal ? State.Consents[number - 1].Withdrawn?.Receipt : State.Consents[number - 1].Given.Receipt) is not { } kept
            ? new Problem("share.no-receipt", "There is no such receipt.")
        : ShareViews.Receipt(kept));

    /// <summary>All that would be shared now: the credentials of the program that the learner holds and that stand, the program's first.</summary>
    private async Task<(ShareText? Text, Problem? Problem)> Text(string learner, string school, string program)
    {
        if (await GrainFactory.GetGrain<ISchoolGrain>(school).InForce(program) is not { Version: { } agreed } inForce)
            return (null, new("agreement.not-in-force", "This school does not count this program now."));
        var title = (await catalog.Program(program))?.Title ?? program;
        var held = (await shelf.OfLearner(learner, CancellationToken.None)).Where(row => row.ProgramId == program && row.RevokedAt is null);
        return (new(
            school, inForce.SchoolName, program, title, agreed.Version, agreed.AgreedAt, new(agreed.CreditPoints, agreed.Degree, agreed.Text, agreed.ValidFrom, agreed.ValidUntil),
            [.. held.OrderBy(row => row.Kind != ShareRules.ProgramKind).ThenBy(row => row.IssuedAt).ThenBy(row => row.Id, StringComparer.Ordinal)
                .Select(row => new SharedCredential(Guid.Parse(row.Id), row.Kind, row.Title, row.Name, row.IssuedAt))],
            SharedFields.All), null);
    }

    private async Task Keep(Actor actor, ShareEvent happened, string? name = null)
    {
        var after = ShareState.Evolve(State, happened);
        var known = name ?? (after.Last is { Given.Text: { } text } ? ShareViews.NameOf(text) : "");
        await Commit(actor.Id, [happened], projections: happened is ShareEvent.Looked ? [] : [ShareViews.Row(Id, after, known)]);
    }

    private bool IsOf(Actor actor, string school, string program) =>
        actor.Is(Roles.Learner) && actor.LearnerId is { } learner && ShareId.Of(school, program, learner) == Id;

    private static bool Owns(Actor actor, ShareEvent.Given given) => actor.Is(Roles.Learner) && actor.LearnerId == given.Learner;

    private static bool IsStaff(Actor actor) => actor.Is(Roles.Staff | Roles.Admin | Roles.System);
}
