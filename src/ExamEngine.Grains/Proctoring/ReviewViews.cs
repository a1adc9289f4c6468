using System.Collections.Immutable;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Proctoring;
using ExamEngine.Core.Sessions;
using ExamEngine.Grains.Sessions;

namespace ExamEngine.Grains.Proctoring;

/// <summary>What reviewers and the learner see of a review.</summary>
internal static class ReviewViews
{
    /// <summary>A text is saved whenever its writer pauses: finer than this nobody plays it again.</summary>
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(10);

    /// <summary>While reviewers look, whoever has not concluded sees no opinion but their own.</summary>
    public static ReviewView Of(Guid id, ReviewState state, ReviewCase of, string account)
    {
        var blind = state is ReviewState.Looking looking && looking.Opinions.FirstOrDefault(opinion => opinion.Reviewer == account) is not { IsConcluded: true };
        var seen = state.AllOpinions.Where(opinion => opinion.Reviewer == account || (!blind && opinion.IsConcluded));
        var told = Told.Of(state);
        return new(
            id, of.Exam, ReviewMapping.Name(state), of.Serious, Flags(of), Incidents(of, reported: true), [.. seen.Select(View)], told.Proposed?.ToView(), told.Reason, told.Answer,
            state.InForce?.ToView(), told.FoundBy, told.Appeal, told.By, blind ? null : Agreement.OfFirstTwo(state.AllOpinions), of.Learner,
            ReviewRules.MayDo(state, account), state is ReviewState.Appealed { Overdue: true }, state.AllOpinions.Length, of.Room)
        { Earlier = Earlier(of, found: true) };
    }

    /// <summary>The learner is told nothing of what reviewers think before they have come to something.</summary>
    public static MyReviewView Mine(Guid id, ReviewState state, ReviewCase of)
    {
        var told = Told.Of(state);
        return new(
            id, ReviewMapping.Name(state), Flags(of), told.Proposed?.ToView(), told.Reason, told.By, told.Answer, state.InForce?.ToView(), told.Appeal,
            Incidents(of, reported: false), state is ReviewState.Appealed { Overdue: true })
        { Earlier = Earlier(of, found: false) };
    }

    /// <summary>What the learner had before them, and what they answered: of saves in one place within <see cref="Resolution"/>, the last.</summary>
    public static ReviewedPaper Paper(SessionPaper paper, IReadOnlyList<SessionEvent> events)
    {
        var version = paper.Version;
        var answers = ImmutableArray.CreateBuilder<ReviewedAnswer>();
        foreach (var saved in events.OfType<SessionEvent.AnswerSaved>())
        {
            var answer = new ReviewedAnswer(saved.At, saved.Item, saved.Field, saved.Value.ToWire());
            if (answers is [.., var last] && (last.Item, last.Field) == (answer.Item, answer.Field) && last.At.Ticks / Resolution.Ticks == answer.At.Ticks / Resolution.Ticks)
                answers[^1] = answer;
            else
                answers.Add(answer);
        }
        return new(
            [.. paper.Form.Items.Select((drawn, place) => SessionViews.Item(
                ItemVariant.Of(drawn.In(version), drawn.Seed), place + 1, drawn.Section, closed: true, version.ExamId, version.Version))],
            answers.ToImmutable());
    }

    private static ImmutableArray<FlagView> Flags(ReviewCase of) =>
        [.. of.Flags.Select(flag => new FlagView(flag.Number, flag.Rule, flag.Title, flag.Severity, flag.From, flag.To, "raised", ""))];

    private static ImmutableArray<IncidentView> Incidents(ReviewCase of, bool reported) =>
    [
        .. of.Incidents.Select(incident => new IncidentView(
            incident.Number, incident.Kind, ReviewMapping.Name(incident.Gravity), incident.Comment, reported ? incident.By : "", incident.At, incident.Attachments, incident.HappenedAt)),
    ];

    private static ImmutableArray<ReviewRoundView> Earlier(ReviewCase of, bool found) =>
        [.. (of.Earlier ?? []).Select(round => new ReviewRoundView(round.Finding?.ToView(), round.Reason, found ? round.By : null, round.Answer, round.Appeal))];

    private static OpinionView View(Opinion opinion) => new(
        opinion.Reviewer,
        [.. opinion.Judgements.OrderBy(judged => (judged.Key.Kind, judged.Key.Number)).Select(judged => new JudgementView(ReviewMapping.Name(judged.Key), ReviewMapping.Name(judged.Value)))],
        opinion.Proposed?.ToView(), opinion.Reason);

    /// <summary>What both sides may know, by where the review stands.</summary>
    private sealed record Told(Finding? Proposed = null, string Reason = "", string? Answer = null, string? FoundBy = null, string? Appeal = null, DateTimeOffset? By = null)
    {
        public static Told Of(ReviewState state) => state switch
        {
            ReviewState.None or ReviewState.Looking => new(),
            ReviewState.Asked s => new(s.Proposed, s.Reason, By: s.AnswerBy),
            ReviewState.ReadyToFind s => new(s.Proposed, s.Reason, s.Answer),
            ReviewState.Found s => new(null, s.Reason, s.Answer, s.By, null, s.AppealBy),
            ReviewState.Appealed s => new(null, s.Reason, s.Answer, s.By, s.Appeal, s.DecideBy),
            ReviewState.Settled s => new(null, s.Reason, s.Answer, s.By, s.Appeal),
            _ => throw new InvalidOperationException($"Unknown state {state.GetType().Name}."),
        };
    }
}
