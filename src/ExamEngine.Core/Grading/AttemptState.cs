using System.Collections.Immutable;
using ExamEngine.Core.Proctoring;

namespace ExamEngine.Core.Grading;

/// <summary>A person's mark on one response.</summary>
public sealed record ManualMark(int Item, string Field, decimal Points, string Comment, string By);

/// <summary>A sealed session under grading.</summary>
/// <param name="Grade">The newest grade; null before the first.</param>
/// <param name="MarkCommands">Marks carried out, by command: a late repeat must not undo a newer mark.</param>
/// <param name="Late">Answers handed in by file, laid over the sealed ones where they are newer.</param>
public sealed record AttemptState(AttemptEvent.Graded? Grade, ImmutableArray<ManualMark> Marks, ImmutableArray<LateAnswer> Late, ImmutableHashSet<Guid> MarkCommands, bool Released, Guid? Credential)
{
    public static readonly AttemptState Empty = new(null, [], [], [], false, null);

    /// <summary>When it was released; null until then.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>True while people look at the session.</summary>
    public bool UnderReview { get; init; }

    /// <summary>What the review came to; null before it did, and for a session that nobody watched.</summary>
    public Finding? Finding { get; init; }

    /// <summary>True while a finding takes the score away.</summary>
    public bool Voided => Finding is { IsSerious: true };

    public ManualMark? Mark(int item, string field) => Marks.FirstOrDefault(mark => mark.Item == item && mark.Field == field);

    public static AttemptState Evolve(AttemptState state, AttemptEvent happened) => happened switch
    {
        AttemptEvent.Graded graded => state with { Grade = graded },
        AttemptEvent.ResponseMarked e => state with
        {
            Marks = [.. state.Marks.Where(mark => mark.Item != e.Item || mark.Field != e.Field), new(e.Item, e.Field, e.Points, e.Comment, e.By)],
            MarkCommands = state.MarkCommands.Add(e.Command),
        },
        AttemptEvent.AnswersHandedIn e => state with { Late = [.. state.Late, .. e.Answers] },
        AttemptEvent.ReleaseDeferred => state,
        AttemptEvent.Released e => state with { Released = true, ReleasedAt = e.At, Credential = e.Credential },
        AttemptEvent.ReviewHeard e => state with { UnderReview = e.InForce is null, Finding = e.InForce },
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };
}
