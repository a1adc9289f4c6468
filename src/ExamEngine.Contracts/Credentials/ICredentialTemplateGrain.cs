namespace ExamEngine.Contracts.Credentials;

/// <summary>How the credentials of one program look and speak. Key: program id. Staff.</summary>
[Alias("ee.ICredentialTemplateGrain")]
public interface ICredentialTemplateGrain : IGrainWithStringKey
{
    [Alias("Show")]
    Task<Reply<CredentialTemplateView>> Show(Actor actor);

    /// <summary>Publishes a new version, for credentials issued from now on; the same again changes nothing.</summary>
    [Alias("Publish"), ResponseTimeout("00:00:20")]
    Task<Reply<CredentialTemplateView>> Publish(Actor actor, TemplateDraft draft);

    /// <summary>The PDF that a credential would have, marked as a sample and not signed. Refused with <c>credential.missing-glyph</c> when it cannot be printed.</summary>
    [Alias("Preview"), ResponseTimeout("00:00:20")]
    Task<Reply<CredentialFile>> Preview(Actor actor, TemplateDraft draft, TemplatePreview sample);
}

/// <param name="Page"><c>a4</c> or <c>letter</c>.</param>
/// <param name="Accent">Colour, such as <c>#1f4e79</c>.</param>
/// <param name="Seal">A word or two that stand in the seal; empty for none.</param>
/// <param name="Texts">Those that take the place of the built-in ones.</param>
[GenerateSerializer, Alias("ee.template-draft"), Immutable]
public sealed record TemplateDraft(
    [property: Id(0)] string Page, [property: Id(1)] string Accent, [property: Id(2)] string Seal, [property: Id(3)] ImmutableArray<TemplateSignatory> Signatories,
    [property: Id(4)] ImmutableArray<TemplateWords> Texts);

[GenerateSerializer, Alias("ee.template-signatory"), Immutable]
public sealed record TemplateSignatory([property: Id(0)] string Name, [property: Id(1)] string Office);

/// <param name="Kind">One of <see cref="CredentialKinds"/>.</param>
/// <param name="Proctored">For those earned under a proctor; null for both.</param>
[GenerateSerializer, Alias("ee.template-words"), Immutable]
public sealed record TemplateWords(
    [property: Id(0)] string Language, [property: Id(1)] string Kind, [property: Id(2)] bool? Proctored, [property: Id(3)] string Statement, [property: Id(4)] string Description,
    [property: Id(5)] string Criteria);

/// <summary>Whom a preview is for.</summary>
[GenerateSerializer, Alias("ee.template-preview"), Immutable]
public sealed record TemplatePreview([property: Id(0)] string Name, [property: Id(1)] string Language, [property: Id(2)] string Kind)
{
    public static readonly TemplatePreview Plain = new("Ada Lovelace", "en", CredentialKinds.Program);
}

/// <param name="Version">0 while the built-in template serves.</param>
[GenerateSerializer, Alias("ee.credential-template"), Immutable]
public sealed record CredentialTemplateView(
    [property: Id(0)] string ProgramId, [property: Id(1)] int Version, [property: Id(2)] DateTimeOffset? PublishedAt, [property: Id(3)] TemplateDraft Template);
