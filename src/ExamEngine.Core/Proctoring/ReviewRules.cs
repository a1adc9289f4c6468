using System.Collections.Immutable;
using ExamEngine.Core.Kernel;
using static ExamEngine.Core.Proctoring.ReviewState;

namespace ExamEngine.Core.Proctoring;

/// <summary>What follows from a command: events, or the reason why nothing does.</summary>
public readonly record struct ReviewDecision(ImmutableArray<ReviewEvent> Events, Refusal? Refused)
{
    public static readonly ReviewDecision Nothing = new([], null);

    public static ReviewDecision Of(params ImmutableArray<ReviewEvent> events) => new(events, null);

    public static ReviewDecision Refuse(string code, string message) => new([], new(code, message));
}

/// <summary>
/// The rules of a review. No machine makes a finding: time only closes what was open for an answer or an appeal. Taking a score away
/// needs two reviewers who came to it without each other, or a third where two disagree; the learner has been heard, or has had the
/// time; and whoever decides an appeal had no part before.
/// </summary>
public static class ReviewRules
{
    public const int LongestText = 10_000;

    public static ReviewDecision Decide(ReviewState state, ReviewCommand command) => (state, command) switch
    {
        _ when IsRepeat(state, command) => ReviewDecision.Nothing,
        (None, ReviewCommand.Open open) => Open(open),
        (Settled { By: null }, ReviewCommand.Open open) => Wanted(open) ? Open(open) : ReviewDecision.Nothing,
        // Who decides an appeal decides on what was appealed against; what turned up meanwhile is looked at then.
        (Appealed, ReviewCommand.Open) => ReviewDecision.Nothing,
        ({ Of: { } of }, ReviewCommand.Open open) => Widen(state, of, open),
        (None, not ReviewCommand.MeetTime) => ReviewDecision.Refuse("review.none", "This session is under no review."),
        (_, ReviewCommand.Judge judge) when IsInvolved(state, judge.Reviewer) => NotIndependent,
        (_, ReviewCommand.Conclude conclude) when IsInvolved(state, conclude.Reviewer) => NotIndependent,
        (_, ReviewCommand.Find find) when IsInvolved(state, find.By) => NotIndependent,
        (_, ReviewCommand.DecideAppeal decide) when IsInvolved(state, decide.By) => NotIndependent,
        (Looking looking, ReviewCommand.Judge judge) => Judge(looking, judge),
        (Looking looking, ReviewCommand.Conclude conclude) => Conclude(looking, conclude),
        (Asked asked, ReviewCommand.Answer answer) => answer.At >= asked.AnswerBy ? ReviewDecision.Of(new ReviewEvent.AnswerClosed(null, null) { At = answer.At }) with { Refused = TooLate }
            : Missing(answer.Text) ?? ReviewDecision.Of(new ReviewEvent.AnswerClosed(answer.Command, answer.Text.Trim()) { At = answer.At }),
        (Asked asked, ReviewCommand.MeetTime time) => time.At >= asked.AnswerBy ? ReviewDecision.Of(new ReviewEvent.AnswerClosed(null, null) { At = time.At }) : ReviewDecision.Nothing,
        (ReadyToFind ready, ReviewCommand.Find find) => Find(ready, find),
        (Found found, ReviewCommand.Appeal appeal) => appeal.At >= found.AppealBy ? ReviewDecision.Of(new ReviewEvent.AppealLapsed { At = appeal.At }) with { Refused = TooLate }
            : Missing(appeal.Text) ?? ReviewDecision.Of(new ReviewEvent.AppealMade(appeal.Command, appeal.Text.Trim(), appeal.At + found.Case.Policy.DecideAppealWithin) { At = appeal.At }),
        (Found found, ReviewCommand.MeetTime time) => time.At >= found.AppealBy ? ReviewDecision.Of(new ReviewEvent.AppealLapsed { At = time.At }) : ReviewDecision.Nothing,
        (Appealed { Overdue: false } appealed, ReviewCommand.MeetTime time) =>
            time.At >= appealed.DecideBy ? ReviewDecision.Of(new ReviewEvent.AppealOverdue { At = time.At }) : ReviewDecision.Nothing,
        (Appealed appealed, ReviewCommand.DecideAppeal decide) => DecideAppeal(appealed, decide),
        (_, ReviewCommand.MeetTime) => ReviewDecision.Nothing,
        (_, ReviewCommand.Judge or ReviewCommand.Conclude or ReviewCommand.Answer or ReviewCommand.Find or ReviewCommand.Appeal or ReviewCommand.DecideAppeal) =>
            ReviewDecision.Refuse("review.wrong-stage", "The review is not at the point where this can be done."),
        _ => throw new InvalidOperationException($"Unknown command {command.GetType().Name}."),
    };

