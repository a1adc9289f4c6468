namespace ExamEngine.Contracts.Programs;

/// <summary>
/// Another version of a program on its way to everybody it concerns: a preview of who gains and who loses, staff's confirmation, and then one learner
/// after another. Key: program id.
/// </summary>
[Alias("ee.IProgramChangeGrain")]
public interface IProgramChangeGrain : IGrainWithStringKey, ICarriesDuties
{
    /// <summary>Begins to look at every learner of the program. It takes the place of a preview that was not confirmed. Staff.</summary>
    [Alias("Preview")]
    Task<Reply<ChangeView>> Preview(Actor actor, Guid command, PreviewOrder order);

    /// <summary>Confirms what the preview showed: the version comes into force, and nobody loses an award who was not shown to. Staff.</summary>
    /// <param name="preview">Its id, so that nobody confirms another than they saw.</param>
    [Alias("Confirm")]
    Task<Reply<ChangeView>> Confirm(Actor actor, Guid command, Guid preview);

    /// <summary>How the newest preview goes. Staff.</summary>
    [Alias("Show")]
    Task<Reply<ChangeView>> Show(Actor actor);

    /// <summary>Whom the newest preview found, in the order of learners. Staff.</summary>
    /// <param name="lose">True for those who would lose, false for those who would gain.</param>
    /// <param name="after">How many to pass over.</param>
    [Alias("Concerned")]
    Task<Reply<ConcernedPage>> Concerned(Actor actor, bool lose, int after, int limit);
}

/// <param name="Version">The proposal's number; the newest version in force looks for awards that were not given.</param>
/// <param name="ForEverybody">True: a correction, versions before it count for nobody. False: whoever is under way keeps theirs.</param>
[GenerateSerializer, Alias("ee.preview-order"), Immutable]
public sealed record PreviewOrder([property: Id(0)] int Version, [property: Id(1)] bool ForEverybody);

/// <param name="State"><c>none</c>, <c>looking</c>, <c>ready</c>, <c>applying</c>, <c>applied</c>, <c>dropped</c> (the proposal had changed).</param>
/// <param name="Preview">Its id; null for none.</param>
/// <param name="Looked">Learners looked at so far.</param>
/// <param name="Gain">How many awards would be given, <paramref name="Lose"/> how many taken away.</param>
/// <param name="Told">Learners the version has reached so far.</param>
[GenerateSerializer, Alias("ee.program-change"), Immutable]
public sealed record ChangeView(
    [property: Id(0)] string State, [property: Id(1)] Guid? Preview, [property: Id(2)] int Version, [property: Id(3)] bool ForEverybody, [property: Id(4)] DateTimeOffset? At,
    [property: Id(5)] int Looked, [property: Id(6)] int Gain, [property: Id(7)] int Lose, [property: Id(8)] int Told);

/// <param name="CourseId">Null for the program's award.</param>
[GenerateSerializer, Alias("ee.concerned"), Immutable]
public sealed record Concerned([property: Id(0)] string LearnerId, [property: Id(1)] string? CourseId);

[GenerateSerializer, Alias("ee.concerned-page"), Immutable]
public sealed record ConcernedPage([property: Id(0)] ImmutableArray<Concerned> Learners, [property: Id(1)] int? Next);
