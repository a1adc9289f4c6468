using System.Collections.Immutable;
using System.Globalization;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Core.Credentials;
using ExamEngine.Grains.Kernel;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Credentials;

/// <summary>
/// Many credentials as one order. Their numbers are fixed when it is taken and a credential is issued once under its number, so a slice that a crash cut
/// short is simply done again: what was issued answers, what was not is issued. Each slice leaves the duty of the next in the append that ends it.
/// </summary>
[GrainType("credential-batch")]
internal sealed class CredentialBatchGrain(IJournal journal, TimeProvider time)
    : EventSourcedGrain<BatchState, BatchEvent>(journal, time, BatchJournal.Codec, BatchState.Empty), ICredentialBatchGrain
{
    /// <summary>Seconds of work at most, far below the time a duty may take; as many at once as keep a few cores and the journal busy.</summary>
    private const int Slice = 64, AtOnce = 16, Page = 500;

    private static readonly Problem Forbidden = new("account.forbidden", "Batches are the staff's.");
    private static readonly Problem Unknown = new("batch.unknown", "There is no such batch.");

    private string Id => this.GetPrimaryKeyString();

    protected override string StreamName() => BatchJournal.StreamOf(Id);

    protected override BatchState Evolve(BatchState state, BatchEvent happened, long version) => BatchState.Evolve(state, happened);

    public async Task<Reply<CredentialBatchView>> Order(Actor actor, ImmutableArray<AwardOrder> awards)
    {
        if (!IsStaff(actor))
            return Forbidden;
        if (BatchAwards.Check(awards) is { IsEmpty: false } faults)
            return faults;
        if (!State.Awards.IsEmpty)
            return BatchAwards.AreSame(awards, State.Awards) ? View() : new Problem("batch.another-order", "The batch was ordered with other awards.");
        var ordered = BatchAwards.Number(awards, Now);
        await Commit(
            actor.Id, [.. ordered.Chunk(BatchState.Part).Select(part => new BatchEvent.Ordered([.. part]) { At = Now })], [Go(0)]);
        return View();
    }

    public Task<Reply<CredentialBatchView>> Show(Actor actor) => Task.FromResult<Reply<CredentialBatchView>>(!IsStaff(actor) ? Forbidden : State.Awards.IsEmpty ? Unknown : View());

    public Task<Reply<BatchCredentials>> Issued(Actor actor, int from)
    {
        if (!IsStaff(actor))
            return Task.FromResult<Reply<BatchCredentials>>(Forbidden);
        if (State.Awards.IsEmpty)
            return Task.FromResult<Reply<BatchCredentials>>(Unknown);
        from = Math.Clamp(from, 0, State.Done);
        var to = Math.Min(from + Page, State.Done);
        var held = State.Held.Select(one => one.Award).ToHashSet();
        return Task.FromResult<Reply<BatchCredentials>>(new BatchCredentials(
            [.. Enumerable.Range(from, to - from).Where(i => !held.Contains(i)).Select(i => State.Awards[i].Credential)], to < State.Done ? to : null));
    }

    public async Task Carry(string message)
    {
        // Another than the next slice was done before, and its end was heard of twice.
        if (message != Message(State.Done) || State.Done == State.Awards.Length)
            return;
        var to = Math.Min(State.Done + Slice, State.Awards.Length);
        var problems = new Problem?[to - State.Done];
        await FanOut.Each(Enumerable.Range(State.Done, problems.Length), AtOnce, async i => problems[i - State.Done] = await Issue(State.Awards[i]));
        ImmutableArray<AwardHeld> held = [.. problems.Select((problem, i) => problem is null ? null : new AwardHeld(State.Done + i, problem.Code, problem.Message)).OfType<AwardHeld>()];
        await Commit("system", [new BatchEvent.Advanced(to, held) { At = Now }], to < State.Awards.Length ? [Go(to)] : []);
    }

    private async Task<Problem?> Issue(OrderedAward award)
    {
        var issued = await GrainFactory.GetGrain<ICredentialGrain>(award.Credential).Issue(Actor.System, BatchAwards.Order(award));
        return issued.Problems.IsEmpty ? null : issued.Problems[0];
    }

    private CredentialBatchView View() => new(
        Id, State.Awards.Length, State.Done - State.Held.Length,
        [.. State.Held.Select(held => new BatchHeld(held.Award, State.Awards[held.Award].Learner, held.Code, held.Message))], State.OrderedAt, State.FinishedAt);

    private AgendaChange.Put Go(int from) => new($"credential-batch/{Id}", Now, $"credential-batch/{Id}", Message(from));

    private static string Message(int from) => string.Create(CultureInfo.InvariantCulture, $"go/{from}");

    private static bool IsStaff(Actor actor) => actor.Is(Roles.Staff | Roles.Admin | Roles.System);
}
