using System.Collections.Immutable;

namespace ExamEngine.Core.Programs;

/// <summary>
/// How far a requirement has come. <see cref="InReview"/>: what has been sat may suffice, and people have yet to say so.
/// <see cref="Impossible"/>: whatever is sat from now on, it cannot be met any more.
/// </summary>
public enum NodeState { Done, InReview, Missing, Impossible }

/// <summary>Why a course or an exam is not done.</summary>
public enum MissingBecause
{
    /// <summary>Nothing was sat that could count.</summary>
    NotSat,
    NotPassed,

    /// <summary>People still mark it, or look at it, or it is not released.</summary>
    Undecided,

    /// <summary>A review took the score away.</summary>
    Voided,

    /// <summary>Passed, and before or after the time in which it counts.</summary>
    OutsideItsTime,

    /// <summary>It counts from a moment that has not come.</summary>
    NotYet,

    /// <summary>The time in which it counts is over.</summary>
    TimeOver,

    /// <summary>All parts would do, had they been sat in their order.</summary>
    OutOfOrder,

    /// <summary>All parts would do, had they been sat closer together.</summary>
    OutsideSpan,

    /// <summary>All parts were sat, and their scores together do not reach the cut.</summary>
    BelowCut,
}

/// <param name="At">The moment that a reason of time is about; null for others.</param>
public sealed record MissingReason(MissingBecause Because, DateTimeOffset? At = null);

/// <summary>A requirement and how far a learner has come in it.</summary>
/// <param name="EarnedAt">When it was done: when what it took last was sat to its end. Null until then.</param>
/// <param name="Why">Why a leaf is not done; null for groups, which say it below.</param>
/// <param name="Of">What is right below, in its order.</param>
/// <param name="Parts">The exams of a course of several parts; empty for others.</param>
/// <param name="Percent">The combined score of a course of several parts that is done, or as far as it goes; else null.</param>
/// <param name="Sessions">The sittings it rests on, when done.</param>
public sealed record NodeProgress(
    Requirement Requirement, NodeState State, DateTimeOffset? EarnedAt, MissingReason? Why, ImmutableArray<NodeProgress> Of, ImmutableArray<PartProgress> Parts,
    decimal? Percent, ImmutableArray<Guid> Sessions)
{
    /// <summary>The leaves that are done and that this rests on.</summary>
    public IEnumerable<NodeProgress> DoneLeaves() => Of.IsEmpty ? (State == NodeState.Done ? [this] : []) : Of.SelectMany(below => below.DoneLeaves());

    /// <summary>How much is still to do at the least, in courses and exams; groups that choose take what is nearest.</summary>
    public int Left() => (State, Requirement) switch
    {
        (NodeState.Done, _) => 0,
        (_, Requirement.AtLeast some) => Of.Select(below => below.Left()).Order().Take(some.Count).Sum(),
        (_, Requirement.AllOf) => Of.Sum(below => below.Left()),
        _ => 1,
    };
}

/// <summary>One exam of a course of several parts.</summary>
/// <param name="Standing">Of the result that counts, or of the last one; null when it was never sat.</param>
public sealed record PartProgress(string Exam, int Weight, ResultStanding? Standing, DateTimeOffset? EndedAt);
