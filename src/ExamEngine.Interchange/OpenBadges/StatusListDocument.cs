using System.Text.Json.Nodes;

namespace ExamEngine.Interchange.OpenBadges;

/// <summary>A list of which credentials are revoked, or suspended, to be signed (W3C Bitstring Status List v1.0, 2.2).</summary>
public static class StatusListDocument
{
    /// <param name="address">Where it is served; the credentials of the list name it.</param>
    /// <param name="issuerId">Who signs it, as the credentials' issuer.</param>
    /// <param name="validUntil">Readers take no older list; null: they take any.</param>
    /// <param name="purpose"><c>revocation</c> or <c>suspension</c></param>
    /// <exception cref="ArgumentException">There are fewer bits than <see cref="StatusBits.LeastBits"/>.</exception>
    public static JsonObject Of(Uri address, string issuerId, ReadOnlySpan<byte> bits, DateTimeOffset validFrom, DateTimeOffset? validUntil = null, string purpose = "revocation")
    {
        var document = new JsonObject
        {
            ["@context"] = new JsonArray(OpenBadgeDocument.Credentials),
            ["id"] = address.AbsoluteUri,
            ["type"] = new JsonArray("VerifiableCredential", "BitstringStatusListCredential"),
            ["issuer"] = OpenBadgeDocument.Address(issuerId),
            ["validFrom"] = OpenBadgeDocument.Date(validFrom),
        };
        if (validUntil is { } until)
            document["validUntil"] = OpenBadgeDocument.Date(until);
        document["credentialSubject"] = new JsonObject
        {
            ["id"] = $"{address.AbsoluteUri}#list",
            ["type"] = "BitstringStatusList",
            ["statusPurpose"] = purpose,
            ["encodedList"] = StatusBits.Encode(bits),
        };
        return document;
    }
}
