using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;
using Grains.Tests.Harness;
using static Grains.Tests.Harness.Reviewed;

namespace Grains.Tests.Proctoring;

/// <summary>An engine for each test: days go by in them, and after forty the agenda's own round would come in between.</summary>
public sealed class ReviewTests : IAsyncLifetime
{
    private readonly Engine engine = new();

    public ValueTask InitializeAsync() => engine.InitializeAsync();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task The_whole_story_with_two_who_disagree_a_third_an_answer_and_an_appeal()
    {
        var ada = await ReviewStory.Tell(engine, _ => Task.CompletedTask);

        Assert.DoesNotContain(engine.Agenda.About(ada.Learner.SessionId), row => row.Key.StartsWith("review", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_in_which_nobody_noticed_anything_is_cleared_by_policy_and_released_at_once()
    {
        var ada = await Ended(engine, flag: false);

        Assert.Equal(("released", 1m, true, true, "cleared"), await ada.Result());
        Assert.Equal(("settled", ""), await ada.Mine() is var mine ? (mine.State, mine.Reason) : default);
        Assert.Equal(ReviewRow.ClearedByPolicy, (await Row(ada))?.State);
    }

    [Fact]
    public async Task A_session_that_nobody_watches_is_under_no_review()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        await ada.Submit();
        await engine.Sweep();

        Assert.Null((await ada.Attempt.Result(ada.Actor)).Ok().Review);
        Assert.Equal(0, await engine.VersionOf($"review/{ada.SessionId}"));
    }

    [Fact]
    public async Task A_warning_leaves_the_score_and_its_credential()
    {
        var ada = await Ended(engine);

        await ada.Find(Warning);

        Assert.Equal(("released", 1m, true, true, "warning"), await ada.Result());
        Assert.Equal("found", (await ada.Mine()).State);
    }

    [Fact]
    public async Task A_bar_refuses_every_exam_of_the_program_until_it_ends()
    {
        var ada = await Ended(engine, report: "serious");
        await ada.Learner.Register("plain");
        var until = engine.Now.AddDays(60);

        await ada.Find(new("barredUntil", until));

        Assert.Equal("voided", await ada.OnTheCard());
        foreach (var exam in (string[])["plain", Reviewed.Exam])
        {
            var card = await ada.Learner.Card(exam);
            Assert.Equal(("barred", "learner.barred"), (card.Standing, Assert.Single(card.Reasons).Code));
        }
        (await ada.Learner.Learner.Begin(ada.Learner.Actor, Guid.NewGuid(), "plain", true)).Refused("learner.barred");
        engine.AdvanceTo(until);
        Assert.Equal("ready", (await ada.Learner.Card("plain")).Standing);
    }

    [Fact]
    public async Task An_answer_that_never_comes_is_closed_by_its_clock_and_found_by_nobody()
    {
        var ada = await Ended(engine);
        await ada.Conclude(Rita, "confirmed", Warning);
        var by = Assert.NotNull((await ada.Mine()).By);
        Assert.Equal(by, engine.Agenda.Find($"review-time/{ada.Learner.SessionId}")?.Due);

        engine.AdvanceTo(by);
        await engine.Sweep();

        Assert.Equal(("readyToFind", null, null), await ada.Mine() is var mine ? (mine.State, mine.Answer, mine.Finding) : default);
        Assert.Equal(("underReview", null, null, false, "open"), await ada.Result());
        (await ada.Review.Answer(ada.Learner.Actor, Guid.NewGuid(), "Late")).Refused("review.wrong-stage");
    }

    [Fact]
    public async Task A_late_answer_is_refused_though_no_clock_has_been_carried_out()
    {
        var ada = await Ended(engine);
        await ada.Conclude(Rita, "confirmed", Warning);
        engine.AdvanceTo((await ada.Mine()).By ?? default);

        (await ada.Review.Answer(ada.Learner.Actor, Guid.NewGuid(), "Late")).Refused("review.too-late");

        Assert.Equal("readyToFind", (await ada.Mine()).State);
        Assert.Null(engine.Agenda.Find($"review-time/{ada.Learner.SessionId}"));
    }

    [Fact]
    public async Task A_finding_that_nobody_appeals_against_settles_by_its_clock()
    {
        var ada = await Ended(engine, report: "moderate");
        await ada.Find(Voided);
        engine.AdvanceTo((await ada.Mine()).By ?? default);
        await engine.Sweep();

        Assert.Equal(("settled", "scoreVoided"), await ada.Mine() is var mine ? (mine.State, mine.Finding?.Kind) : default);
        (await ada.Review.Appeal(ada.Learner.Actor, Guid.NewGuid(), "Late")).Refused("review.wrong-stage");
        Assert.Equal("voided", await ada.OnTheCard());
    }

    [Fact]
    public async Task A_report_after_the_finding_has_it_looked_at_again_with_the_score_away()
    {
        var ada = await Ended(engine, report: "moderate");
        await ada.Find(Voided);
        await ada.Report("minor");
        await engine.Sweep();

        Assert.Equal(("looking", "scoreVoided", null), await ada.Mine() is var mine ? (mine.State, mine.Finding?.Kind, mine.By) : default);
        Assert.Equal(("scoreVoided", null), Assert.Single(mine.Earlier) is var first ? (first.Finding?.Kind, first.FoundBy) : default);
        Assert.Equal("rita", Assert.Single((await ada.Review.View(Otto)).Ok().Earlier).FoundBy);
        Assert.Null(engine.Agenda.Find($"review-time/{ada.Learner.SessionId}"));
        Assert.Equal("voided", await ada.OnTheCard());

        await ada.Find(Warning);
        Assert.Equal(("released", 1m, true, true, "warning"), await ada.Result());
    }

    [Fact]
    public async Task A_report_while_an_appeal_is_decided_is_looked_at_afterwards()
    {
        var ada = await Ended(engine, report: "moderate");
        await ada.Find(Voided);
        (await ada.Review.Appeal(ada.Learner.Actor, Guid.NewGuid(), "It was not so.")).Ok();
        await ada.Report("minor");
        await engine.Sweep();
        Assert.Equal("appealed", (await ada.Mine()).State);

        (await ada.Review.DecideAppeal(Zoe, Guid.NewGuid(), Cleared, "It was not.")).Ok();
        await engine.Sweep();

        Assert.Equal(("looking", 2), await ada.Mine() is var mine ? (mine.State, mine.Incidents.Length) : default);
        Assert.Equal("It was not so.", Assert.Single(mine.Earlier).Appeal);
    }

    [Fact]
    public async Task Reviewers_read_the_questions_and_each_answer_without_a_key()
    {
        var ada = await Sit(engine);
        engine.Advance(TimeSpan.FromMinutes(1));
        await ada.Learner.Save(ada.Learner.Pick(1, "b"));
        (await ada.Review.Paper(Rita)).Refused("review.none");
        await ada.Learner.Submit();
        await engine.Sweep();

        var paper = (await ada.Review.Paper(Rita)).Ok();

        Assert.Equal((1, true), Assert.Single(paper.Items) is var item ? (item.Number, item.Fields[0].Options.Length > 1) : default);
        Assert.All(paper.Answers, answer => Assert.Equal((1, item.Fields[0].Id), (answer.Item, answer.Field)));
        Assert.Equal(["a", "b"], paper.Answers.Select(answer => Assert.Single(answer.Value.Choices ?? [])));
        Assert.Equal(TimeSpan.FromMinutes(1), paper.Answers[1].At - paper.Answers[0].At);
        (await ada.Review.Paper(ada.Learner.Actor)).Refused("review.none");
        (await ada.Review.Paper(new("gus", null, Roles.Grader))).Refused("review.none");
    }

    [Fact]
    public async Task An_appeal_that_waits_too_long_is_marked_so_and_still_decided()
    {
        var ada = await Ended(engine, report: "moderate");
        await ada.Find(Voided);
        (await ada.Review.Appeal(ada.Learner.Actor, Guid.NewGuid(), "It was not so.")).Ok();
        engine.AdvanceTo((await ada.Mine()).By ?? default);
        await engine.Sweep();

        Assert.Equal(("appealed", true), await ada.Mine() is var mine ? (mine.State, mine.Overdue) : default);
        Assert.True((await Row(ada))?.Overdue);
        (await ada.Review.DecideAppeal(Zoe, Guid.NewGuid(), Warning, "Late, and milder.")).Ok();
        await engine.Sweep();
        Assert.Equal(("released", 1m, true, true, "warning"), await ada.Result());
    }

    [Fact]
    public async Task A_late_report_opens_what_policy_cleared_and_a_void_score_revokes_its_credential_until_an_appeal_is_won()
    {
        var ada = await Ended(engine, flag: false);
        var credential = ada.Learner.Credential(Assert.NotNull(Assert.Single((await ada.Learner.Card(Reviewed.Exam)).Attempts).CredentialId));
        await ada.Report("serious");
        await engine.Sweep();
        Assert.Equal("looking", (await ada.Mine()).State);

        await ada.Find(Voided);
        var revoked = Assert.IsType<CredentialView>(await credential.Show());
        Assert.Equal(("revoked", engine.Now, "review"), (revoked.Standing, revoked.RevokedAt, revoked.RevokedFor));
        Assert.Null(await credential.Pdf());
        Assert.Equal(("voided", null, null, false, "scoreVoided"), await ada.Result());
        Assert.Equal(engine.Now, (await engine.Of<CredentialQueries>().Find(revoked.Id.ToString(), default))?.RevokedAt);

        await ada.Appeal(Cleared);
        var reinstated = Assert.IsType<CredentialView>(await credential.Show());
        Assert.Equal(("valid", null, null), (reinstated.Standing, reinstated.RevokedAt, reinstated.RevokedFor));
        Assert.Null((await engine.Of<CredentialQueries>().Find(revoked.Id.ToString(), default))?.RevokedAt);
        Assert.Equal(("released", 1m, true, true, "cleared"), await ada.Result());
        Assert.NotNull(await credential.Pdf());
    }

    [Fact]
    public async Task What_turns_up_while_reviewers_look_has_to_be_judged_by_those_who_had_concluded()
    {
        var ada = await Ended(engine, report: "serious");
        await ada.Conclude(Rita, "confirmed", Voided);

        await ada.Report("minor");
        await engine.Sweep();

        var view = (await ada.Review.View(Rita)).Ok();
        Assert.Equal((2, null), (view.Incidents.Length, Assert.Single(view.Opinions).Proposed));
        Assert.Equal(["judge", "conclude"], view.May);
    }

    [Fact]
    public async Task Nobody_gets_anything_of_a_review_that_is_not_theirs()
    {
        var ada = await Ended(engine, report: "serious");
        var eve = (await engine.Candidate()).Actor;
        var version = await engine.VersionOf(ada.Stream);

        foreach (var actor in (Actor[])[
            eve, ada.Learner.Actor, People.Grader, new("prudence", null, Roles.Proctor), new("both", ada.Learner.Id, Roles.Staff | Roles.Learner), new("none", null, Roles.None)])
        {
            (await ada.Review.View(actor)).Refused("review.none");
            (await ada.Review.Judge(actor, Guid.NewGuid(), "flag/1", "dismissed")).Refused("review.none");
            (await ada.Review.Conclude(actor, Guid.NewGuid(), Cleared, "Mine")).Refused("review.none");
            (await ada.Review.Find(actor, Guid.NewGuid(), Cleared, "Mine")).Refused("review.none");
            (await ada.Review.DecideAppeal(actor, Guid.NewGuid(), Cleared, "Mine")).Refused("review.none");
        }
        foreach (var actor in (Actor[])[eve, Rita, People.Grader])
        {
            (await ada.Review.Mine(actor)).Refused("review.none");
            (await ada.Review.Answer(actor, Guid.NewGuid(), "Mine")).Refused("review.none");
            (await ada.Review.Appeal(actor, Guid.NewGuid(), "Mine")).Refused("review.none");
        }
        (await ada.Review.Judge(Pat, Guid.NewGuid(), "flag/1", "dismissed")).Refused("review.not-independent");
        (await ada.Learner.Attempt.Result(eve)).Refused("attempt.unknown");
        Assert.Equal(version, await engine.VersionOf(ada.Stream));
    }

    [Fact]
    public async Task A_proctor_reviews_the_sessions_of_their_room_that_they_had_no_part_in()
    {
        var (rosa, quin) = (new Actor("rosa", null, Roles.Proctor), new Actor("quin", null, Roles.Proctor));
        var ada = await Sit(engine);
        var room = (await ada.Watch.View(Pat)).Ok().Room;
        (await engine.Grains.GetGrain<IRoomsGrain>($"e~{Reviewed.Exam}").Assign(People.Staff, new(Guid.NewGuid(), room, [rosa.Id, quin.Id]))).Ok();
        (await ada.Watch.Take(rosa, new(Guid.NewGuid(), ActKind.Warn, null, "behaviour", "Please look at the screen."))).Ok();
        await ada.Learner.Submit();
        await engine.Sweep();

        (await ada.Review.View(rosa)).Refused("review.none");
        (await ada.Review.Judge(rosa, Guid.NewGuid(), "flag/1", "dismissed")).Refused("review.none");
        Assert.Equal((room, "judge"), (await ada.Review.View(quin)).Ok() is var view ? (view.Room, view.May[0]) : default);
        Assert.Equal("settled", (await ada.Conclude(quin, "dismissed", Cleared)).State);
    }

    [Fact]
    public async Task Words_and_findings_that_are_none_are_refused()
    {
        var ada = await Ended(engine);

        (await ada.Review.Judge(Rita, Guid.NewGuid(), "flag/x", "dismissed")).Refused("review.subject-unknown");
        (await ada.Review.Judge(Rita, Guid.NewGuid(), "flag/9", "dismissed")).Refused("review.subject-unknown");
        (await ada.Review.Judge(Rita, Guid.NewGuid(), "flag/1", "maybe")).Refused("input.judgement");
        (await ada.Review.Judge(Rita, Guid.NewGuid(), "flag/1", "confirmed")).Ok();
        (await ada.Review.Conclude(Rita, Guid.NewGuid(), new("expelled"), "No such")).Refused("input.finding");
        (await ada.Review.Conclude(Rita, Guid.NewGuid(), new("barredUntil"), "No end")).Refused("input.finding");
        (await ada.Review.Conclude(Rita, Guid.NewGuid(), new("barredUntil", engine.Now), "No future")).Refused("review.bar-past");
        (await ada.Review.Conclude(Rita, Guid.NewGuid(), Warning, " ")).Refused("review.reason-missing");
        (await ada.Review.Conclude(Rita, Guid.NewGuid(), Warning, new('x', 10_001))).Refused("input.too-long");
    }

    [Fact]
    public async Task The_read_model_tells_judgements_once_they_are_concluded_and_counts_rules_from_them()
    {
        var ada = await Ended(engine, report: "minor");
        var queries = engine.Of<ReviewQueries>();
        var before = (await queries.Rules(Reviewed.Exam, default)).Sum(rule => rule.Judgements);
        (await ada.Review.Judge(Rita, Guid.NewGuid(), "flag/1", "dismissed")).Ok();
        Assert.Equal(before, (await queries.Rules(Reviewed.Exam, default)).Sum(rule => rule.Judgements));
        Assert.Equal(("looking", 2, 0), await Row(ada) is { } looking ? (looking.State, looking.Subjects, looking.Concluded) : default);

        (await ada.Review.Judge(Rita, Guid.NewGuid(), "incident/1", "dismissed")).Ok();
        (await ada.Review.Conclude(Rita, Guid.NewGuid(), Cleared, "Nothing.")).Ok();
        await engine.Sweep();

        Assert.Equal(before + 1, (await queries.Rules(Reviewed.Exam, default)).Sum(rule => rule.Judgements));
        Assert.Equal(("settled", "cleared", 1, engine.Now), await Row(ada) is { } row ? (row.State, row.Finding, row.Concluded, row.SettledAt ?? default) : default);
        Assert.Equal(("released", 1m, true, true, "cleared"), await ada.Result());
    }

    private Task<ReviewRow?> Row(Reviewed ada) => engine.Of<ReviewQueries>().Find(ada.Learner.SessionId.ToString(), default);
}

/// <summary>A review survives whatever ends.</summary>
public sealed class ReviewRecoveryTests
{
    [Fact]
    public async Task The_whole_story_with_every_grain_forgotten_between_two_steps_is_the_same()
    {
        await using var engine = new Engine();
        await engine.InitializeAsync();

        await ReviewStory.Tell(engine, async ada =>
        {
            await engine.Forget(ada.Review);
            await engine.Forget(ada.Learner.Attempt);
            await engine.Forget(ada.Learner.Learner);
        });
    }

    [Fact]
    public async Task The_whole_story_goes_on_PostgreSQL_as_well()
    {
        if (PostgresEngine.Server is not { } server)
        {
            Assert.Skip("This test needs PostgreSQL: run it by tests/run, or set EXAMENGINE_POSTGRES to what `tests/postgres start DIR` prints.");
            return;
        }
        await using var engine = new PostgresEngine(server);
        await engine.InitializeAsync();

        await ReviewStory.Tell(engine, ada => engine.Forget(ada.Review));
    }

    [Fact]
    public async Task A_silo_that_dies_with_a_review_in_it_delays_it_only()
    {
        await using var engine = new TwoSilos();
        await engine.InitializeAsync();
        var ada = await Sit(engine);
        await ada.Learner.Submit();
        await engine.SweepUntil(async () => await engine.VersionOf(ada.Stream) > 0);
        await ada.Conclude(Rita, "dismissed", Cleared);
        await engine.KillTheSiloOf(ada.Review);

        await engine.SweepUntil(async () => (await ada.Result()).State == "released");

        Assert.Equal(("released", 1m, true, true, "cleared"), await ada.Result());
    }
}
