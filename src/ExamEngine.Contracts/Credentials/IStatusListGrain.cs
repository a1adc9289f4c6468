namespace ExamEngine.Contracts.Credentials;

/// <summary>One list of revocations, a BitstringStatusList. Key: its number, from 1. Called by other grains; <see cref="Show"/> is for everybody.</summary>
[Alias("ee.IStatusListGrain")]
public interface IStatusListGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// The entry of a credential: the one it has, or a new one at random. Null when it has none here and gets none: the list is full, or is another signer's.
    /// </summary>
    /// <param name="issuer">The identity that is to sign the credential, <paramref name="key"/> its key; a new list becomes theirs.</param>
    [Alias("Take")]
    Task<StatusEntry?> Take(Guid credential, string issuer, string key);

    /// <summary>Sets or clears the bit of a credential that has an entry here; said already, nothing changes.</summary>
    [Alias("Set")]
    Task Set(Guid credential, bool revoked);

    /// <summary>The list as a signed credential, JSON; null when there is no such list.</summary>
    [Alias("Show")]
    Task<string?> Show();
}

/// <param name="Issuer">The identity that signs the list, and so has to sign the credential; <paramref name="Key"/> is its key.</param>
[GenerateSerializer, Alias("ee.status-entry"), Immutable]
public sealed record StatusEntry([property: Id(0)] int List, [property: Id(1)] int Index, [property: Id(2)] string Issuer, [property: Id(3)] string Key);
