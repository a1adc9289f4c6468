using ExamEngine.Contracts.Learners;
using Grains.Tests.Harness;

namespace Grains.Tests.Learners;

/// <summary>"Why can I not sit?", answered from the record, and the beginning that asks the same.</summary>
public sealed class EligibilityTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task Everything_that_is_missing_is_told_with_what_to_do()
    {
        var ada = await engine.Candidate();

        var why = await engine.Why(ada, "asking-alone");

        Assert.False(why.MayBegin);
        Assert.Equal(
            [("learner.not-enrolled", "learner"), ("learner.course-not-passed", "learner"), ("learner.not-paid", "learner"), ("learner.not-registered", "staff"), ("learner.name-unconfirmed", "learner")],
            why.Reasons.Select(reason => (reason.Code, reason.By)));
        Assert.Contains("“Probability” has to be passed first with at least 60 %", why.Reasons[1].Message, StringComparison.Ordinal);
    }

    /// <summary>Each fact alone in or out: the beginning is refused exactly when a reason is shown, and with the same ones.</summary>
    [Fact]
    public async Task A_beginning_is_refused_exactly_when_a_reason_is_shown_and_by_that_reason()
    {
        var refusedWith = new HashSet<string>();
        for (var facts = 0; facts < 64; facts++)
        {
            var learner = await engine.Candidate();
            if ((facts & 1) != 0) await engine.Note(learner, Asking.All[0]);
            if ((facts & 2) != 0) await engine.Note(learner, Asking.All[1]);
            if ((facts & 4) != 0) await engine.Note(learner, Asking.All[2]);
            if ((facts & 8) != 0) (await engine.Facts(learner).ConfirmName(learner.Actor, "Ada Lovelace")).Ok();
            if ((facts & 16) != 0) await learner.Register("asking");
            if ((facts & 32) == 0) (await engine.Facts(learner).AskAccommodation(learner.Actor, Guid.NewGuid(), "More time.")).Ok();

            var shown = await engine.Why(learner);
            var begun = await learner.Learner.Begin(learner.Actor, Guid.NewGuid(), "asking", honourCodeAccepted: true);

            Assert.Equal(shown.MayBegin, begun.Problems.IsEmpty);
            Assert.Equal(shown.Reasons.Select(reason => (reason.Code, reason.Message)), begun.Problems.Select(problem => (problem.Code, problem.Message)));
            Assert.Equal(facts == 63, shown.MayBegin);
            refusedWith.UnionWith(begun.Problems.Select(problem => problem.Code));
        }
        Assert.Equal(6, refusedWith.Count);
    }

    [Fact]
    public async Task The_card_says_the_same_and_a_program_is_on_the_page_of_whoever_is_enrolled()
    {
        var ada = await engine.Candidate();
        Assert.DoesNotContain((await ada.Learner.Home(ada.Actor)).Ok().Programs, program => program.Id == "data");
        await engine.Note(ada, new LearnerFact("enrolled", "data"));

        var card = await ada.Card("asking");

        Assert.Equal("needsPrerequisite", card.Standing);
        Assert.Equal((await engine.Why(ada)).Reasons, card.Why);
        Assert.Equal(card.Why.Select(reason => reason.Code), card.Reasons.Select(reason => reason.Code));
    }

    [Fact]
    public async Task After_an_attempt_one_cools_off_from_its_end_and_needs_another_window()
    {
        var ada = await engine.Entitled();
        var window = await engine.OpenWindow(closesIn: TimeSpan.FromDays(30));
        await engine.Register(ada, window);
        engine.AdvanceTo(window.Opens);
        await ada.Begin("asking");
        await ada.Start();
        await ada.Save(ada.Pick(1, "b"));
        await ada.Submit();

        // The record hears of the end by the agenda; it counts before.
        Assert.Equal(["learner.cooling-off", "learner.window-used"], await engine.Codes(ada));
        await engine.Sweep();
        var why = await engine.Why(ada);
        Assert.Equal(["learner.cooling-off", "learner.window-used"], why.Reasons.Select(reason => reason.Code));
        Assert.Equal(engine.Now.AddDays(14), why.Reasons[0].EndsAt);

        engine.Advance(TimeSpan.FromDays(14));
        Assert.Equal(["learner.window-used"], await engine.Codes(ada));
    }

    [Fact]
    public async Task A_missed_window_uses_an_attempt_by_the_exams_policy()
    {
        var ada = await engine.Entitled();
        var window = await engine.OpenWindow();
        await engine.Register(ada, window);
        engine.AdvanceTo(window.Closes);
        await engine.Sweep();

        var why = await engine.Why(ada);

        Assert.Equal((1, 2), (why.AttemptsUsed, why.AttemptsAllowed));
        Assert.Equal(["learner.window-closed"], why.Reasons.Select(reason => reason.Code));
        Assert.NotEmpty(why.Reasons[0].Remedy);
    }

    [Fact]
    public async Task What_is_told_twice_is_kept_once_and_what_is_withdrawn_counts_no_more()
    {
        var ada = await engine.Candidate();
        await engine.Note(ada, Asking.All);
        var version = await engine.VersionOf($"learner/{ada.Id}");
        await engine.Note(ada, Asking.All);
        Assert.Equal(version, await engine.VersionOf($"learner/{ada.Id}"));

        await engine.Note(ada, new LearnerFact("payment-withdrawn", Reference: "order-1"), new LearnerFact("unenrolled", "data"), new LearnerFact("course-failed", "prob", Percent: 10));

        Assert.Equal(["learner.not-enrolled", "learner.course-not-passed", "learner.not-paid"], (await engine.Codes(ada))[..3]);
        await engine.Forget(ada.Learner);
        var known = (await engine.Facts(ada).Entitlements(ada.Actor)).Ok();
        Assert.Empty(known.Programs);
        Assert.Empty(known.Payments);
        Assert.Equal((false, 10m), (Assert.Single(known.CourseGrades).Passed, known.CourseGrades[0].Percent));
    }

    [Theory]
    [InlineData("born", "data", null, null, "input.fact-kind")]
    [InlineData("enrolled", null, null, null, "input.subject")]
    [InlineData("enrolled", "No Id", null, null, "input.subject")]
    [InlineData("paid-exam", "asking", null, null, "input.reference")]
    [InlineData("paid-program", null, "r", null, "input.subject")]
    [InlineData("payment-withdrawn", null, "", null, "input.reference")]
    [InlineData("course-passed", "prob", null, 101, "input.percent")]
    public async Task A_fact_that_is_none_is_refused_and_nothing_of_the_batch_is_kept(string kind, string? subject, string? reference, int? percent, string code)
    {
        var ada = await engine.Candidate();

        (await engine.Facts(ada).Note(People.Staff, [new("enrolled", "data"), new(kind, subject, reference, percent)])).Refused(code);

        Assert.Empty((await engine.Facts(ada).Entitlements(ada.Actor)).Ok().Programs);
    }

    [Fact]
    public async Task Nobody_but_staff_tells_facts_and_nobody_else_reads_them_or_acts_for_the_learner()
    {
        var (ada, bob) = (await engine.Candidate(), await engine.Candidate());
        var facts = engine.Facts(ada);

        (await facts.Note(ada.Actor, [.. Asking.All])).Refused("account.forbidden");
        (await facts.AnswerAccommodation(ada.Actor, Guid.NewGuid(), null, "No.")).Refused("account.forbidden");
        (await facts.Entitlements(bob.Actor)).Refused("learner.unknown");
        (await facts.Eligibility(bob.Actor, "asking")).Refused("learner.unknown-exam");
        (await facts.Eligibility(People.Staff, "no-such-exam")).Refused("learner.unknown-exam");
        (await facts.Redeem(People.Staff, "SPRING-1")).Refused("learner.unknown");
        (await facts.ConfirmName(bob.Actor, "Ada Lovelace")).Refused("learner.unknown");
        (await facts.AskAccommodation(People.Staff, Guid.NewGuid(), "More time.")).Refused("learner.unknown");
        (await facts.WithdrawAccommodation(bob.Actor, Guid.NewGuid())).Refused("learner.unknown");
        (await engine.Seats(ada).RegisterIn(bob.Actor, Guid.NewGuid(), "w", null, true)).Refused("learner.unknown");
        (await engine.Seats(ada).CancelIn(People.Staff, "w")).Refused("learner.unknown");
    }

    [Fact]
    public async Task A_name_is_confirmed_as_it_stands_and_again_when_it_changes()
    {
        var ada = await engine.Entitled();

        (await engine.Facts(ada).ConfirmName(ada.Actor, "Somebody Else")).Refused("learner.name-differs");
        Assert.DoesNotContain("learner.name-unconfirmed", await engine.Codes(ada));
        (await ada.Learner.Describe(People.Staff, new("Ada King", "GB"))).Ok();
        Assert.Contains("learner.name-unconfirmed", await engine.Codes(ada));
        (await engine.Facts(ada).ConfirmName(ada.Actor, "Ada Lovelace")).Refused("learner.name-differs");
    }

    [Fact]
    public async Task A_request_is_asked_once_answered_once_and_what_is_granted_counts()
    {
        var (ada, request) = (await engine.Entitled(), Guid.NewGuid());
        var facts = engine.Facts(ada);
        (await facts.AskAccommodation(ada.Actor, request, " More time. ")).Ok();
        (await facts.AskAccommodation(ada.Actor, request, "More time.")).Ok();
        (await facts.AskAccommodation(ada.Actor, Guid.NewGuid(), "A pause.")).Refused("learner.request-pending");
        Assert.Contains("learner.accommodation-pending", await engine.Codes(ada));

        (await facts.AnswerAccommodation(People.Staff, request, null, " ")).Refused("input.reason");
        (await facts.AnswerAccommodation(People.Staff, request, new(50, 0, [], [], false), "")).Refused("input.time-multiplier");
        (await facts.AnswerAccommodation(People.Staff, request, new(150, 10, [], [], false), "")).Ok();
        (await facts.AnswerAccommodation(People.Staff, request, new(150, 10, [], [], false), "")).Ok();
        (await facts.AnswerAccommodation(People.Staff, request, null, "No.")).Refused("learner.request-answered");
        (await facts.WithdrawAccommodation(ada.Actor, request)).Refused("learner.request-answered");
        (await facts.AnswerAccommodation(People.Staff, Guid.NewGuid(), null, "No.")).Refused("learner.unknown-request");

        var kept = Assert.Single((await facts.Entitlements(ada.Actor)).Ok().Requests);
        Assert.Equal(("granted", "More time."), (kept.State, kept.Wish));
        Assert.Equal((150, 10), (await ada.Learner.Accommodation(ada.Actor)).Ok() is var granted ? (granted.TimeMultiplierPercent, granted.BreakMinutes) : default);
    }

    [Fact]
    public async Task A_request_is_declined_with_a_reason_or_withdrawn_and_another_may_follow()
    {
        var (ada, first, second) = (await engine.Candidate(), Guid.NewGuid(), Guid.NewGuid());
        var facts = engine.Facts(ada);
        (await facts.AskAccommodation(ada.Actor, first, "More time.")).Ok();
        (await facts.AnswerAccommodation(People.Staff, first, null, "A letter is missing.")).Ok();
        (await facts.AskAccommodation(ada.Actor, second, "With a letter.")).Ok();
        (await facts.WithdrawAccommodation(ada.Actor, second)).Ok();
        (await facts.WithdrawAccommodation(ada.Actor, second)).Ok();

        Assert.Equal([("declined", "A letter is missing."), ("withdrawn", "")], (await facts.Entitlements(ada.Actor)).Ok().Requests.Select(request => (request.State, request.Reason)));
        (await facts.WithdrawAccommodation(ada.Actor, Guid.NewGuid())).Refused("learner.unknown-request");
        (await facts.AskAccommodation(ada.Actor, Guid.NewGuid(), " ")).Refused("input.wish");
        for (var n = 2; n < 50; n++)
        {
            var more = Guid.NewGuid();
            (await facts.AskAccommodation(ada.Actor, more, "And now?")).Ok();
            (await facts.WithdrawAccommodation(ada.Actor, more)).Ok();
        }
        (await facts.AskAccommodation(ada.Actor, Guid.NewGuid(), "And now?")).Refused("learner.too-many-requests");
    }
}
