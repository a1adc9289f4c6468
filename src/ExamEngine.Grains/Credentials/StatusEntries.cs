using ExamEngine.Contracts.Credentials;
using ExamEngine.Grains.Credentials.Keys;

namespace ExamEngine.Grains.Credentials;

/// <summary>
/// Which list has a credential's entry. It is looked for from the first list on, each of which answers with the entry that the credential has in it, so a
/// repeat after a crash finds it wherever it is. A full list costs one call from memory, and there are as many as 65,536 fit into all credentials ever issued,
/// and one more for each signing key.
/// </summary>
internal sealed class StatusEntries(IGrainFactory grains, BadgeKeys keys)
{
    public async Task<StatusEntry> Take(Guid credential)
    {
        var signer = keys.Signing();
        for (var list = 1; ; list++)
        {
            if (await grains.GetGrain<IStatusListGrain>(list).Take(credential, signer.Id, signer.Key.Multibase) is { } entry)
                return entry;
        }
    }
}
