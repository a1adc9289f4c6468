using System.Collections.Immutable;
using ExamEngine.Core.Proctoring;

namespace ExamEngine.Core.Tests.Proctoring;

public sealed class ReviewTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Subject Face = new(SubjectKind.Flag, 1);
    private static readonly Subject Talk = new(SubjectKind.Incident, 1);
    private static readonly Finding Warning = new Finding.Warning();
    private static readonly Finding Voided = new Finding.ScoreVoided();

    private ReviewState _state = ReviewState.Nothing;

    [Fact]
    public void A_session_that_drew_no_attention_is_cleared_by_policy_at_once()
    {
        Do(new ReviewCommand.Open(Day(0), new("ann", "e1", [Face], false, ReviewPolicy.Standard), 0.29m));

        Assert.Equal(Finding.Clear, Assert.IsType<ReviewState.Settled>(_state).Finding);
    }

    [Fact]
    public void An_incident_is_reviewed_however_little_attention_the_flags_drew()
    {
        Open(0, Talk);

        Assert.IsType<ReviewState.Looking>(_state);
        Assert.Null(_state.InForce);
    }

    [Fact]
    public void One_reviewer_can_clear()
    {
        Open(0.5m, Face);
        Look("ada", Judgement.Dismissed, Finding.Clear);

        Assert.Equal(Finding.Clear, Assert.IsType<ReviewState.Settled>(_state).InForce);
    }

    [Fact]
    public void Where_an_incident_was_serious_one_reviewer_cannot_clear_alone()
    {
        Do(new ReviewCommand.Open(Day(0), new("ann", "e1", [Talk], true, ReviewPolicy.Standard), 0));
        Look("ada", Judgement.Dismissed, Finding.Clear);
        Assert.IsType<ReviewState.Looking>(_state);

        Look("bob", Judgement.Dismissed, Finding.Clear);
        Assert.IsType<ReviewState.Settled>(_state);
    }

    [Fact]
    public void Taking_a_score_away_needs_two_and_the_learner_is_heard_first()
    {
        Open(0.8m, Face, Talk);
        Look("ada", Judgement.Confirmed, Voided);
        Assert.IsType<ReviewState.Looking>(_state);

        Look("bob", Judgement.Confirmed, Voided);
        Assert.Equal(Voided, Assert.IsType<ReviewState.Asked>(_state).Proposed);
        Assert.Null(_state.InForce);

        Assert.Equal("review.wrong-stage", Refusal(new ReviewCommand.Find(Day(1), Guid.NewGuid(), "ada", Voided, "Seen")));
        Do(new ReviewCommand.Answer(Day(2), Guid.NewGuid(), "It was my brother, who brought tea."));
        Do(new ReviewCommand.Find(Day(3), Guid.NewGuid(), "ada", Warning, "Plausible"));

        Assert.Equal(Warning, _state.InForce);
        Assert.Equal("It was my brother, who brought tea.", Assert.IsType<ReviewState.Found>(_state).Answer);
    }

    [Fact]
    public void Two_who_disagree_wait_for_a_third_who_goes_no_further_than_either()
    {
        Open(0.8m, Face);
        Look("ada", Judgement.Confirmed, Voided);
        Look("bob", Judgement.Dismissed, Finding.Clear);
        Assert.IsType<ReviewState.Looking>(_state);

        Judge("cleo", Face, Judgement.Confirmed);
        Assert.Equal("review.harsher", Refusal(new ReviewCommand.Conclude(Day(1), Guid.NewGuid(), "cleo", new Finding.BarredUntil(Day(400)), "Worse")));
        Do(new ReviewCommand.Conclude(Day(1), Guid.NewGuid(), "cleo", Warning, "Something, but little"));

        Assert.Equal(Warning, Assert.IsType<ReviewState.Asked>(_state).Proposed);
    }

    [Fact]
    public void Of_two_bars_the_shorter_one_is_proposed()
    {
        Open(0.8m, Face);
        Look("ada", Judgement.Confirmed, new Finding.BarredUntil(Day(700)));
        Look("bob", Judgement.Confirmed, new Finding.BarredUntil(Day(350)));

        Assert.Equal(new Finding.BarredUntil(Day(350)), Assert.IsType<ReviewState.Asked>(_state).Proposed);
    }

    [Fact]
    public void Nobody_concludes_before_they_have_looked_at_everything_nor_against_their_own_judgements()
    {
        Open(0.8m, Face, Talk);
        Judge("ada", Face, Judgement.Dismissed);
        Assert.Equal("review.not-all-judged", Refusal(new ReviewCommand.Conclude(Day(0), Guid.NewGuid(), "ada", Finding.Clear, "Nothing")));

        Judge("ada", Talk, Judgement.Dismissed);
        Assert.Equal("review.nothing-confirmed", Refusal(new ReviewCommand.Conclude(Day(0), Guid.NewGuid(), "ada", Warning, "Still")));
        Assert.Equal("review.subject-unknown", Refusal(new ReviewCommand.Judge(Day(0), Guid.NewGuid(), "ada", new(SubjectKind.Flag, 9), Judgement.Dismissed)));

        Do(new ReviewCommand.Conclude(Day(0), Guid.NewGuid(), "ada", Finding.Clear, "Nothing"));
        Assert.IsType<ReviewState.Settled>(_state);
    }

    [Fact]
    public void Time_closes_the_answer_and_finds_nothing_by_itself()
    {
        Open(0.8m, Face);
        Look("ada", Judgement.Confirmed, Warning);
        var by = Assert.IsType<ReviewState.Asked>(_state).AnswerBy;
        Assert.Equal(by, ReviewRules.NextDue(_state));

        Do(new ReviewCommand.MeetTime(by - TimeSpan.FromSeconds(1)));
        Assert.IsType<ReviewState.Asked>(_state);
        Do(new ReviewCommand.MeetTime(by));

        Assert.Null(Assert.IsType<ReviewState.ReadyToFind>(_state).Answer);
        Assert.Null(ReviewRules.NextDue(_state));
        Assert.Null(_state.InForce);
    }

    [Fact]
    public void An_answer_that_comes_too_late_is_told_so()
    {
        Open(0.8m, Face);
        Look("ada", Judgement.Confirmed, Warning);
        var decision = ReviewRules.Decide(_state, new ReviewCommand.Answer(Day(5), Guid.NewGuid(), "Sorry"));

        Assert.Equal("review.too-late", decision.Refused?.Code);
        Assert.IsType<ReviewState.ReadyToFind>(decision.Events.Aggregate(_state, ReviewEvolution.Evolve));
    }

    [Fact]
    public void A_finding_is_never_harsher_than_what_the_learner_answered_to()
    {
        Open(0.8m, Face);
        Look("ada", Judgement.Confirmed, Warning);
        Do(new ReviewCommand.Answer(Day(1), Guid.NewGuid(), "Sorry"));

        Assert.Equal("review.harsher", Refusal(new ReviewCommand.Find(Day(2), Guid.NewGuid(), "ada", Voided, "Rude")));
    }

    [Fact]
    public void An_appeal_goes_to_another_person_and_makes_nothing_worse()
    {
        Void();
        Do(new ReviewCommand.Appeal(Day(8), Guid.NewGuid(), "The camera was broken."));
        Assert.Equal(Day(22), ReviewRules.NextDue(_state));
        Assert.Equal(Voided, _state.InForce);

        Assert.Equal("review.not-independent", Refusal(new ReviewCommand.DecideAppeal(Day(9), Guid.NewGuid(), "bob", Finding.Clear, "Yes")));
        Assert.Equal("review.harsher", Refusal(new ReviewCommand.DecideAppeal(Day(9), Guid.NewGuid(), "dan", new Finding.BarredUntil(Day(99)), "No")));
        Do(new ReviewCommand.DecideAppeal(Day(9), Guid.NewGuid(), "dan", Finding.Clear, "The log shows it"));

        Assert.Equal(Finding.Clear, Assert.IsType<ReviewState.Settled>(_state).InForce);
    }

    [Fact]
    public void A_finding_nobody_appeals_against_is_settled_by_time()
    {
        Void();
        var found = Assert.IsType<ReviewState.Found>(_state);

        Do(new ReviewCommand.MeetTime(found.AppealBy));

        Assert.Equal(Voided, Assert.IsType<ReviewState.Settled>(_state).InForce);
        Assert.Equal("review.wrong-stage", Refusal(new ReviewCommand.Appeal(found.AppealBy, Guid.NewGuid(), "Late")));
    }

    [Fact]
    public void A_command_told_twice_is_carried_out_once()
    {
        Open(0.8m, Face);
        var judge = new ReviewCommand.Judge(Day(0), Guid.NewGuid(), "ada", Face, Judgement.Confirmed);
        Do(judge);

        Assert.Empty(ReviewRules.Decide(_state, judge).Events);
        Assert.Null(ReviewRules.Decide(_state, judge).Refused);
    }

    [Fact]
    public void A_session_without_a_review_refuses_everything_but_its_opening()
    {
        Assert.Equal("review.none", Refusal(new ReviewCommand.Judge(Day(0), Guid.NewGuid(), "ada", Face, Judgement.Confirmed)));
        Assert.Empty(ReviewRules.Decide(_state, new ReviewCommand.MeetTime(Day(0))).Events);
    }

    [Fact]
    public void An_appeal_that_nobody_decides_in_time_says_so_once_and_still_waits()
    {
        Void();
        Do(new ReviewCommand.Appeal(Day(8), Guid.NewGuid(), "The camera was broken."));
        Do(new ReviewCommand.MeetTime(Day(22)));

        Assert.True(Assert.IsType<ReviewState.Appealed>(_state).Overdue);
        Assert.Null(ReviewRules.NextDue(_state));
        Assert.Empty(ReviewRules.Decide(_state, new ReviewCommand.MeetTime(Day(23))).Events);
        Do(new ReviewCommand.DecideAppeal(Day(24), Guid.NewGuid(), "dan", Finding.Clear, "Late, and right"));
        Assert.Equal(Finding.Clear, _state.InForce);
    }

    [Fact]
    public void What_was_said_stays_after_it_is_settled()
    {
        Void();
        Do(new ReviewCommand.Appeal(Day(8), Guid.NewGuid(), "The camera was broken."));
        Do(new ReviewCommand.DecideAppeal(Day(9), Guid.NewGuid(), "dan", Warning, "It was"));

        var settled = Assert.IsType<ReviewState.Settled>(_state);
        Assert.Equal(("The camera was broken.", "dan", "It was"), (settled.Appeal, settled.By, settled.Reason));
    }

    [Fact]
    public void Whoever_acted_on_the_session_has_no_say_in_its_review()
    {
        Do(new ReviewCommand.Open(Day(0), new("ann", "e1", [Face], false, ReviewPolicy.Standard) { Involved = ["pat"] }, 0.8m));

        Assert.Equal("review.not-independent", Refusal(new ReviewCommand.Judge(Day(0), Guid.NewGuid(), "pat", Face, Judgement.Confirmed)));
        Assert.Empty(ReviewRules.MayDo(_state, "pat"));
        Assert.Equal(["judge", "conclude"], ReviewRules.MayDo(_state, "ada"));
        Look("ada", Judgement.Confirmed, Warning);
        Do(new ReviewCommand.Answer(Day(1), Guid.NewGuid(), "Sorry"));
        Assert.Equal("review.not-independent", Refusal(new ReviewCommand.Find(Day(2), Guid.NewGuid(), "pat", Warning, "Mine")));
        Do(new ReviewCommand.Find(Day(2), Guid.NewGuid(), "ada", Warning, "Seen"));
        Do(new ReviewCommand.Appeal(Day(3), Guid.NewGuid(), "No"));
        Assert.Equal("review.not-independent", Refusal(new ReviewCommand.DecideAppeal(Day(4), Guid.NewGuid(), "pat", Finding.Clear, "Mine")));
        Assert.Empty(ReviewRules.MayDo(_state, "ada"));
        Assert.Equal(["decideAppeal"], ReviewRules.MayDo(_state, "dan"));
    }

    [Fact]
    public void What_turns_up_while_reviewers_look_is_looked_at_by_all_of_them()
    {
        Open(0.8m, Face);
        Look("ada", Judgement.Confirmed, Voided);

        Open(0.8m, Face, Talk);

        Assert.Equal([Face, Talk], Assert.IsType<ReviewState.Looking>(_state).Case.Subjects);
        Assert.Equal("review.not-all-judged", Refusal(new ReviewCommand.Conclude(Day(0), Guid.NewGuid(), "ada", Voided, "As before")));
        Judge("ada", Talk, Judgement.Dismissed);
        Do(new ReviewCommand.Conclude(Day(0), Guid.NewGuid(), "ada", Voided, "As before"));
        Assert.Empty(ReviewRules.Decide(_state, new ReviewCommand.Open(Day(1), new("ann", "e1", [Face, Talk], false, ReviewPolicy.Standard), 0.8m)).Events);
    }

    [Fact]
    public void What_policy_cleared_is_opened_when_something_turns_up()
    {
        Open(0m);
        Assert.Null(Assert.IsType<ReviewState.Settled>(_state).By);
        Assert.Empty(ReviewRules.Decide(_state, new ReviewCommand.Open(Day(1), new("ann", "e1", [Face], false, ReviewPolicy.Standard), 0.1m)).Events);

        Open(0m, Talk);

        Assert.Null(_state.InForce);
        Look("ada", Judgement.Dismissed, Finding.Clear);
        Assert.Empty(ReviewRules.Decide(_state, new ReviewCommand.Open(Day(1), new("ann", "e1", [Talk], false, ReviewPolicy.Standard), 1)).Events);
    }

    [Fact]
    public void A_report_counts_though_a_flag_was_taken_back_since()
    {
        Open(0.8m, Face);
        Judge("ada", Face, Judgement.Confirmed);

        Open(0.2m, Talk);

        Assert.Equal([Face, Talk], Assert.IsType<ReviewState.Looking>(_state).Case.Subjects);
        Judge("ada", Talk, Judgement.Confirmed);
        Do(new ReviewCommand.Conclude(Day(0), Guid.NewGuid(), "ada", Warning, "Both"));
    }

    [Fact]
    public void What_turns_up_while_the_learner_is_asked_is_looked_at_and_asked_again()
    {
        Open(0.8m, Face);
        Look("ada", Judgement.Confirmed, Warning);

        Open(0.8m, Face, Talk);

        Assert.Null(ReviewRules.NextDue(_state));
        Assert.Equal("review.wrong-stage", Refusal(new ReviewCommand.Answer(Day(1), Guid.NewGuid(), "Sorry")));
        Judge("ada", Talk, Judgement.Confirmed);
        Do(new ReviewCommand.Conclude(Day(1), Guid.NewGuid(), "ada", Warning, "Both"));
        Assert.Equal(Day(6), Assert.IsType<ReviewState.Asked>(_state).AnswerBy);
        Assert.Null(_state.Of?.Earlier);
    }

    [Fact]
    public void What_the_learner_answered_is_kept_when_it_is_looked_at_again()
    {
        Open(0.8m, Face);
        Look("ada", Judgement.Confirmed, Warning);
        Do(new ReviewCommand.Answer(Day(1), Guid.NewGuid(), "Sorry"));

        Open(0.8m, Face, Talk);

        Assert.Equal([new ReviewRound(null, "As seen", null, "Sorry", null)], Assert.IsType<ReviewState.Looking>(_state).Case.Earlier);
    }

    [Fact]
    public void A_score_that_was_taken_away_stays_away_while_more_is_looked_at()
    {
        Void();
        Open(0.8m, Face, Talk);

        Assert.IsType<ReviewState.Looking>(_state);
        Assert.Equal(Voided, _state.InForce);
        Assert.Equal("review.wrong-stage", Refusal(new ReviewCommand.Appeal(Day(8), Guid.NewGuid(), "The camera was broken.")));
        foreach (var reviewer in (string[])["ada", "bob"])
        {
            Judge(reviewer, Talk, Judgement.Dismissed);
            Do(new ReviewCommand.Conclude(Day(8), Guid.NewGuid(), reviewer, Voided, "As before"));
        }
        Assert.Equal(Voided, Assert.IsType<ReviewState.Asked>(_state).InForce);
        Do(new ReviewCommand.Answer(Day(9), Guid.NewGuid(), "No"));
        Do(new ReviewCommand.Find(Day(9), Guid.NewGuid(), "ada", Warning, "Less, after all"));

        Assert.Equal(Warning, _state.InForce);
        // Whoever found the first has had part.
        Do(new ReviewCommand.Appeal(Day(10), Guid.NewGuid(), "No"));
        Assert.Equal("review.not-independent", Refusal(new ReviewCommand.DecideAppeal(Day(11), Guid.NewGuid(), "cleo", Finding.Clear, "Mine")));
    }

    [Fact]
    public void What_people_cleared_is_looked_at_again_for_a_report_and_not_for_a_trifle()
    {
        Open(0.5m, Face);
        Look("ada", Judgement.Dismissed, Finding.Clear);
        // What the first flag drew was looked at; the second by itself would have opened nothing.
        Assert.Empty(ReviewRules.Decide(_state, Late(0.1m)).Events);
        Assert.IsType<ReviewEvent.Widened>(Assert.Single(ReviewRules.Decide(_state, Late(0.4m)).Events));

        Open(0m, Face, Talk);

        Assert.Null(_state.InForce);
        Assert.Equal([new ReviewRound(Finding.Clear, "As seen", "ada", null, null)], Assert.IsType<ReviewState.Looking>(_state).Case.Earlier);
    }

    [Fact]
    public void Whoever_found_the_first_or_decided_its_appeal_decides_no_later_one()
    {
        Void();
        Do(new ReviewCommand.Appeal(Day(8), Guid.NewGuid(), "The camera was broken."));
        Do(new ReviewCommand.DecideAppeal(Day(9), Guid.NewGuid(), "dan", Warning, "It was"));
        Open(0m, Face, Talk);
        foreach (var reviewer in (string[])["ada", "bob"])
        {
            Judge(reviewer, Talk, Judgement.Confirmed);
            Do(new ReviewCommand.Conclude(Day(10), Guid.NewGuid(), reviewer, Voided, "Both"));
        }
        Do(new ReviewCommand.MeetTime(Day(20)));
        Do(new ReviewCommand.Find(Day(20), Guid.NewGuid(), "eve", Voided, "Both saw it"));
        Do(new ReviewCommand.Appeal(Day(21), Guid.NewGuid(), "No"));

        foreach (var before in (string[])["ada", "bob", "cleo", "dan", "eve"])
            Assert.Equal("review.not-independent", Refusal(new ReviewCommand.DecideAppeal(Day(22), Guid.NewGuid(), before, Finding.Clear, "Mine")));
        Do(new ReviewCommand.DecideAppeal(Day(22), Guid.NewGuid(), "fay", Finding.Clear, "The log shows it"));
    }

    [Fact]
    public void What_turns_up_while_an_appeal_is_decided_waits_for_the_decision()
    {
        Void();
        Do(new ReviewCommand.Appeal(Day(8), Guid.NewGuid(), "The camera was broken."));
        Open(0.8m, Face, Talk);
        Assert.IsType<ReviewState.Appealed>(_state);
        Do(new ReviewCommand.DecideAppeal(Day(9), Guid.NewGuid(), "dan", Finding.Clear, "It was"));

        Open(0.8m, Face, Talk);

        Assert.Equal([new ReviewRound(Finding.Clear, "It was", "dan", null, "The camera was broken.")], Assert.IsType<ReviewState.Looking>(_state).Case.Earlier);
    }

    [Fact]
    public void A_bar_that_is_over_before_it_is_found_is_no_finding()
    {
        Open(0.8m, Face);
        Look("ada", Judgement.Confirmed, new Finding.BarredUntil(Day(5)));
        Look("bob", Judgement.Confirmed, new Finding.BarredUntil(Day(5)));
        Do(new ReviewCommand.MeetTime(Day(5)));

        Assert.Equal("review.bar-past", Refusal(new ReviewCommand.Find(Day(6), Guid.NewGuid(), "ada", new Finding.BarredUntil(Day(5)), "As proposed")));
        Do(new ReviewCommand.Find(Day(6), Guid.NewGuid(), "ada", Voided, "As proposed"));
    }

    private static DateTimeOffset Day(int day) => Monday.AddDays(day);

    private void Void()
    {
        Open(0.8m, Face);
        Look("ada", Judgement.Confirmed, Voided);
        Look("bob", Judgement.Confirmed, Voided);
        Do(new ReviewCommand.MeetTime(Day(5)));
        Do(new ReviewCommand.Find(Day(6), Guid.NewGuid(), "cleo", Voided, "Both saw it"));
    }

    private void Open(decimal attention, params ImmutableArray<Subject> subjects) =>
        Do(new ReviewCommand.Open(Day(0), new("ann", "e1", subjects, false, ReviewPolicy.Standard), attention));

    /// <summary>The first flag, which drew half, and another one.</summary>
    private static ReviewCommand.Open Late(decimal severity) => new(
        Day(1), new("ann", "e1", [Face, new(SubjectKind.Flag, 2)], false, ReviewPolicy.Standard)
        {
            Flags = [new(1, "no-face", "Nobody was there", 0.5m, Day(0), Day(0)), new(2, "window-small", "The window was small", severity, Day(0), Day(0))],
        },
        1 - 0.5m * (1 - severity));

    private void Judge(string reviewer, Subject subject, Judgement judgement) => Do(new ReviewCommand.Judge(Day(0), Guid.NewGuid(), reviewer, subject, judgement));

    private void Look(string reviewer, Judgement judgement, Finding proposed)
    {
        foreach (var subject in Assert.IsType<ReviewState.Looking>(_state).Case.Subjects)
            Judge(reviewer, subject, judgement);
        Do(new ReviewCommand.Conclude(Day(0), Guid.NewGuid(), reviewer, proposed, "As seen"));
    }

    private string? Refusal(ReviewCommand command) => ReviewRules.Decide(_state, command).Refused?.Code;

    private void Do(ReviewCommand command)
    {
        var decision = ReviewRules.Decide(_state, command);
        Assert.Null(decision.Refused);
        _state = decision.Events.Aggregate(_state, ReviewEvolution.Evolve);
    }
}