    /// <summary>When time alone will move the review on; null while it waits for people.</summary>
    public static DateTimeOffset? NextDue(ReviewState state) => state switch
    {
        Asked asked => asked.AnswerBy,
        Found found => found.AppealBy,
        Appealed { Overdue: false } appealed => appealed.DecideBy,
        Appealed or None or Looking or ReadyToFind or Settled => null,
        _ => throw new InvalidOperationException($"Unknown state {state.GetType().Name}."),
    };

    private static readonly Refusal TooLate = new("review.too-late", "The time for this is over.");

    private static readonly ReviewDecision NotIndependent = ReviewDecision.Refuse("review.not-independent", "Whoever acted on the session while it ran does not judge it.");

    /// <summary>
    /// What somebody may do next, in the words of the wire: <c>judge</c>, <c>conclude</c>, <c>find</c>, <c>decideAppeal</c>. For a page
    /// that offers nothing in vain; <see cref="Decide"/> has the last word.
    /// </summary>
    public static ImmutableArray<string> MayDo(ReviewState state, string account) => state switch
    {
        _ when IsInvolved(state, account) => [],
        Looking looking when OpinionOf(looking, account)?.IsConcluded != true => ["judge", "conclude"],
        ReadyToFind => ["find"],
        Appealed appealed when !HadPart(appealed, account) => ["decideAppeal"],
        _ => [],
    };

    private static ReviewDecision Open(ReviewCommand.Open open) =>
        ReviewDecision.Of(Wanted(open) ? new ReviewEvent.Opened(open.Case) { At = open.At } : new ReviewEvent.ClearedByPolicy(open.Case) { At = open.At });

    private static bool Wanted(ReviewCommand.Open open) =>
        open.Case.Subjects.Any(subject => subject.Kind == SubjectKind.Incident) || (open.Attention >= open.Case.Policy.OpensAt && !open.Case.Subjects.IsEmpty);

    /// <summary>
    /// Something that came late. Reviewers who still look, look at it too; where they had come to something, it is looked at again when what came
    /// would have opened a review by itself, and the learner is heard again.
    /// </summary>
    private static ReviewDecision Widen(ReviewState state, ReviewCase of, ReviewCommand.Open open)
    {
        var more = open.Case.Subjects.Where(subject => !of.Subjects.Contains(subject)).ToImmutableArray();
        var drawn = 1 - open.Case.Flags.Where(flag => more.Contains(new(SubjectKind.Flag, flag.Number))).Aggregate(1m, (calm, flag) => calm * (1 - flag.Severity));
        if (more.IsEmpty || (state is not Looking && !Wanted(open with { Case = open.Case with { Subjects = more }, Attention = drawn })))
            return ReviewDecision.Nothing;
        var round = state switch
        {
            ReadyToFind { Answer: { } answer } s => new ReviewRound(null, s.Reason, null, answer, null),
            Found s => new ReviewRound(s.Finding, s.Reason, s.By, s.Answer, null),
            Settled s => new ReviewRound(s.Finding, s.Reason, s.By, s.Answer, s.Appeal),
            _ => null,
        };
        var wider = of.With(open.Case);
        return ReviewDecision.Of(new ReviewEvent.Widened(round is null ? wider : wider with { Earlier = [.. of.Earlier ?? [], round] }) { At = open.At });
    }

    private static bool IsInvolved(ReviewState state, string account) => state.Of?.Involved.Contains(account) == true;

    private static bool HadPart(Appealed appealed, string account) =>
        appealed.Opinions.Any(opinion => opinion.Reviewer == account) || appealed.Case.DecidedBy?.Contains(account) == true;

    private static ReviewDecision Judge(Looking looking, ReviewCommand.Judge judge) =>
        !looking.Case.Subjects.Contains(judge.Subject) ? ReviewDecision.Refuse("review.subject-unknown", "There is no such flag or incident in this review.")
        : OpinionOf(looking, judge.Reviewer) is { IsConcluded: true } ? ReviewDecision.Refuse("review.concluded", "You have concluded already.")
        : ReviewDecision.Of(new ReviewEvent.Judged(judge.Command, judge.Reviewer, judge.Subject, judge.Judgement) { At = judge.At });

    private static ReviewDecision Conclude(Looking looking, ReviewCommand.Conclude conclude)
    {
        var mine = OpinionOf(looking, conclude.Reviewer);
        if (mine is { IsConcluded: true })
            return ReviewDecision.Refuse("review.concluded", "You have concluded already.");
        if (looking.Case.Subjects.Any(subject => mine?.Judgements.ContainsKey(subject) != true))
            return ReviewDecision.Refuse("review.not-all-judged", "Look at every flag and incident first.");
        if (conclude.Proposed is not Finding.Cleared && mine?.Judgements.Values.All(judgement => judgement == Judgement.Dismissed) != false)
            return ReviewDecision.Refuse("review.nothing-confirmed", "You dismissed everything, so there is nothing to find against the learner.");
        if (IsPast(conclude.Proposed, conclude.At))
            return BarPast;
        var before = looking.Opinions.Select(opinion => opinion.Proposed).OfType<Finding>().ToImmutableArray();
        if (before.Length >= 2 && !before.Any(conclude.Proposed.IsAtMost))
            return ReviewDecision.Refuse("review.harsher", "Who decides between two goes no further than either of them.");
        if (Missing(conclude.Reason) is { } missing)
            return missing;

        var concluded = new ReviewEvent.Concluded(conclude.Command, conclude.Reviewer, conclude.Proposed, conclude.Reason.Trim()) { At = conclude.At };
        return Settle(looking, before, conclude) is { } next ? ReviewDecision.Of(concluded, next) : ReviewDecision.Of(concluded);
    }

