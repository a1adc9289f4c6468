using ExamEngine.Contracts.Credentials;
using ExamEngine.Core.Credentials;

namespace ExamEngine.Grains.Credentials;

/// <summary>Templates between the wire and the rules.</summary>
internal static class TemplateViews
{
    public static CredentialTemplate ToCore(TemplateDraft draft) => new(
        draft.Page, draft.Accent, draft.Seal,
        [.. draft.Signatories.Select(one => new Signatory(one.Name, one.Office))],
        [.. draft.Texts.Select(text => new TemplateText(text.Language, text.Kind, text.Proctored, text.Statement, text.Description, text.Criteria))]);

    public static CredentialTemplateView Of(string program, TemplateEvent.Published? published)
    {
        var template = published?.Template ?? CredentialTemplate.Default;
        return new(
            program, published?.Version ?? 0, published?.At,
            new(
                template.Page, template.Accent, template.Seal,
                [.. template.Signatories.Select(one => new TemplateSignatory(one.Name, one.Office))],
                [.. template.Texts.Select(text => new TemplateWords(text.Language, text.Kind, text.Proctored, text.Statement, text.Description, text.Criteria))]));
    }

    public static bool Same(CredentialTemplate one, CredentialTemplate other) =>
        (one.Page, one.Accent, one.Seal) == (other.Page, other.Accent, other.Seal)
        && one.Signatories.SequenceEqual(other.Signatories) && one.Texts.SequenceEqual(other.Texts);
}
