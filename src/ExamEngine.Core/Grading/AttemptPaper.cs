using System.Collections.Immutable;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Sessions;

namespace ExamEngine.Core.Grading;

/// <summary>A sealed session beside the paper it was sat on: what grading works from.</summary>
public sealed record AttemptPaper(SessionState.Sealed Session, SessionPaper Paper)
{
    private Scored? _scored;

    /// <summary>The response that counts: the newest of the sealed one and those handed in late.</summary>
    public ResponseValue Response(AttemptState state, int item, string field)
    {
        var sealedAnswer = Session.Work.Find(item, field);
        var late = state.Late.Where(answer => answer.Item == item && answer.Field == field).MaxBy(answer => answer.Seq);
        return late is not null && late.Seq > (sealedAnswer?.Seq ?? 0) ? late.Value : sealedAnswer?.Value ?? ResponseValue.None;
    }

    /// <summary>
    /// The score as things stand. Items are numbered from 1 everywhere outside the form. The last one is kept: grading, each look at the result and the award
    /// ask for the same, and a class that has just handed in looks at once.
    /// </summary>
    public AttemptScore Score(AttemptState state)
    {
        if (_scored is { } known && known.Marks == state.Marks && known.Late == state.Late)
            return known.Score;
        var score = AttemptGrading.Grade(
            Paper.Version, Paper.Form, (place, field) => Response(state, place + 1, field), (place, field) => state.Mark(place + 1, field)?.Points);
        _scored = new(state.Marks, state.Late, score);
        return score;
    }

    /// <summary>The score that counts: once it is released what was released stands, whatever a comparison that takes too long says today.</summary>
    public AttemptScore Standing(AttemptState state) => state is { Released: true, Grade: { } grade }
        ? Score(state) with { Points = grade.Points, MaxPoints = grade.MaxPoints, Pending = grade.Pending, Passed = grade.Passed is true }
        : Score(state);

    public AttemptEvent.Graded Grade(AttemptState state, DateTimeOffset at)
    {
        var score = Score(state);
        return new(
            Session.Seat.Learner, Session.Seat.Exam, Session.Seat.Version, Session.Ending.EndedAt, score.Points, score.MaxPoints, score.Pending,
            score.Pending > 0 ? null : score.Passed)
        { At = at };
    }

    /// <summary>
    /// When a finished grade may be released; null while a person still has to mark. A session that nobody submitted waits for the answers
    /// that may still come by file, since a released grade takes none.
    /// </summary>
    /// <param name="closes">When the session's window closes as it stands now; null for as it stood at the seat.</param>
    public DateTimeOffset? ReleaseAt(AttemptEvent.Graded grade, DateTimeOffset now, DateTimeOffset? closes = null)
    {
        if (grade.Pending > 0)
            return null;
        var version = Paper.Version;
        var window = version.Review.Release == ReleaseRule.AfterWindow ? closes ?? Session.Seat.WindowCloses : null;
        var handIn = Session.Ending is Ending.Expired expired ? expired.EndedAt + version.Policy.LateHandIn : now;
        var earliest = window > handIn ? window.Value : handIn;
        return earliest > now ? earliest : now;
    }

    /// <summary>True while nothing is released: a watched session waits for a finding that leaves its score standing.</summary>
    public bool IsHeld(AttemptState state) => IsReviewed && state is not { Finding.IsSerious: false };

    /// <summary>A session that somebody watched is reviewed; a rehearsal, which counts for nothing, is not.</summary>
    public bool IsReviewed => Session.Seat.Proctored && !Paper.Version.Rehearsal;

    /// <summary>True when this grade earns a credential.</summary>
    public bool Earns(AttemptEvent.Graded grade) => grade.Passed == true && !Paper.Version.Rehearsal;

    /// <summary>The score of exactly these marks and late answers.</summary>
    private sealed record Scored(ImmutableArray<ManualMark> Marks, ImmutableArray<LateAnswer> Late, AttemptScore Score);
}
