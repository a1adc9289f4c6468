using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ExamEngine.Core.Credentials;

/// <summary>What happened to a credential.</summary>
public abstract record CredentialEvent
{
    private CredentialEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <summary>
    /// All that the document says, fixed when it was issued: a later change of a name, a title or a template changes no credential. What is null was not
    /// written yet when it was issued.
    /// </summary>
    /// <param name="Attempt">Empty for a course or a program.</param>
    /// <param name="SubjectId">Exam, course or program id.</param>
    public sealed record Issued(
        Guid Attempt, string Learner, string LegalName, [property: JsonPropertyName("examId")] string SubjectId, [property: JsonPropertyName("examTitle")] string Title,
        string ProgramTitle, string Issuer, string Language, decimal ScorePercent, DateTimeOffset EarnedAt, bool Proctored) : CredentialEvent
    {
        /// <summary>What it is given for; null for an exam.</summary>
        public string? Kind { get; init; }

        public string? ProgramId { get; init; }

        public string? Country { get; init; }

        /// <summary>Credentials of what a program consists of; null for none.</summary>
        public ImmutableArray<Guid>? Parts { get; init; }

        /// <summary>The credential whose place this one takes.</summary>
        public Guid? Supersedes { get; init; }

        /// <summary>The words and the look, as the template had them.</summary>
        public CredentialWording? Wording { get; init; }

        /// <summary>What the holder did, in the words of the document.</summary>
        [JsonIgnore]
        public string Statement => Wording?.Statement ?? (Proctored ? "passed the proctored exam" : "passed the exam");
    }

    /// <summary>It became a document that stands on its own, kept byte for byte.</summary>
    /// <param name="List">The status list that says whether it stands, <paramref name="Index"/> its bit there.</param>
    /// <param name="Issuer">The identity that signed, such as <c>did:key:z6Mk…</c>; <paramref name="Key"/> is the key, as multibase.</param>
    /// <param name="Document">The signed Open Badge, JSON.</param>
    public sealed record Signed(int List, int Index, string Issuer, string Key, string Document) : CredentialEvent;

    /// <param name="Reason">A class, such as <c>review</c>: everybody may read it.</param>
    public sealed record Revoked(string Reason) : CredentialEvent;

    /// <summary>The revocation was taken back.</summary>
    public sealed record Reinstated : CredentialEvent;

    /// <summary>Another takes its place, under the name that the learner's record has now.</summary>
    public sealed record Superseded(Guid By, string LegalName) : CredentialEvent;
}

/// <summary>A credential; <paramref name="Issued"/> is null before it exists, <paramref name="Revoked"/> and <paramref name="Superseded"/> while it stands.</summary>
/// <param name="Signed">Null for one that was issued before credentials were signed documents, until somebody asks for it.</param>
public sealed record CredentialState(
    CredentialEvent.Issued? Issued, CredentialEvent.Signed? Signed = null, CredentialEvent.Revoked? Revoked = null, CredentialEvent.Superseded? Superseded = null)
{
    public static readonly CredentialState Empty = new((CredentialEvent.Issued?)null);

    /// <summary>Whether its bit in the status list is to be clear.</summary>
    public bool Stands => Issued is not null && Revoked is null && Superseded is null;

    /// <summary>When it ceased to stand; null while it does.</summary>
    public DateTimeOffset? EndedAt => Superseded?.At ?? Revoked?.At;

    public static CredentialState Evolve(CredentialState state, CredentialEvent happened) => happened switch
    {
        CredentialEvent.Issued issued => new(issued),
        CredentialEvent.Signed signed => state with { Signed = signed },
        CredentialEvent.Revoked revoked => state with { Revoked = revoked },
        CredentialEvent.Reinstated => state with { Revoked = null },
        CredentialEvent.Superseded superseded => state with { Superseded = superseded },
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };
}
