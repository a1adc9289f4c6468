using ExamEngine.Contracts.Sessions;
using Grains.Tests.Harness;

namespace Grains.Tests.Grading;

public sealed class HandInTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task Unsent_answers_that_come_by_file_are_laid_over_older_ones_only()
    {
        var (ada, key) = await Expired(async ada => await ada.Save(ada.Pick(1, "b")));
        var newer = ada.Pick(1, "a");
        var stale = new Entry.Answer(Guid.NewGuid(), 1, 1, "answer", new(["b"], null));
        var file = HandInFiles.Seal(ada.SessionId, key, stale, newer, ada.Write(2, "two"), ada.Flag(2), ada.Pick(9, "a"));

        var handed = (await ada.Attempt.HandIn(ada.Actor, file)).Ok();

        Assert.Equal((2, 1), (handed.Taken, handed.AlreadyThere));
        Assert.Equal(2m, (await ada.Attempt.Summary())?.Points);
        var version = await engine.VersionOf($"attempt/{ada.SessionId}");
        await engine.Forget(ada.Attempt);
        var again = (await ada.Attempt.HandIn(ada.Actor, file)).Ok();
        Assert.Equal((0, 3), (again.Taken, again.AlreadyThere));
        Assert.Equal(version, await engine.VersionOf($"attempt/{ada.SessionId}"));
    }

    [Fact]
    public async Task A_file_handed_in_before_the_grading_is_graded_with_the_rest()
    {
        var (ada, key) = await Expired(_ => Task.CompletedTask, sweepAfter: false);

        Assert.Equal(1, (await ada.Attempt.HandIn(ada.Actor, HandInFiles.Seal(ada.SessionId, key, ada.Pick(1, "a")))).Ok().Taken);
        await engine.Sweep();

        Assert.Equal(1m, (await ada.Attempt.Summary())?.Points);
    }

    [Fact]
    public async Task Staff_may_bring_the_file_for_the_learner()
    {
        var (ada, key) = await Expired(_ => Task.CompletedTask);

        Assert.Equal(1, (await ada.Attempt.HandIn(People.Staff, HandInFiles.Seal(ada.SessionId, key, ada.Pick(1, "a")))).Ok().Taken);
    }

    [Fact]
    public async Task A_file_that_was_changed_or_made_for_another_session_is_refused()
    {
        var (ada, key) = await Expired(_ => Task.CompletedTask);
        var file = HandInFiles.Seal(ada.SessionId, key, ada.Pick(1, "a"));

        (await ada.Attempt.HandIn(ada.Actor, file.Tampered())).Refused("input.hand-in");
        (await ada.Attempt.HandIn(ada.Actor, HandInFiles.Seal(Guid.NewGuid(), key, ada.Pick(1, "a")))).Refused("input.hand-in");
        (await ada.Attempt.HandIn(ada.Actor, file with { EphemeralKey = "not base64!" })).Refused("input.hand-in");
        (await ada.Attempt.HandIn(ada.Actor, file with { Nonce = "" })).Refused("input.hand-in");
        Assert.Equal(1, (await ada.Attempt.HandIn(ada.Actor, file)).Ok().Taken);
    }

    [Fact]
    public async Task A_file_that_comes_too_late_is_refused()
    {
        var (ada, key) = await Expired(_ => Task.CompletedTask, closesIn: TimeSpan.FromDays(3));
        engine.Advance(TimeSpan.FromHours(24));

        (await ada.Attempt.HandIn(ada.Actor, HandInFiles.Seal(ada.SessionId, key, ada.Pick(1, "a")))).Refused("attempt.hand-in-closed");
    }

    [Fact]
    public async Task A_file_that_comes_after_the_release_is_refused()
    {
        var ada = await engine.Candidate();
        var key = Assert.IsType<string>((await ada.Sit("after-window", closesIn: TimeSpan.FromHours(2))).HandInKey);
        await ada.Submit();
        engine.Advance(TimeSpan.FromHours(2));
        await engine.Sweep();
        Assert.True((await ada.Attempt.Summary())?.Released);

        (await ada.Attempt.HandIn(ada.Actor, HandInFiles.Seal(ada.SessionId, key, ada.Pick(1, "a")))).Refused("attempt.hand-in-closed");
    }

    [Fact]
    public async Task An_expired_attempt_is_released_when_no_file_can_come_any_more()
    {
        var (ada, _) = await Expired(_ => Task.CompletedTask, closesIn: TimeSpan.FromHours(2));
        engine.Advance(TimeSpan.FromHours(23));
        await engine.Sweep();
        Assert.False((await ada.Attempt.Summary())?.Released);

        engine.Advance(TimeSpan.FromHours(1));
        await engine.Sweep();

        Assert.True((await ada.Attempt.Summary())?.Released);
    }

    [Fact]
    public async Task An_exam_that_takes_no_files_gives_no_key_and_refuses_them()
    {
        var ada = await engine.Candidate();
        var key = (await ada.Sit("after-window", TimeSpan.FromDays(1))).HandInKey;
        var eve = await engine.Candidate();
        Assert.Null((await eve.Sit("plain")).HandInKey);
        await eve.Submit();

        (await eve.Attempt.HandIn(eve.Actor, HandInFiles.Seal(eve.SessionId, Assert.IsType<string>(key), eve.Pick(1, "a")))).Refused("attempt.hand-in-closed");
    }

    private async Task<(Candidate Ada, string Key)> Expired(Func<Candidate, Task> work, bool sweepAfter = true, TimeSpan? closesIn = null)
    {
        var ada = await engine.Candidate();
        var view = await ada.Sit("after-window", closesIn ?? TimeSpan.FromDays(2));
        await work(ada);
        engine.Advance(TimeSpan.FromMinutes(20) + TimeSpan.FromSeconds(5));
        await ada.Session.Carry("deadline");
        if (sweepAfter)
            await engine.Sweep();
        return (ada, Assert.IsType<string>(view.HandInKey));
    }
}
