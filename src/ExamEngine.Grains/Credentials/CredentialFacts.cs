using ExamEngine.Contracts.Credentials;
using ExamEngine.Core.Credentials;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;

namespace ExamEngine.Grains.Credentials;

/// <summary>From an order to what a credential says, and from that to what is shown of it.</summary>
internal static class CredentialFacts
{
    public static CredentialEvent.Issued Of(IssueCredential order, string issuer, NamedTemplate template)
    {
        var subject = new CredentialSubject(order.Kind, order.Proctored, order.Language, order.ExamTitle, order.ProgramTitle, issuer);
        return new(
            order.AttemptId, order.LearnerId, order.LegalName, order.SubjectId.Length > 0 ? order.SubjectId : order.ExamId, order.ExamTitle, order.ProgramTitle, issuer,
            order.Language, order.ScorePercent, order.EarnedAt, order.Proctored)
        {
            Kind = order.Kind == CredentialKinds.Exam ? null : order.Kind,
            ProgramId = order.ProgramId,
            Country = order.Country,
            Parts = order.Parts.IsDefaultOrEmpty ? null : order.Parts,
            Supersedes = order.Supersedes,
            Wording = CredentialTemplates.Word(template.Template, template.Name, subject),
        };
    }

    /// <summary>The order for the same under another name.</summary>
    public static IssueCredential Again(Guid id, CredentialEvent.Issued issued, string legalName) => new(
        issued.Attempt, issued.Learner, legalName, issued.Kind is null ? issued.SubjectId : "", issued.Title, issued.ProgramTitle, issued.Language, issued.ScorePercent,
        issued.EarnedAt, issued.Proctored, issued.ProgramId ?? "", issued.Country ?? "", KindOf(issued), issued.SubjectId)
    {
        Parts = issued.Parts ?? [],
        Supersedes = id,
    };

    public static string KindOf(CredentialEvent.Issued issued) => issued.Kind ?? CredentialKinds.Exam;

    public static CredentialRow Row(Guid id, CredentialEvent.Issued issued, string programId, string country, DateTimeOffset? endedAt, string body) => new(
        id.ToString(), issued.Learner, issued.Attempt.ToString(), issued.SubjectId, KindOf(issued), issued.Title, issued.LegalName, issued.At, endedAt, body, programId, country,
        issued.EarnedAt);

    public static CredentialView? View(Guid id, CredentialState state, string fingerprint) => state.Issued is not { } issued ? null : new(
        id, issued.LegalName, issued.Title, issued.ProgramTitle, issued.Issuer, issued.At, issued.Statement,
        state.Superseded is not null ? RevocationReasons.Superseded : state.Revoked is not null ? "revoked" : "valid", fingerprint, state.EndedAt,
        state.Superseded is not null ? RevocationReasons.Superseded : state.Revoked?.Reason, KindOf(issued), state.Superseded?.By, state.Signed?.Issuer);
}

/// <summary>What a credential leaves to the agenda.</summary>
internal static class CredentialDuties
{
    public const string ToSign = "sign", ToTell = "status", ToSucceed = "succeed";

    /// <summary>Whoever issues signs in the same breath; this is for what a crash comes between.</summary>
    private static readonly TimeSpan SignedByThen = TimeSpan.FromSeconds(30);

    public static AgendaChange Sign(Guid id, DateTimeOffset now) => new AgendaChange.Put($"sign/{id}", now + SignedByThen, $"credential/{id}", ToSign);

    public static AgendaChange Signed(Guid id) => new AgendaChange.Remove($"sign/{id}");

    /// <summary>To set or clear its bit, as it then stands.</summary>
    public static AgendaChange Status(Guid id, DateTimeOffset now) => new AgendaChange.Put($"status/{id}", now, $"credential/{id}", ToTell);

    public static AgendaChange Succeed(Guid id, DateTimeOffset now) => new AgendaChange.Put($"succeed/{id}", now, $"credential/{id}", ToSucceed);
}
