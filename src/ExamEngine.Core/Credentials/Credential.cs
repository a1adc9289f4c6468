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
}

/// <summary>A credential; <paramref name="Issued"/> is null before it exists.</summary>
public sealed record CredentialState(CredentialEvent.Issued? Issued)
{
    public static readonly CredentialState Empty = new((CredentialEvent.Issued?)null);

    public static CredentialState Evolve(CredentialState state, CredentialEvent happened) => happened switch
    {
        CredentialEvent.Issued issued => new(issued),
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };
}
