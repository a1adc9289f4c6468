using System.Collections.Immutable;
using ExamEngine.Core.Sessions;
using static ExamEngine.Core.Proctoring.ReviewState;

namespace ExamEngine.Core.Proctoring;

/// <summary>State from events. An event that cannot follow the state throws: the stream is then not what this engine wrote.</summary>
public static class ReviewEvolution
{
    public static ReviewState Evolve(ReviewState state, ReviewEvent happened) => (state, happened) switch
    {
        (None, ReviewEvent.Opened e) => new Looking(e.Case, [], CommandTrail.Empty),
        (None, ReviewEvent.ClearedByPolicy e) => new Settled(e.Case, [], Finding.Clear, "", null, null, null, CommandTrail.Empty),
        (Settled { By: null }, ReviewEvent.Opened e) => new Looking(e.Case, [], CommandTrail.Empty),
        (Looking s, ReviewEvent.Widened e) => Again(e.Case, s.Opinions, s.Trail),
        (Asked s, ReviewEvent.Widened e) => Again(e.Case, s.Opinions, s.Trail),
        (ReadyToFind s, ReviewEvent.Widened e) => Again(e.Case, s.Opinions, s.Trail),
        (Found s, ReviewEvent.Widened e) => Again(e.Case, s.Opinions, s.Trail),
        (Settled { By: not null } s, ReviewEvent.Widened e) => Again(e.Case, s.Opinions, s.Trail),
        (Looking s, ReviewEvent.Judged e) => With(s, e.Reviewer, opinion => opinion with { Judgements = opinion.Judgements.SetItem(e.Subject, e.Judgement) }, e.Command),
        (Looking s, ReviewEvent.Concluded e) => With(s, e.Reviewer, opinion => opinion with { Proposed = e.Proposed, Reason = e.Reason }, e.Command),
        (Looking s, ReviewEvent.LearnerAsked e) => new Asked(s.Case, s.Opinions, e.Proposed, e.Reason, e.AnswerBy, s.Trail),
        (Looking s, ReviewEvent.FindingMade e) => Find(s.Case, s.Opinions, e, null, s.Trail),
        (Asked s, ReviewEvent.AnswerClosed e) => new ReadyToFind(s.Case, s.Opinions, s.Proposed, s.Reason, e.Answer, e.Command is { } command ? s.Trail.Add(command) : s.Trail),
        (ReadyToFind s, ReviewEvent.FindingMade e) => Find(s.Case, s.Opinions, e, s.Answer, s.Trail),
        (Found s, ReviewEvent.AppealMade e) => new Appealed(s.Case, s.Opinions, s.Finding, s.Reason, s.By, s.Answer, e.Appeal, e.DecideBy, s.Trail.Add(e.Command)),
        (Found s, ReviewEvent.AppealLapsed) => new Settled(s.Case, s.Opinions, s.Finding, s.Reason, s.By, s.Answer, null, s.Trail),
        (Appealed s, ReviewEvent.AppealOverdue) => s with { Overdue = true },
        (Appealed s, ReviewEvent.AppealDecided e) => new Settled(s.Case.Decided(e.By), s.Opinions, e.Finding, e.Reason, e.By, s.Answer, s.Appeal, s.Trail.Add(e.Command)),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} cannot follow {state.GetType().Name}."),
    };

    /// <summary>What was judged stays judged; nobody has concluded.</summary>
    private static Looking Again(ReviewCase of, ImmutableArray<Opinion> opinions, CommandTrail trail) =>
        new(of, [.. opinions.Select(opinion => opinion with { Proposed = null, Reason = "" })], trail);

    /// <summary>A clear finding leaves nothing to appeal against.</summary>
    private static ReviewState Find(
        ReviewCase of, ImmutableArray<Opinion> opinions, ReviewEvent.FindingMade e, string? answer, CommandTrail trail) =>
        e.Finding is Finding.Cleared
            ? new Settled(of.Decided(e.By), opinions, e.Finding, e.Reason, e.By, answer, null, trail.Add(e.Command))
            : new Found(of.Decided(e.By), opinions, e.Finding, e.Reason, e.By, answer, e.AppealBy, trail.Add(e.Command));

    private static Looking With(Looking state, string reviewer, Func<Opinion, Opinion> change, Guid command)
    {
        var known = state.Opinions.FirstOrDefault(opinion => opinion.Reviewer == reviewer);
        return state with
        {
            Opinions = known is null
                ? state.Opinions.Add(change(new(reviewer, ImmutableDictionary<Subject, Judgement>.Empty, null, "")))
                : state.Opinions.Replace(known, change(known)),
            Trail = state.Trail.Add(command),
        };
    }
}
