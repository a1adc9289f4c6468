using System.Text.Json.Serialization;

namespace ExamEngine.Core.Credentials;

/// <summary>What happened to a credential.</summary>
public abstract record CredentialEvent
{
    private CredentialEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <summary>All that the document says, fixed when it was issued: a later change of a name or a title changes no credential.</summary>
    public sealed record Issued(
        Guid Attempt, string Learner, string LegalName, string ExamId, string ExamTitle, string ProgramTitle, string Issuer, string Language, decimal ScorePercent,
        DateTimeOffset EarnedAt, bool Proctored) : CredentialEvent
    {
        /// <summary>What the holder did, in the words of the document.</summary>
        [JsonIgnore]
        public string Statement => Proctored ? "passed the proctored exam" : "passed the exam";
    }

    /// <param name="Reason">A class, such as <c>review</c>: everybody may read it.</param>
    public sealed record Revoked(string Reason) : CredentialEvent;

    /// <summary>The revocation was taken back.</summary>
    public sealed record Reinstated : CredentialEvent;
}

/// <summary>A credential; <paramref name="Issued"/> is null before it exists, <paramref name="Revoked"/> while it stands.</summary>
public sealed record CredentialState(CredentialEvent.Issued? Issued, CredentialEvent.Revoked? Revoked = null)
{
    public static readonly CredentialState Empty = new((CredentialEvent.Issued?)null);

    public static CredentialState Evolve(CredentialState state, CredentialEvent happened) => happened switch
    {
        CredentialEvent.Issued issued => new(issued),
        CredentialEvent.Revoked revoked => state with { Revoked = revoked },
        CredentialEvent.Reinstated => state with { Revoked = null },
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };
}
