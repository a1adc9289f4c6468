using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Core.Proctoring;
using ExamEngine.Core.Sessions;
using ExamEngine.Grains.Definitions;
using ExamEngine.Grains.Kernel;
using ExamEngine.Grains.Sessions;
using ExamEngine.Storage.Evidence;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Proctoring;

/// <summary>
/// How long the evidence of one session is kept. It counts what there is, writes that down, erases, and writes down that it did: whichever of these a
/// crash comes between, the duty is carried out again and goes on where it was, and the record says how many there were at first. Soon after the end it
/// erases whatever was still stored after it.
/// </summary>
[GrainType("evidence"), CollectionAgeLimit(Minutes = 2)]
internal sealed class EvidenceGrain(IJournal journal, TimeProvider time, ExamVersions exams, IEvidenceStore store)
    : EventSourcedGrain<EvidenceKeeping, EvidenceEvent>(journal, time, EvidenceJournal.Codec, EvidenceKeeping.Nothing), IEvidenceGrain
{
    /// <summary>Below the time that a silo waits for an answer. What is not erased by then is erased when the duty comes again.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(6);

    private readonly IJournal _journal = journal;

    private Guid Id => this.GetPrimaryKey();

    protected override string StreamName() => EvidenceJournal.StreamOf(Id);

    protected override EvidenceKeeping Evolve(EvidenceKeeping state, EvidenceEvent happened, long version) => EvidenceKeeping.Evolve(state, happened);

    public Task<ImmutableArray<KeptEvidence>> Kept() => Task.FromResult(State.EndedAt is null
        ? []
        : EvidenceDuties.Groups.Select(group => new KeptEvidence(
            EvidenceDuties.NameOf(group), State.Until(group) ?? default, State.Gone.GetValueOrDefault(group)?.At, State.Gone.GetValueOrDefault(group)?.Count ?? 0)).ToImmutableArray());

    public Task Carry(string message) =>
        message == EvidenceDuties.Keep ? Keep()
        : message == EvidenceDuties.Tidy ? Tidy()
        : EvidenceDuties.GroupOf(message) is { } group ? Erase(group)
        : throw new InvalidOperationException($"Unknown duty '{message}'.");

    private async Task Keep()
    {
        if (await SessionJournal.Replay(_journal, Id) is not SessionState.Sealed ended
            || (await exams.Get(ended.Seat.Exam, ended.Seat.Version)).Proctoring is not { } policy
            || State.Keep(ended.Ending.EndedAt, policy.Retention, Now) is not { } kept)
            return;

        await Commit("system", [kept], [.. EvidenceDuties.Erasures(Id, EvidenceKeeping.Evolve(State, kept)), EvidenceDuties.Tidying(Id, kept.EndedAt)]);
    }

    /// <summary>Nothing is kept that was recorded after the end: a process that had not heard of it may have gone on storing stills for a moment.</summary>
    private async Task Tidy()
    {
        if (State.EndedAt is not { } ended || State.Gone.ContainsKey(EvidenceGroup.Stills))
            return;
        try
        {
            using var turn = new CancellationTokenSource(Turn);
            var late = new List<EvidenceName>();
            foreach (var kind in EvidenceDuties.KindsOf(EvidenceGroup.Stills))
                late.AddRange(await store.List(Id, kind, turn.Token).Where(still => still.At > ended).Select(still => still.Name).ToListAsync(turn.Token));
            if (late.Count > 0 && !State.LateStills)
            {
                await GrainFactory.GetGrain<IWatchGrain>(Id).EvidenceErased(EvidenceDuties.NameOf(EvidenceGroup.Stills), late.Count, "after-end");
                await Commit("system", [new EvidenceEvent.LateStillsFound(late.Count) { At = Now }]);
            }
            foreach (var still in late)
                await store.Delete(still, turn.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or EvidenceUnavailableException or JournalUnavailableException)
        {
            throw new UnavailableException("Not everything is erased yet.");
        }
    }

    private async Task Erase(EvidenceGroup group)
    {
        if (State.Until(group) is not { } until || State.Gone.ContainsKey(group))
            return;
        // The sweeper's clock may be ahead of this one.
        if (until > Now)
            throw new UnavailableException("The time of this evidence is not over yet.");

        try
        {
            using var turn = new CancellationTokenSource(Turn);
            var (lines, orders) = group == EvidenceGroup.Talk ? await WatchRedactions.OfTalk(_journal, Id, turn.Token) : ([], []);
            if (!State.Begun.ContainsKey(group))
                await Commit("system", [new EvidenceEvent.ErasureBegan(group, lines.Count + await Count(group, turn.Token)) { At = Now }]);
            foreach (var kind in EvidenceDuties.KindsOf(group))
                await store.Delete(Id, kind, turn.Token);
            // For whoever reads the session's story; here it stands for good.
            await GrainFactory.GetGrain<IWatchGrain>(Id).EvidenceErased(EvidenceDuties.NameOf(group), State.Begun[group], "retention");
            await Commit("system", [new EvidenceEvent.Erased(group, State.Begun[group]) { At = Now }], redactions: [.. lines, .. orders]);
        }
        catch (Exception e) when (e is OperationCanceledException or EvidenceUnavailableException or JournalUnavailableException)
        {
            throw new UnavailableException("Not everything is erased yet.");
        }
    }

    private async Task<int> Count(EvidenceGroup group, CancellationToken ct)
    {
        var count = 0;
        foreach (var kind in EvidenceDuties.KindsOf(group))
            count += await store.List(Id, kind, ct).CountAsync(ct);
        return count;
    }
}
