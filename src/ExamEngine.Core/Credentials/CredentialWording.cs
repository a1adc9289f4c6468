using System.Collections.Immutable;

namespace ExamEngine.Core.Credentials;

/// <summary>The words and the look of one credential, as its template had them when it was issued.</summary>
/// <param name="Template">Such as <c>scm@3</c>; <c>built-in</c> where no template was published.</param>
/// <param name="Page"><c>a4</c> or <c>letter</c>.</param>
/// <param name="Accent">Colour, such as <c>#1f4e79</c>.</param>
/// <param name="Seal">A word or two that stand in the seal; empty for none.</param>
/// <param name="Statement">What the holder did, between name and title.</param>
/// <param name="Description">One sentence for machines and wallets.</param>
/// <param name="Criteria">What had to be done for it; Markdown.</param>
public sealed record CredentialWording(
    string Template, string Page, string Accent, string Seal, ImmutableArray<Signatory> Signatories, string Statement, string Description, string Criteria)
{
    public const string BuiltIn = "built-in";
}

/// <summary>Who stands for it, such as <c>Prof. Ada Byron</c>, <c>Dean of Online Programs</c>.</summary>
public sealed record Signatory(string Name, string Office);

/// <summary>What a credential is about; decides which of a template's texts it takes.</summary>
/// <param name="Kind"><c>exam</c>, <c>course</c> or <c>program</c>.</param>
/// <param name="ProgramTitle">Empty for none.</param>
public sealed record CredentialSubject(string Kind, bool Proctored, string Language, string Title, string ProgramTitle, string Issuer);
