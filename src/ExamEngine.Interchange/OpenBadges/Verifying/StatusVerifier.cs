using System.Globalization;
using System.Text.Json;
using ExamEngine.Interchange.OpenBadges.JsonLd;

namespace ExamEngine.Interchange.OpenBadges.Verifying;

/// <summary>
/// Whether a credential still stands: W3C Bitstring Status List v1.0, its forerunner of 2021, and 1EdTech's revocation list. What cannot be
/// found out is not taken for granted.
/// </summary>
internal sealed class StatusVerifier(IBadgeSources sources, ProofVerifier proofs)
{
    private const int Most = 8;

    /// <returns>Null when it stands, or nothing says where to ask.</returns>
    public async ValueTask<Refusal?> Verify(Credential credential, DateTimeOffset now, WorkBudget work, CancellationToken ct)
    {
        var entries = Credential.Several(Credential.Member(credential.Document, "credentialStatus")).ToList();
        if (entries.Count > Most)
            return Unavailable("It says too often where to ask whether it stands.");

        Refusal? unavailable = null;
        foreach (var entry in entries)
        {
            var refusal = Credential.Text(entry, "type") switch
            {
                "BitstringStatusListEntry" or "StatusList2021Entry" => await InBits(entry, now, work, ct),
                "1EdTechRevocationList" => await InList(credential, entry, ct),
                var type => Unavailable($"Whether it still stands is kept in a way that is not supported: {type ?? "unnamed"}."),
            };
            if (refusal is not null && refusal.Code != BadgeCodes.StatusUnavailable)
                return refusal;
            unavailable ??= refusal;
        }

        return unavailable;
    }

    private async ValueTask<Refusal?> InBits(JsonElement entry, DateTimeOffset now, WorkBudget work, CancellationToken ct)
    {
        var purpose = Credential.Text(entry, "statusPurpose");
        if (purpose is "message" or "refresh")
            return null;
        if (purpose is not ("revocation" or "suspension")
            || !Uri.TryCreate(Credential.Text(entry, "statusListCredential"), UriKind.Absolute, out var address)
            || !int.TryParse(Credential.Member(entry, "statusListIndex")?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || Credential.Member(entry, "statusSize") is { } size && size.ToString() != "1")
            return Unavailable("What it says about where to ask whether it stands is incomplete.");
        if (await sources.StatusList(address, ct) is not { } document || StrictJson.Of(document) is not { } served)
            return Unavailable($"The status list {address} could not be had.");

        var (list, refusal) = Credential.Read(served);
        if (list is null)
            return Unavailable($"The status list is no credential. {refusal!.Reason}");
        if (!list.Types.Contains("BitstringStatusListCredential") && !list.Types.Contains("StatusList2021Credential"))
            return Unavailable("What was served as its status list is another document.");
        if (list.Dates(now) is { } dated)
            return Unavailable($"The status list cannot be used. {dated.Reason}");
        try
        {
            if (await proofs.Verify(list, now, work, ct) is { } unproven)
                return Unavailable($"The status list cannot be trusted. {unproven.Reason}");
            var subject = list.Subject!.Value;
            if (!Credential.Texts(Credential.Member(subject, "statusPurpose")).Contains(purpose) || Credential.Text(subject, "encodedList") is not { } encoded)
                return Unavailable("The status list is for something else.");
            var bits = StatusBits.Decode(encoded);
            if (index / 8 >= bits.Length)
                return Unavailable("The status list is too short for it.");
            if (!StatusBits.IsSet(bits, index))
                return null;
        }
        catch (BadgeFormatException e)
        {
            return Unavailable($"The status list cannot be read. {e.Message}");
        }

        return purpose == "revocation" ? new(BadgeCodes.Revoked, "The issuer revoked it.") : new(BadgeCodes.Suspended, "The issuer suspended it.");
    }

    /// <summary>1EdTech Revocation List Status Method v1.0: the ids of what was revoked. It is not signed; the credential's signature covers its address.</summary>
    private async ValueTask<Refusal?> InList(Credential credential, JsonElement entry, CancellationToken ct)
    {
        if (!Uri.TryCreate(Credential.Text(entry, "id"), UriKind.Absolute, out var address) || credential.Id is not { } id)
            return Unavailable("What it says about where to ask whether it stands is incomplete.");
        if (await sources.StatusList(address, ct) is not { } document || StrictJson.Of(document) is not { } list)
            return Unavailable($"The revocation list {address} could not be had.");
        if (Credential.Member(list, "revokedCredential") is not { } revoked)
            return Unavailable("What was served as its revocation list is another document.");
        var isRevoked = Credential.Several(revoked).Any(r => r.ValueKind == JsonValueKind.String
            ? r.GetString() == id
            : Credential.Text(r, "id") == id && Credential.Member(r, "revoked") is not { ValueKind: JsonValueKind.False });
        return isRevoked ? new(BadgeCodes.Revoked, "The issuer revoked it.") : null;
    }

    private static Refusal Unavailable(string reason) => new(BadgeCodes.StatusUnavailable, reason);
}
