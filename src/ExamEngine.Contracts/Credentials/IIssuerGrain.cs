namespace ExamEngine.Contracts.Credentials;

/// <summary>Who this engine is to the world. A stateless worker; key 0.</summary>
[Alias("ee.IIssuerGrain")]
public interface IIssuerGrain : IGrainWithIntegerKey
{
    /// <summary>The document of <c>did:web</c>: every key that signs, has signed or is about to, JSON.</summary>
    [Alias("DidDocument")]
    Task<string> DidDocument();

    /// <summary>The address of a credential as a QR code, SVG. It says nothing about whether there is one.</summary>
    [Alias("Code")]
    Task<CredentialFile> Code(Guid credential);
}

/// <summary>Verifies Open Badges of anybody. A stateless worker; key 0.</summary>
[Alias("ee.IVerifierGrain")]
public interface IVerifierGrain : IGrainWithIntegerKey
{
    /// <param name="file">A PDF, PNG, SVG, JSON or a compact JWS.</param>
    [Alias("Verify"), ResponseTimeout("00:00:20")]
    Task<BadgeVerdictView> Verify(ImmutableArray<byte> file);
}

/// <param name="Code">Stable, such as <c>valid</c>, <c>tampered</c>, <c>revoked</c>.</param>
/// <param name="Reason">For a person.</param>
/// <param name="Ours">This engine issued it.</param>
[GenerateSerializer, Alias("ee.badge-verdict"), Immutable]
public sealed record BadgeVerdictView(
    [property: Id(0)] bool Valid, [property: Id(1)] string Code, [property: Id(2)] string Reason, [property: Id(3)] bool Ours, [property: Id(4)] string? Name,
    [property: Id(5)] string? Achievement, [property: Id(6)] string? Issuer, [property: Id(7)] DateTimeOffset? ValidFrom, [property: Id(8)] DateTimeOffset? ValidUntil,
    [property: Id(9)] string? Kind);
