namespace ExamEngine.Contracts.Programs;

/// <summary>
/// One learner in one program: decides what they have earned in it, and sees to it that its credentials stand or fall. Key: learner id, a slash,
/// program id.
/// </summary>
[Alias("ee.IProgressGrain")]
public interface IProgressGrain : IGrainWithStringKey, ICarriesDuties
{
    /// <summary>What is done, what is missing, what is in review. The learner themself, or staff.</summary>
    [Alias("Show")]
    Task<Reply<ProgressView>> Show(Actor actor);
}

/// <param name="State">Of the whole: <c>done</c>, <c>inReview</c>, <c>missing</c>, <c>impossible</c>.</param>
/// <param name="Version">The version that the learner is farthest in, of those that count for them.</param>
/// <param name="BeganAt">When they were first registered for an exam of it.</param>
/// <param name="Awards">What was earned, revoked awards included: courses of several parts, then the program.</param>
/// <param name="NamePublished">True when the learner agrees that their name is published with what they earn in it.</param>
[GenerateSerializer, Alias("ee.progress"), Immutable]
public sealed record ProgressView(
    [property: Id(0)] string ProgramId, [property: Id(1)] string Title, [property: Id(2)] string State, [property: Id(3)] int Version, [property: Id(4)] DateTimeOffset BeganAt,
    [property: Id(5)] RequirementView Requirement, [property: Id(6)] ImmutableArray<AwardView> Awards,
    [property: Id(7)] bool NamePublished = false);

/// <summary>An award and its credential.</summary>
/// <param name="CourseId">Null for the program's.</param>
/// <param name="Stands">False while it is revoked.</param>
/// <param name="Lost">Why it was: <c>review</c>, <c>award</c>, <c>requirement</c>; null while it stands.</param>
[GenerateSerializer, Alias("ee.award"), Immutable]
public sealed record AwardView(
    [property: Id(0)] string? CourseId, [property: Id(1)] string Title, [property: Id(2)] Guid CredentialId, [property: Id(3)] DateTimeOffset EarnedAt, [property: Id(4)] bool Stands,
    [property: Id(5)] string? Lost);