    /// <summary>What the reviewers come to with this conclusion; null while another reviewer has to look.</summary>
    private static ReviewEvent? Settle(Looking looking, ImmutableArray<Finding> before, ReviewCommand.Conclude last)
    {
        var agreed = before.Length switch
        {
            0 => last.Proposed.IsSerious || looking.Case.Serious ? null : last.Proposed,
            // Two who agree on what it is agree on the milder of it.
            1 => before[0].Weight == last.Proposed.Weight ? (before[0].IsAtMost(last.Proposed) ? before[0] : last.Proposed) : null,
            // A third decides between two who disagree.
            _ => last.Proposed,
        };
        return agreed switch
        {
            null => null,
            Finding.Cleared => new ReviewEvent.FindingMade(last.Command, agreed, last.Reason.Trim(), last.Reviewer, last.At) { At = last.At },
            _ => new ReviewEvent.LearnerAsked(agreed, last.Reason.Trim(), last.At + looking.Case.Policy.AnswerWithin) { At = last.At },
        };
    }

    private static ReviewDecision Find(ReadyToFind ready, ReviewCommand.Find find) =>
        IsPast(find.Finding, find.At) ? BarPast
        : !find.Finding.IsAtMost(ready.Proposed) ? ReviewDecision.Refuse("review.harsher", "The learner has answered to something milder than this.")
        : Missing(find.Reason) ?? ReviewDecision.Of(
            new ReviewEvent.FindingMade(find.Command, find.Finding, find.Reason.Trim(), find.By, find.At + ready.Case.Policy.AppealWithin) { At = find.At });

    private static ReviewDecision DecideAppeal(Appealed appealed, ReviewCommand.DecideAppeal decide) =>
        HadPart(appealed, decide.By)
            ? ReviewDecision.Refuse("review.not-independent", "An appeal is decided by somebody who had no part in the finding.")
        : IsPast(decide.Finding, decide.At) ? BarPast
        : !decide.Finding.IsAtMost(appealed.Finding) ? ReviewDecision.Refuse("review.harsher", "An appeal makes nothing worse.")
        : Missing(decide.Reason) ?? ReviewDecision.Of(new ReviewEvent.AppealDecided(decide.Command, decide.Finding, decide.Reason.Trim(), decide.By) { At = decide.At });

    private static readonly ReviewDecision BarPast = ReviewDecision.Refuse("review.bar-past", "A bar ends in the future.");

    private static bool IsPast(Finding finding, DateTimeOffset now) => finding is Finding.BarredUntil bar && bar.Until <= now;

    private static Opinion? OpinionOf(Looking looking, string reviewer) => looking.Opinions.FirstOrDefault(opinion => opinion.Reviewer == reviewer);

    private static ReviewDecision? Missing(string text) =>
        string.IsNullOrWhiteSpace(text) ? ReviewDecision.Refuse("review.reason-missing", "A reason is needed, in words.")
        : text.Length > LongestText ? ReviewDecision.Refuse("input.too-long", $"At most {LongestText} characters.")
        : null;

    private static bool IsRepeat(ReviewState state, ReviewCommand command) => IdOf(command) is { } id && state switch
    {
        None => false,
        Looking s => s.Trail.Has(id),
        Asked s => s.Trail.Has(id),
        ReadyToFind s => s.Trail.Has(id),
        Found s => s.Trail.Has(id),
        Appealed s => s.Trail.Has(id),
        Settled s => s.Trail.Has(id),
        _ => throw new InvalidOperationException($"Unknown state {state.GetType().Name}."),
    };

    private static Guid? IdOf(ReviewCommand command) => command switch
    {
        ReviewCommand.Open or ReviewCommand.MeetTime => null,
        ReviewCommand.Judge judge => judge.Command,
        ReviewCommand.Conclude conclude => conclude.Command,
        ReviewCommand.Answer answer => answer.Command,
        ReviewCommand.Find find => find.Command,
        ReviewCommand.Appeal appeal => appeal.Command,
        ReviewCommand.DecideAppeal decide => decide.Command,
        _ => throw new InvalidOperationException($"Unknown command {command.GetType().Name}."),
    };
}
