using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Core.Credentials;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Credentials;

/// <summary>The awards of a batch between the wire, the journal and the credentials.</summary>
internal static partial class BatchAwards
{
    private const string NameMessage = "It has 1 to 64 of letters, digits, '-', '_' and '.'.";
    private const int LongestText = 300, MostFaults = 100;

    /// <summary>Every fault, with its place; the first hundred of them.</summary>
    public static ImmutableArray<Problem> Check(ImmutableArray<AwardOrder> awards) => awards.Length is 0 or > AwardOrder.MostInBatch
        ? [new("input.awards", $"A batch takes 1 to {AwardOrder.MostInBatch} awards.", "awards")]
        : [.. awards.SelectMany(Check).Take(MostFaults)];

    /// <summary>Numbers that sort by their place in the order.</summary>
    public static ImmutableArray<OrderedAward> Number(ImmutableArray<AwardOrder> awards, DateTimeOffset now) => [.. awards.Select(award => new OrderedAward(
        Guid.CreateVersion7(now), award.LearnerId, award.LegalName, award.Country, award.Kind, award.SubjectId, award.Title, award.ProgramId, award.ProgramTitle,
        award.Language, award.EarnedAt, award.Proctored))];

    public static bool AreSame(ImmutableArray<AwardOrder> awards, ImmutableArray<OrderedAward> ordered) => awards.SequenceEqual(ordered.Select(one => new AwardOrder(
        one.Learner, one.LegalName, one.Country, one.Kind, one.SubjectId, one.Title, one.ProgramId, one.ProgramTitle, one.Language, one.EarnedAt, one.Proctored)));

    public static IssueCredential Order(OrderedAward award) => new(
        Guid.Empty, award.Learner, award.LegalName, award.Kind == CredentialKinds.Exam ? award.SubjectId : "", award.Title, award.ProgramTitle, award.Language, 0, award.EarnedAt,
        award.Proctored, award.ProgramId, award.Country, award.Kind, award.SubjectId);

    private static IEnumerable<Problem> Check(AwardOrder award, int i)
    {
        var at = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"awards[{i}]");
        foreach (var (text, step) in new[] { (award.LegalName, "legalName"), (award.Title, "title"), (award.Language, "language") })
        {
            if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
                yield return new("input.awards", $"It has 1 to {LongestText} characters.", $"{at}.{step}");
        }
        if (award.ProgramTitle.Length > LongestText)
            yield return new("input.awards", $"It has at most {LongestText} characters.", $"{at}.programTitle");
        if (!Name().IsMatch(award.LearnerId))
            yield return new("input.awards", NameMessage, $"{at}.learnerId");
        if (!Name().IsMatch(award.SubjectId))
            yield return new("input.awards", NameMessage, $"{at}.subjectId");
        if (award.ProgramId.Length > 0 && !Name().IsMatch(award.ProgramId))
            yield return new("input.awards", NameMessage, $"{at}.programId");
        if (award.Country.Length > 0 && !(award.Country.Length == 2 && award.Country.All(char.IsAsciiLetterUpper)))
            yield return new("input.awards", "A country is two capital letters (ISO 3166-1), or empty.", $"{at}.country");
        if (!CredentialKinds.All.Contains(award.Kind))
            yield return new("input.awards", "A credential is for an exam, a course or a program.", $"{at}.kind");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex Name();
}

/// <summary>How batches stand in the journal.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BatchEvent.Ordered))]
[JsonSerializable(typeof(BatchEvent.Advanced))]
internal sealed partial class BatchJson : JsonSerializerContext;

internal static class BatchJournal
{
    public static readonly EventCodec<BatchEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new EventName("credential-batch.ordered.v1", BatchJson.Default.Ordered),
        new EventName("credential-batch.advanced.v1", BatchJson.Default.Advanced));

    public static string StreamOf(string batch) => $"credential-batch/{batch}";
}
