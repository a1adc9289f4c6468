namespace ExamEngine.Contracts.Credentials;

/// <summary>Credentials that were earned and could not be issued, for staff to see why. Key 0.</summary>
[Alias("ee.ICredentialHoldsGrain")]
public interface ICredentialHoldsGrain : IGrainWithIntegerKey
{
    /// <summary>For credentials: said before, nothing changes.</summary>
    [Alias("Hold")]
    Task Hold(HeldCredential held);

    /// <summary>Those that are still not issued, oldest first. Staff.</summary>
    [Alias("Show")]
    Task<Reply<HeldCredentials>> Show(Actor actor);
}

/// <param name="Code">Stable, such as <c>credential.missing-glyph</c>.</param>
/// <param name="Message">What is wrong, for a person; it names signs and no learner.</param>
/// <param name="HeldAt">Set by the list.</param>
[GenerateSerializer, Alias("ee.held-credential"), Immutable]
public sealed record HeldCredential(
    [property: Id(0)] Guid CredentialId, [property: Id(1)] string LearnerId, [property: Id(2)] string Kind, [property: Id(3)] string Title, [property: Id(4)] string Code,
    [property: Id(5)] string Message, [property: Id(6)] DateTimeOffset HeldAt = default);

[GenerateSerializer, Alias("ee.held-credentials"), Immutable]
public sealed record HeldCredentials([property: Id(0)] ImmutableArray<HeldCredential> Credentials);
