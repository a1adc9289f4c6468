using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ExamEngine.Grains.Hosting;
using ExamEngine.Interchange.OpenBadges;

namespace ExamEngine.Grains.Credentials.Keys;

/// <summary>
/// Who signs Open Badges now, and who ever did. The store is looked at once a minute, so a key that an operator adds is published without a restart, long
/// before it signs.
/// </summary>
public sealed class BadgeKeys
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private readonly IBadgeKeyStore _store;
    private readonly TimeProvider _time;
    private readonly string? _web;
    private readonly Lock _reading = new();
    private volatile Ring _ring;

    public BadgeKeys(IBadgeKeyStore store, GrainOptions options, TimeProvider time)
    {
        (_store, _time) = (store, time);
        WebDid = DidWeb.Of(options.PublicAddress);
        _web = options.BadgeIdentity == BadgeIdentity.Web ? WebDid : null;
        // Made here when there is none, and never later: a store that has lost its keys is not to be given others.
        _store.Read();
        _ring = ReadAnew(_time.GetUtcNow());
    }

    /// <summary>This engine's <c>did:web</c>, whether it signs by it or not.</summary>
    public string WebDid { get; }

    /// <summary>The identity that signs now.</summary>
    public IssuerIdentity Signing()
    {
        var ring = Current();
        var key = ring.Keys[ring.Kept.Keys.IndexOf(ring.Kept.Signing(_time.GetUtcNow()))];
        return _web is null ? IssuerIdentity.OfKey(key) : IssuerIdentity.OfWeb(_web, key);
    }

    /// <summary>The one that signed before, from what was written down with the signature.</summary>
    /// <exception cref="InvalidOperationException">The store has no such key.</exception>
    public IssuerIdentity Find(string issuer, string key)
    {
        var kept = Current().Keys.FirstOrDefault(one => one.Multibase == key) ?? throw new InvalidOperationException($"The key store has no key {key}.");
        return issuer == kept.DidKey ? IssuerIdentity.OfKey(kept) : IssuerIdentity.OfWeb(issuer, kept);
    }

    /// <summary>True for every identity that this engine signs or signed by.</summary>
    public bool IsOurs(string issuer) => issuer == WebDid || Current().Keys.Any(key => key.DidKey == issuer);

    /// <summary>The document of <see cref="WebDid"/>, with the keys of all times.</summary>
    public JsonObject DidDocument() => DidWeb.Document(WebDid, Current().Keys.Select(key => key.Multibase));

    private Ring Current()
    {
        var now = _time.GetUtcNow();
        if (_ring.LookAgain > now)
            return _ring;
        lock (_reading)
        {
            if (_ring.LookAgain <= now)
                _ring = _store.Stamp.Equals(_ring.Stamp) ? _ring with { LookAgain = now + Look } : ReadAnew(now);
            return _ring;
        }
    }

    private Ring ReadAnew(DateTimeOffset now)
    {
        // Before the keys: what is written in between is found at the next look.
        var stamp = _store.Stamp;
        var kept = _store.Read();
        return new(kept, [.. kept.Keys.Select(key => BadgeKey.FromSeed(key.Seed.Span))], stamp, now + Look);
    }

    private sealed record Ring(BadgeKeyRing Kept, ImmutableArray<BadgeKey> Keys, object Stamp, DateTimeOffset LookAgain);
}
