using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Core.Grading;
using ExamEngine.Grains.Grading;
using ExamEngine.Storage.Journal;
using Grains.Tests.Harness;

namespace Grains.Tests.Grading;

public sealed class MarkingTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task A_response_for_a_person_keeps_the_attempt_in_grading_until_it_is_marked()
    {
        var ada = await Submitted();

        Assert.Equal(("grading", null, null), Result(await ada.Attempt.Result(ada.Actor)));
        Assert.Equal("grading", Assert.Single((await ada.Card("every-kind")).Attempts).State);
        var marked = (await ada.Attempt.Mark(People.Grader, Mark(2))).Ok();

        Assert.Equal(("released", 2m), (marked.State, Assert.Single(marked.Responses).Points));
        Assert.Equal(("released", 9m, true), Result(await ada.Attempt.Result(ada.Actor)));
    }

    [Fact]
    public async Task Nobody_marks_their_own_attempt_or_reads_its_key_as_a_grader()
    {
        var ada = await Submitted();
        var both = ada.Actor with { Roles = Roles.Learner | Roles.Grader };

        (await ada.Attempt.Mark(both, Mark(4))).Refused("attempt.unknown");
        (await ada.Attempt.ForMarking(both)).Refused("attempt.unknown");

        Assert.Empty((await ada.Attempt.Result(both)).Ok().Fields);
    }

    [Theory]
    [InlineData(-0.5)]
    [InlineData(4.5)]
    public async Task Points_lie_between_nothing_and_what_the_field_is_worth(double points)
    {
        var ada = await Submitted();

        (await ada.Attempt.Mark(People.Grader, Mark((decimal)points))).Refused("input.mark");
        (await ada.Attempt.Mark(People.Grader, Mark(1) with { Comment = new('x', 5_001) })).Refused("input.mark");
        (await ada.Attempt.Mark(People.Grader, Mark(1) with { Item = 1 })).Refused("attempt.nothing-to-mark");
        Assert.Null(Assert.Single((await ada.Attempt.ForMarking(People.Grader)).Ok().Responses).Points);
    }

    [Fact]
    public async Task After_the_release_a_mark_no_longer_changes()
    {
        var ada = await Submitted();
        var mark = Mark(4);
        (await ada.Attempt.Mark(People.Grader, mark)).Ok();
        var version = await engine.VersionOf($"attempt/{ada.SessionId}");

        (await ada.Attempt.Mark(People.Grader, Mark(0))).Refused("attempt.released");
        (await ada.Attempt.Mark(People.Grader, mark)).Ok();

        Assert.Equal(version, await engine.VersionOf($"attempt/{ada.SessionId}"));
    }

    [Fact]
    public async Task A_second_mark_replaces_the_first_and_a_late_repeat_of_the_first_changes_nothing()
    {
        var ada = await engine.Candidate();
        await ada.Sit("two-essays");
        await ada.Save(ada.Write(1, "One."), ada.Write(2, "Two."));
        await ada.Submit();
        await engine.Sweep();
        var first = Mark(1) with { Item = 1 };
        (await ada.Attempt.Mark(People.Grader, first)).Ok();
        (await ada.Attempt.Mark(People.Grader, Mark(2) with { Item = 1 })).Ok();

        (await ada.Attempt.Mark(People.Grader, first)).Ok();

        var responses = (await ada.Attempt.ForMarking(People.Grader)).Ok().Responses;
        Assert.Equal([2m, null], responses.Select(response => response.Points));
        (await ada.Attempt.Mark(People.Grader, Mark(2) with { Item = 2 })).Ok();
        Assert.Equal(("released", 4m, true), Result(await ada.Attempt.Result(ada.Actor)));
    }

    [Fact]
    public async Task A_text_that_takes_too_long_to_compare_is_marked_by_a_person()
    {
        var ada = await engine.Candidate();
        await ada.Sit("slow-pattern");
        await ada.Save(ada.Write(1, new string('a', 200)));
        await ada.Submit();
        await engine.Sweep();
        Assert.Equal(("grading", null, null), Result(await ada.Attempt.Result(ada.Actor)));

        var waiting = Assert.Single((await ada.Attempt.ForMarking(People.Grader)).Ok().Responses);
        Assert.Contains(@"<code>100 %  (?=a)(a+)+\1b", waiting.RubricHtml, StringComparison.Ordinal);
        Assert.Null(waiting.Points);
        (await ada.Attempt.Mark(People.Grader, Mark(3) with { Item = 1, Field = waiting.Field })).Ok();

        Assert.Equal(("released", 3m, true), Result(await ada.Attempt.Result(ada.Actor)));
        Assert.Equal(3m, Assert.Single((await ada.Attempt.ForMarking(People.Grader)).Ok().Responses).Points);
    }

    [Fact]
    public async Task A_grade_that_waits_for_nothing_any_more_is_made_anew_when_a_grader_looks()
    {
        var ada = await engine.Candidate();
        await ada.Sit("timed");
        await ada.Submit();
        var waiting = new AttemptEvent.Graded(ada.Id, "timed", 1, engine.Now, 0, 1, Pending: 1, null) { At = engine.Now };
        Assert.IsType<AppendResult.Committed>(await engine.Journal.Append(new(AttemptJournal.StreamOf(ada.SessionId), 0, [AttemptJournal.Codec.Encode(waiting, "test")])));
        Assert.Equal("grading", (await ada.Attempt.Result(ada.Actor)).Ok().State);

        var view = (await ada.Attempt.ForMarking(People.Grader)).Ok();

        Assert.Equal(("released", 0), (view.State, view.Responses.Length));
        Assert.Equal(false, (await ada.Attempt.Result(ada.Actor)).Ok().Passed);
    }

    [Fact]
    public async Task What_was_released_stands_when_a_comparison_takes_too_long_later()
    {
        var ada = await engine.Candidate();
        await ada.Sit("slow-pattern");
        await ada.Save(ada.Write(1, new string('a', 200)));
        await ada.Submit();
        var told = new AttemptEvent.Graded(ada.Id, "slow-pattern", 1, engine.Now, 2, 4, Pending: 0, Passed: true) { At = engine.Now };
        var released = new AttemptEvent.Released(null) { At = engine.Now };
        Assert.IsType<AppendResult.Committed>(await engine.Journal.Append(new(
            AttemptJournal.StreamOf(ada.SessionId), 0, [AttemptJournal.Codec.Encode(told, "test"), AttemptJournal.Codec.Encode(released, "test")])));

        Assert.Equal(("released", 2m, true), Result(await ada.Attempt.Result(ada.Actor)));
    }

    [Fact]
    public async Task A_grade_that_waits_for_its_window_is_released_when_it_closes()
    {
        var ada = await engine.Candidate();
        await ada.Sit("after-window", closesIn: TimeSpan.FromHours(3));
        await ada.Save(ada.Pick(1, "a"), ada.Write(2, "two"));
        await ada.Submit();
        await engine.Sweep();
        var held = Assert.Single((await ada.Card("after-window")).Attempts);
        Assert.Equal(("held", null, null, null), (held.State, held.Passed, held.Score, held.CredentialId));
        Assert.Equal(("held", null, null), Result(await ada.Attempt.Result(ada.Actor)));
        await engine.Forget(ada.Attempt);

        engine.Advance(TimeSpan.FromHours(3));
        await engine.Sweep();

        var released = Assert.Single((await ada.Card("after-window")).Attempts);
        Assert.Equal(("released", true, 2m), (released.State, released.Passed, released.Score));
        Assert.NotNull(await ada.Credential(Assert.NotNull(released.CredentialId)).Show());
    }

    private async Task<Candidate> Submitted()
    {
        var ada = await engine.Candidate();
        await ada.Rehearse();
        await ada.Save(ada.RightAnswers(await ada.Sit("every-kind")));
        await ada.Submit();
        await engine.Sweep();
        return ada;
    }

    private static MarkResponse Mark(decimal points) => new(Guid.NewGuid(), 5, "answer", points, "");

    private static (string State, decimal? Score, bool? Passed) Result(Reply<ResultView> reply) => reply.Ok() is var result ? (result.State, result.Score, result.Passed) : default;
}
