using System.Security.Cryptography;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Core.Credentials;
using ExamEngine.Grains.Kernel;
using ExamEngine.Storage.Journal;
using Orleans.Concurrency;

namespace ExamEngine.Grains.Credentials;

/// <summary>
/// One list of revocations. An entry is a credential's for ever and written before it is told: whoever asks again, after whatever crash, gets the same one,
/// so there is neither a second entry nor one that nobody has. Credentials that come while an append is under way share the next.
/// </summary>
[GrainType("status-list"), Reentrant]
internal sealed class StatusListGrain(IJournal journal, TimeProvider time, CredentialPress press)
    : EventSourcedGrain<StatusListState, StatusListEvent>(journal, time, StatusListJournal.Codec, StatusListState.Empty), IStatusListGrain
{
    private const int MostAtOnce = 500;

    /// <summary>How long a signed list is told before it is signed anew, changed or not.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly Turn _turn = new();
    private readonly HashSet<Guid> _waiting = [];
    private (object Of, DateTimeOffset Until, string Text)? _signed;

    private int Number => (int)this.GetPrimaryKeyLong();

    protected override string StreamName() => StatusListJournal.StreamOf(Number);

    protected override StatusListState Evolve(StatusListState state, StatusListEvent happened, long version) => StatusListState.Evolve(state, happened);

    public async Task<StatusEntry?> Take(Guid credential, string issuer, string key)
    {
        if (Find(credential) is { } known)
            return known;
        if (!State.IsFor(issuer, key))
            return null;
        _waiting.Add(credential);
        using var turn = await _turn.Take();
        if (State.Signer is null)
            await Commit("system", [new StatusListEvent.Opened(issuer, key) { At = Now }]);
        if (Find(credential) is null && State.IsFor(issuer, key))
        {
            Guid[] batch = [credential, .. _waiting.Where(other => other != credential).Take(MostAtOnce - 1)];
            _waiting.ExceptWith(batch);
            if (State.Take(batch, Chance(), Now) is { } taken)
                await Commit("system", [taken]);
        }
        _waiting.Remove(credential);
        return Find(credential);
    }

    public async Task Set(Guid credential, bool revoked)
    {
        using var turn = await _turn.Take();
        if (State.Set(credential, revoked, Now) is { } set)
            await Commit("system", [set]);
    }

    public Task<string?> Show()
    {
        if (State.Signer is not { } signer)
            return Task.FromResult<string?>(null);
        if (_signed is not { } told || told.Of != State.Revoked || told.Until <= Now)
            _signed = told = (State.Revoked, Now + Lifetime, press.StatusList(Number, signer, State, Now));
        return Task.FromResult<string?>(told.Text);
    }

    private StatusEntry? Find(Guid credential) => State is { Signer: { } signer, Entries: var entries } && entries.TryGetValue(credential, out var index)
        ? new(Number, index, signer.Issuer, signer.Key)
        : null;

    private static ulong Chance() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
}
