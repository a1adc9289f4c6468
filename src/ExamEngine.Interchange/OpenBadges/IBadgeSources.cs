using System.Text.Json.Nodes;

namespace ExamEngine.Interchange.OpenBadges;

/// <summary>What a verifier must ask others for. Null: it could not be had. What is handed out is not trusted: it is verified like the badge.</summary>
public interface IBadgeSources
{
    /// <summary>The document that lists an issuer's keys.</summary>
    /// <param name="did"><c>did:web:…</c>, or the <c>https://…</c> address of an issuer that has no DID. Never <c>did:key:…</c>, which holds its key.</param>
    ValueTask<JsonObject?> Did(string did, CancellationToken ct);

    /// <summary>The signed status list, or 1EdTech revocation list, at <paramref name="address"/>.</summary>
    ValueTask<JsonObject?> StatusList(Uri address, CancellationToken ct);
}
