using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ExamEngine.Interchange.OpenBadges;

/// <summary>A credential as a compact JSON Web Signature (1EdTech Open Badges 3.0, 8.2.4), signed by EdDSA.</summary>
public static class VcJwt
{
    /// <param name="document">Without a proof inside; one that is there is left out, as this form has its own.</param>
    /// <exception cref="BadgeFormatException">A date in the document is none.</exception>
    public static string Sign(JsonObject document, IssuerIdentity issuer)
    {
        var header = new JsonObject { ["alg"] = "EdDSA", ["typ"] = "JWT", ["kid"] = issuer.VerificationMethod };
        var payload = document.DeepClone().AsObject();
        payload.Remove("proof");
        payload["iss"] = issuer.Id;
        if (document["id"] is { } id)
            payload["jti"] = id.DeepClone();
        if (document["credentialSubject"] is JsonObject subject && subject["id"] is { } subjectId)
            payload["sub"] = subjectId.DeepClone();
        if (Seconds(document, "validFrom") is { } from)
            payload["nbf"] = from;
        if (Seconds(document, "validUntil") is { } until)
            payload["exp"] = until;

        var signed = $"{Encode(header)}.{Encode(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(issuer.Key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));

    private static long? Seconds(JsonObject document, string name)
    {
        if (document[name] is not { } value)
            return null;
        return DateTimeOffset.TryParse(value.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUnixTimeSeconds()
            : throw new BadgeFormatException($"{name} is no date.");
    }
}
