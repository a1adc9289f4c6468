using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Credentials;

/// <summary>How the credentials of one program look and speak. A published version never changes; credentials keep what they were issued with.</summary>
/// <param name="Texts">Those that take the place of the built-in ones; empty for none.</param>
public sealed record CredentialTemplate(string Page, string Accent, string Seal, ImmutableArray<Signatory> Signatories, ImmutableArray<TemplateText> Texts)
{
    public static readonly CredentialTemplate Default = new("a4", "#1f4e79", "", [], []);
}

/// <summary>The words for one kind of credential in one language. <c>{title}</c>, <c>{program}</c> and <c>{issuer}</c> stand for those of the credential.</summary>
/// <param name="Language">BCP 47, such as <c>es</c>; serves its regions as well.</param>
/// <param name="Kind"><c>exam</c>, <c>course</c> or <c>program</c>.</param>
/// <param name="Proctored">For those earned under a proctor; null for both.</param>
public sealed record TemplateText(string Language, string Kind, bool? Proctored, string Statement, string Description, string Criteria);

/// <summary>What happened to the template of a program.</summary>
public abstract record TemplateEvent
{
    private TemplateEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    public sealed record Published(int Version, CredentialTemplate Template) : TemplateEvent;
}

/// <summary>Checks templates and takes their words.</summary>
public static class CredentialTemplates
{
    public const int MostSignatories = 3, LongestLine = 120, LongestText = 2000, MostTexts = 100;

    /// <summary>The template itself, or every refusal with its place.</summary>
    public static Validated<CredentialTemplate> Check(CredentialTemplate template)
    {
        var found = new Findings();
        found.Require(template.Page is "a4" or "letter", "template.page", "A page is a4 or letter.", "page");
        found.Require(IsColour(template.Accent), "template.colour", "A colour is written as #1f4e79, dark enough to be read on white.", "accent");
        found.Require(template.Seal.Length <= 24, "template.too-long", "A seal has at most 24 characters.", "seal");
        found.Require(template.Signatories.Length <= MostSignatories, "template.too-many", $"At most {MostSignatories} people sign.", "signatories");
        for (var i = 0; i < template.Signatories.Length; i++)
        {
            var (signatory, at) = (template.Signatories[i], found.At($"signatories[{i}]"));
            at.Require(!string.IsNullOrWhiteSpace(signatory.Name), "template.empty", "Who signs has a name.", "name");
            at.Require(signatory.Name.Length <= LongestLine && signatory.Office.Length <= LongestLine, "template.too-long", $"A line has at most {LongestLine} characters.");
        }
        found.Require(template.Texts.Length <= MostTexts, "template.too-many", $"A template has at most {MostTexts} texts.", "texts");
        for (var i = 0; i < template.Texts.Length; i++)
            Check(template.Texts[i], found.At($"texts[{i}]"));
        return found.Count == 0 ? new Validated<CredentialTemplate>.Valid(template) : new Validated<CredentialTemplate>.Invalid(found.Refusals);
    }

    /// <summary>
    /// The words for a credential: of the template in its language, else built in, in its language or in English. A text for the way it was earned
    /// goes before one for both.
    /// </summary>
    /// <param name="name">What the credential says it was issued with.</param>
    public static CredentialWording Word(CredentialTemplate template, string name, CredentialSubject subject)
    {
        var text = template.Texts
            .Where(text => text.Kind == subject.Kind && (text.Proctored ?? subject.Proctored) == subject.Proctored && Speaks(text.Language, subject.Language))
            .OrderByDescending(text => text.Language.Length).ThenBy(text => text.Proctored is null)
            .FirstOrDefault() ?? BuiltInWords.For(subject);
        return new(
            name, template.Page, template.Accent, template.Seal, template.Signatories,
            Fill(text.Statement, subject), Fill(text.Description, subject), Fill(text.Criteria, subject));
    }

    private static string Fill(string text, CredentialSubject subject) => text
        .Replace("{title}", subject.Title, StringComparison.Ordinal)
        .Replace("{program}", subject.ProgramTitle, StringComparison.Ordinal)
        .Replace("{issuer}", subject.Issuer, StringComparison.Ordinal);

    /// <summary>True when a text in <paramref name="text"/> serves whoever reads <paramref name="wanted"/>: <c>pt</c> serves <c>pt-BR</c>.</summary>
    internal static bool Speaks(string text, string wanted) =>
        wanted.Equals(text, StringComparison.OrdinalIgnoreCase) || wanted.StartsWith(text + "-", StringComparison.OrdinalIgnoreCase);

    private static void Check(TemplateText text, Findings at)
    {
        at.Require(text.Kind is "exam" or "course" or "program", "template.kind", "A text is for an exam, a course or a program.", "kind");
        at.Require(text.Language.Length is >= 2 and <= 35 && text.Language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'), "template.language", "A language is a tag such as es or pt-BR.", "language");
        foreach (var (words, most, step) in new[] { (text.Statement, LongestLine, "statement"), (text.Description, LongestText, "description"), (text.Criteria, LongestText, "criteria") })
        {
            at.Require(!string.IsNullOrWhiteSpace(words), "template.empty", "The words are missing.", step);
            at.Require(words.Length <= most, "template.too-long", $"It has at most {most} characters.", step);
            at.Require(OnlyKnownPlaces(words), "template.place", "In braces stand {title}, {program} and {issuer}, and nothing else.", step);
        }
    }

    private static bool OnlyKnownPlaces(string words) => Strip(words).AsSpan().IndexOfAny('{', '}') < 0;

    private static string Strip(string words) => words
        .Replace("{title}", "", StringComparison.Ordinal).Replace("{program}", "", StringComparison.Ordinal).Replace("{issuer}", "", StringComparison.Ordinal);

    /// <summary>A colour whose contrast on white is at least 4.5 to 1 (WCAG 2.2).</summary>
    private static bool IsColour(string text)
    {
        if (text is not ['#', ..] || text.Length != 7 || !text.AsSpan(1).ContainsOnlyHex())
            return false;
        var parts = Convert.FromHexString(text.AsSpan(1));
        var light = 0.2126 * Linear(parts[0]) + 0.7152 * Linear(parts[1]) + 0.0722 * Linear(parts[2]);
        return 1.05 / (light + 0.05) >= 4.5;
    }

    private static double Linear(byte part) => part / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);

    private static bool ContainsOnlyHex(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
        }
        return true;
    }
}
