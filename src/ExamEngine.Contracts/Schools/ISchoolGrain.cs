namespace ExamEngine.Contracts.Schools;

/// <summary>A pathway school and its agreements. Key: school id.</summary>
[Alias("ee.ISchoolGrain")]
public interface ISchoolGrain : IGrainWithStringKey
{
    /// <summary>Makes the school, or changes what it is called. Staff.</summary>
    [Alias("Describe")]
    Task<Reply<SchoolView>> Describe(Actor actor, SchoolPlan plan);

    /// <summary>Agrees on another version of what a program counts for; the same again changes nothing. Staff.</summary>
    [Alias("Agree")]
    Task<Reply<SchoolView>> Agree(Actor actor, string programId, AgreementPlan plan);

    /// <summary>Staff, and the school itself.</summary>
    [Alias("Show")]
    Task<Reply<SchoolView>> Show(Actor actor);

    /// <summary>For shares: what the program counts for now; null when consents cannot be given.</summary>
    [Alias("InForce")]
    Task<AgreementInForce?> InForce(string programId);
}

/// <param name="Website">Begins with https://; empty for none.</param>
[GenerateSerializer, Alias("ee.school-plan"), Immutable]
public sealed record SchoolPlan([property: Id(0)] string Name, [property: Id(1)] string Website);

/// <param name="CreditPoints">More than 0, two decimals at most.</param>
/// <param name="Degree">Towards which degree.</param>
/// <param name="ValidUntil">From then on nobody consents by it; null: for as long as no later version takes its place.</param>
[GenerateSerializer, Alias("ee.agreement-plan"), Immutable]
public sealed record AgreementPlan(
    [property: Id(0)] decimal CreditPoints, [property: Id(1)] string Degree, [property: Id(2)] string Text, [property: Id(3)] DateTimeOffset ValidFrom,
    [property: Id(4)] DateTimeOffset? ValidUntil);

/// <param name="Agreements">One for each program.</param>
[GenerateSerializer, Alias("ee.school"), Immutable]
public sealed record SchoolView([property: Id(0)] string Id, [property: Id(1)] string Name, [property: Id(2)] string Website, [property: Id(3)] ImmutableArray<AgreementView> Agreements);

/// <param name="InForce">The version that consents are given by now; null for none.</param>
/// <param name="Versions">Oldest first.</param>
[GenerateSerializer, Alias("ee.agreement"), Immutable]
public sealed record AgreementView(
    [property: Id(0)] string ProgramId, [property: Id(1)] string ProgramTitle, [property: Id(2)] int? InForce, [property: Id(3)] ImmutableArray<AgreementVersion> Versions);

[GenerateSerializer, Alias("ee.agreement-version"), Immutable]
public sealed record AgreementVersion(
    [property: Id(0)] int Version, [property: Id(1)] decimal CreditPoints, [property: Id(2)] string Degree, [property: Id(3)] string Text, [property: Id(4)] DateTimeOffset ValidFrom,
    [property: Id(5)] DateTimeOffset? ValidUntil, [property: Id(6)] DateTimeOffset AgreedAt);

[GenerateSerializer, Alias("ee.agreement-in-force"), Immutable]
public sealed record AgreementInForce([property: Id(0)] string SchoolName, [property: Id(1)] AgreementVersion Version);
