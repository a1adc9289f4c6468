using ExamEngine.Contracts.Definitions;

namespace ExamEngine.Contracts.Programs;

/// <summary>A program, its courses and the versions of what it demands. Key: program id.</summary>
[Alias("ee.IProgramGrain")]
public interface IProgramGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes the program from an authoring file, or answers with every error in it. The first version, and another wording of what is in force, are so at
    /// once; other demands are proposed, and come into force when staff have seen whom they concern. Staff or system.
    /// </summary>
    [Alias("Define"), ResponseTimeout("00:01:00")]
    Task<Reply<Done>> Define(Actor actor, AuthoringFile file);

    /// <summary>The number of the version that is proposed; null when none is.</summary>
    [Alias("Waiting")]
    Task<int?> Waiting();

    /// <summary>Every version, and what is proposed. Staff.</summary>
    [Alias("Show")]
    Task<Reply<ProgramView>> Show(Actor actor);

    /// <summary>Puts the proposal in force that was confirmed; done already, nothing changes. System only.</summary>
    /// <param name="source">The proposal's, so that nothing comes into force that nobody has looked at.</param>
    [Alias("PutInForce")]
    Task<Reply<Done>> PutInForce(Actor actor, int version, string source, bool forEverybody);

    /// <summary>Drops what is proposed; when nothing is, nothing changes. Staff.</summary>
    [Alias("DropProposal")]
    Task<Reply<Done>> DropProposal(Actor actor, int version);
}

/// <param name="Versions">Newest first.</param>
/// <param name="Proposal">Null when nothing is proposed.</param>
[GenerateSerializer, Alias("ee.program"), Immutable]
public sealed record ProgramView(
    [property: Id(0)] string Id, [property: Id(1)] string Title, [property: Id(2)] string DescriptionHtml, [property: Id(3)] ImmutableArray<ProgramVersionView> Versions,
    [property: Id(4)] ProgramVersionView? Proposal);

/// <param name="InForceFrom">Null for what is proposed.</param>
/// <param name="ForEverybody">True for a correction: versions before it count for nobody.</param>
/// <param name="Source">SHA-256 of the authoring file, hex.</param>
[GenerateSerializer, Alias("ee.program-version"), Immutable]
public sealed record ProgramVersionView(
    [property: Id(0)] int Number, [property: Id(1)] DateTimeOffset? InForceFrom, [property: Id(2)] bool ForEverybody, [property: Id(3)] string Source,
    [property: Id(4)] RequirementView Requirement);

/// <summary>A requirement; with <paramref name="State"/>, how far a learner has come in it.</summary>
/// <param name="Kind"><c>allOf</c>, <c>atLeast</c> (<paramref name="Count"/> of what is below), <c>course</c> or <c>exam</c> (<paramref name="Id"/>).</param>
/// <param name="Title">Empty for a group without a name.</param>
/// <param name="Parts">Null but for a course of several parts.</param>
/// <param name="State"><c>done</c>, <c>inReview</c>, <c>missing</c>, <c>impossible</c>; null where no learner is meant.</param>
/// <param name="Reason">Why a course or exam is not done: <c>notSat</c>, <c>notPassed</c>, <c>undecided</c>, <c>voided</c>, <c>outsideItsTime</c>, <c>notYet</c>, <c>timeOver</c>, <c>outOfOrder</c>, <c>outsideSpan</c>, <c>belowCut</c>; null when it is, or may not be seen.</param>
/// <param name="Percent">The combined score of a course of several parts; null when it may not be seen.</param>
[GenerateSerializer, Alias("ee.requirement"), Immutable]
public sealed record RequirementView(
    [property: Id(0)] string Kind, [property: Id(1)] string Id, [property: Id(2)] string Title, [property: Id(3)] int Count, [property: Id(4)] DateTimeOffset? From,
    [property: Id(5)] DateTimeOffset? Until, [property: Id(6)] ImmutableArray<RequirementView> Of, [property: Id(7)] PartsView? Parts, [property: Id(8)] string? State,
    [property: Id(9)] string? Reason, [property: Id(10)] DateTimeOffset? ReasonAt, [property: Id(11)] DateTimeOffset? EarnedAt, [property: Id(12)] decimal? Percent);

/// <param name="WithinMs">From the beginning of the first to the end of the last; null for no limit.</param>
/// <param name="CutScorePercent">Of the combined score; null when each part has to be passed by itself.</param>
[GenerateSerializer, Alias("ee.course-parts"), Immutable]
public sealed record PartsView(
    [property: Id(0)] bool InOrder, [property: Id(1)] long? WithinMs, [property: Id(2)] decimal? CutScorePercent, [property: Id(3)] ImmutableArray<PartView> Exams);

/// <param name="State"><c>passed</c>, <c>notPassed</c>, <c>undecided</c>, <c>voided</c>; null when it was not sat, or may not be seen.</param>
[GenerateSerializer, Alias("ee.course-part"), Immutable]
public sealed record PartView(
    [property: Id(0)] string ExamId, [property: Id(1)] string Title, [property: Id(2)] int Weight, [property: Id(3)] string? State, [property: Id(4)] DateTimeOffset? EndedAt);
