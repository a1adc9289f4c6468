using System.Collections.Immutable;

namespace ExamEngine.Core.Programs;

/// <summary>What an award was earned by.</summary>
/// <param name="Percent">The combined score of a course of several parts; null for a program, which has none.</param>
/// <param name="Sessions">The sittings it rests on.</param>
public sealed record Earned(int Version, DateTimeOffset At, decimal? Percent, ImmutableArray<Guid> Sessions);

/// <summary>Why an award was taken away. The names stand in journals.</summary>
public enum AwardLoss
{
    /// <summary>A review took a score away that it rested on.</summary>
    Review,

    /// <summary>An award it was made of is gone, or a result came out otherwise.</summary>
    Award,

    /// <summary>The demands were corrected, and staff confirmed who loses by it.</summary>
    Requirement,

    /// <summary>It was given anew on other results.</summary>
    Superseded,
}

/// <summary>What becomes of one award: a course of several parts, or the program.</summary>
public abstract record AwardDecision
{
    private AwardDecision() { }

    /// <summary>Not earned, and not held.</summary>
    public sealed record Nothing : AwardDecision;

    /// <summary>Earned on results that no document of it says yet. One that is held on others is superseded.</summary>
    public sealed record Given(Earned By) : AwardDecision;

    /// <summary>Held, and still earned; or people are looking, and nothing is taken away meanwhile.</summary>
    public sealed record Stands : AwardDecision;

    public sealed record Withdrawn(AwardLoss Cause) : AwardDecision;

    /// <summary>Lost before, and earned again on the results it was given on.</summary>
    public sealed record Reinstated : AwardDecision;
}

/// <summary>Decides awards. Repeated on the same facts it changes nothing: what was given stands, what was withdrawn is not withdrawn again.</summary>
public static class AwardRules
{
    /// <summary>
    /// What is held falls only when what it rests on does not suffice any more: a result that people look at again takes nothing away, and another
    /// way of earning it is taken only then.
    /// </summary>
    /// <param name="held">What it was given by last; null when it never was.</param>
    /// <param name="stands">True while that is not withdrawn.</param>
    /// <param name="givenBy">The version that it was given by; null when it never was.</param>
    /// <param name="confirmed">True when staff have confirmed that it falls with that version, where it counts no more; else that version keeps it.</param>
    /// <param name="counting">The versions that count, in their order.</param>
    /// <param name="of">How far it has come in a version by some of the results; null when the version has no such award.</param>
    /// <param name="results">All results.</param>
    /// <param name="loss">The cause when a result is the reason, and not the demands.</param>
    public static AwardDecision Decide(
        Earned? held, bool stands, ProgramVersion? givenBy, bool confirmed, ImmutableArray<ProgramVersion> counting, Func<ProgramVersion, ImmutableArray<ProgramResult>, NodeProgress?> of,
        ImmutableArray<ProgramResult> results, AwardLoss loss)
    {
        var earned = counting.Select(version => By(version, of(version, results))).FirstOrDefault(by => by is not null);
        if (held is null)
            return earned is not null ? new AwardDecision.Given(earned) : new AwardDecision.Nothing();

        ImmutableArray<ProgramResult> rests = [.. results.Where(result => held.Sessions.Contains(result.Session))];
        var keeping = stands && !confirmed && givenBy is not null ? counting.Add(givenBy) : counting;
        var still = keeping.Select(version => of(version, rests)?.State).OfType<NodeState>().DefaultIfEmpty(NodeState.Missing).Min();
        return (stands, still) switch
        {
            (true, NodeState.Done or NodeState.InReview) => new AwardDecision.Stands(),
            (false, NodeState.Done) => new AwardDecision.Reinstated(),
            _ when earned is not null => new AwardDecision.Given(earned),
            (false, _) => new AwardDecision.Nothing(),
            (true, _) => new AwardDecision.Withdrawn(givenBy is not null && of(givenBy, rests)?.State == NodeState.Done ? AwardLoss.Requirement : loss),
        };

        static Earned? By(ProgramVersion version, NodeProgress? node) =>
            node is { State: NodeState.Done, EarnedAt: { } at } ? new(version.Number, at, node.Percent, node.Sessions) : null;
    }
}
