using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ExamEngine.Interchange.OpenBadges.JsonLd;
using ExamEngine.Interchange.OpenBadges.Verifying;

namespace ExamEngine.Interchange.OpenBadges;

/// <summary>
/// Verifies Open Badges 3.0 and Comprehensive Learner Records 2.0 of any issuer. A verdict is "valid" only if every proof of a kind known
/// here holds, the key is the issuer's, today is between the dates, and it was found out that nothing is revoked. Safe on many threads.
/// </summary>
public sealed class BadgeVerifier
{
    /// <summary>Records within records.</summary>
    private const int Deepest = 3;

    private const int MostParts = 500;
    private const int LargestDocument = 4 << 20;

    private readonly ProofVerifier proofs;
    private readonly StatusVerifier status;
    private readonly JwtReader signatures;

    public BadgeVerifier(IBadgeSources sources)
        : this(sources, ContextShelf.Bundled) { }

    internal BadgeVerifier(IBadgeSources sources, ContextShelf shelf)
    {
        var keys = new KeyFinder(sources);
        proofs = new ProofVerifier(keys, shelf);
        status = new StatusVerifier(sources, proofs);
        signatures = new JwtReader(keys);
    }

    /// <param name="file">JSON, a compact JSON Web Signature, or a PNG, SVG or PDF with one of them in it.</param>
    public ValueTask<BadgeVerdict> Verify(ReadOnlyMemory<byte> file, DateTimeOffset now, CancellationToken ct)
    {
        if (file.Length > Baking.LargestFile)
            return Refused("The file is too large for a badge.");
        var text = file.Span.TrimStart("\uFEFF \t\r\n"u8);
        if (text.IsEmpty)
            return Refused("The file is empty.");
        if (text[0] == '{')
            return Verify(Encoding.UTF8.GetString(text), now, ct);
        if (Encoding.Latin1.GetString(text.TrimEnd(" \t\r\n"u8)) is var token && Baking.IsJws(token))
            return Verify(token, now, ct);
        return Baking.Extract(file.Span) is { } baked ? Verify(baked, now, ct) : Refused("There is no badge in the file.");
    }

    public ValueTask<BadgeVerdict> Verify(JsonObject document, DateTimeOffset now, CancellationToken ct) =>
        StrictJson.Of(document) is { } read ? VerifyDocument(read, now, new WorkBudget(), 0, ct) : Refused("It is no JSON, or says something twice.");

    private ValueTask<BadgeVerdict> Verify(string credential, DateTimeOffset now, CancellationToken ct)
    {
        var text = credential.Trim();
        if (text.Length > LargestDocument)
            return Refused("It is too large for a badge.");
        return Guarded(text, now, ct);
    }

    private static ValueTask<BadgeVerdict> Refused(string reason) => new(new BadgeVerdict(false, BadgeCodes.Malformed, reason, null));

    private async ValueTask<BadgeVerdict> Guarded(string text, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            return Baking.IsJws(text)
                ? await VerifyToken(text, now, new WorkBudget(), 0, ct)
                : await VerifyDocument(StrictJson.Parse(Encoding.UTF8.GetBytes(text)), now, new WorkBudget(), 0, ct);
        }
        catch (JsonException)
        {
            return new(false, BadgeCodes.Malformed, "It is no JSON, or says something twice.", null);
        }
    }

    private async ValueTask<BadgeVerdict> VerifyToken(string token, DateTimeOffset now, WorkBudget work, int depth, CancellationToken ct)
    {
        var (jwt, refusal) = JwtReader.Read(token);
        if (jwt is null)
            return new(false, refusal!.Code, refusal.Reason, null);
        return await Conclude(jwt.Credential, await signatures.Verify(jwt, now, ct), work, now, depth, ct);
    }

    private async ValueTask<BadgeVerdict> VerifyDocument(JsonElement document, DateTimeOffset now, WorkBudget work, int depth, CancellationToken ct)
    {
        if (Envelope(document) is { } token)
            return await VerifyToken(token, now, work, depth, ct);
        var (credential, refusal) = Credential.Read(document);
        if (credential is null)
            return new(false, refusal!.Code, refusal.Reason, null);

        try
        {
            refusal = await proofs.Verify(credential, now, work, ct);
        }
        catch (BadgeFormatException e)
        {
            refusal = Refusal.Of(e);
        }

        return await Conclude(credential, refusal, work, now, depth, ct);
    }

    /// <summary>After the signature: status first, as "revoked" says more than "expired"; then dates; then what is inside.</summary>
    private async ValueTask<BadgeVerdict> Conclude(Credential credential, Refusal? refusal, WorkBudget work, DateTimeOffset now, int depth, CancellationToken ct)
    {
        var facts = credential.Facts;
        if (refusal is null)
        {
            refusal = await status.Verify(credential, now, work, ct);
            if (refusal is null or { Code: BadgeCodes.StatusUnavailable })
                refusal = credential.Dates(now) ?? refusal;
        }

        if (refusal is not null)
            return new(false, refusal.Code, refusal.Reason, facts);

        var parts = await Parts(credential, work, now, depth, ct);
        facts = facts with { Parts = parts };
        for (var i = 0; i < parts.Length; i++)
        {
            if (!parts[i].IsValid)
                return new(false, parts[i].Code, $"Badge {i + 1} in it ({parts[i].Facts?.Name ?? "without a name"}): {parts[i].Reason}", facts);
        }

        return new(true, BadgeCodes.Valid, "It is signed by its issuer, unchanged, and stands.", facts);
    }

    private async ValueTask<ImmutableArray<BadgeVerdict>> Parts(Credential credential, WorkBudget work, DateTimeOffset now, int depth, CancellationToken ct)
    {
        var inside = Credential.Several(credential.Subject).SelectMany(s => Credential.Several(Credential.Member(s, "verifiableCredential"))).ToList();
        if (inside.Count == 0)
            return [];
        if (depth == Deepest || inside.Count > MostParts)
            return [new(false, BadgeCodes.TooMuchWork, "There are too many badges in each other.", null)];

        // A record that is a token, or signed by JCS, has cost nothing yet: without a budget of all, each badge in it could spend one.
        var left = depth == 0 ? new WorkBudget(WorkBudget.OfParts) : work;
        var verdicts = ImmutableArray.CreateBuilder<BadgeVerdict>(inside.Count);
        foreach (var part in inside)
        {
            verdicts.Add(part.ValueKind == JsonValueKind.String
                ? await VerifyToken(part.GetString()!, now, left, depth + 1, ct)
                : await VerifyDocument(part, now, left, depth + 1, ct));
        }

        return verdicts.MoveToImmutable();
    }

    /// <summary>The signature that a credential is wrapped in (W3C Verifiable Credentials 2.0, 4.13); null if it is not.</summary>
    private static string? Envelope(JsonElement document)
    {
        const string Prefix = "data:application/vc+jwt,";
        return Credential.Texts(Credential.Member(document, "type")).Contains("EnvelopedVerifiableCredential")
            && Credential.Text(document, "id") is { } id && id.StartsWith(Prefix, StringComparison.Ordinal)
            ? id[Prefix.Length..]
            : null;
    }
}
