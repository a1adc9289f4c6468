using Grains.Tests.Harness;

namespace Grains.Tests.Grading;

/// <summary>A learner who looks at the result before its turn on the agenda has come.</summary>
public sealed class PromptResultTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task Whoever_asks_first_is_graded_at_once_and_the_duty_is_off_the_agenda()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        await ada.Submit();

        Assert.Equal("released", (await ada.Attempt.Result(ada.Actor)).Ok().State);
        var version = await engine.VersionOf($"attempt/{ada.SessionId}");
        Assert.Null(engine.Agenda.Find($"grade/{ada.SessionId}"));
        // A silo that had it on its way carries it out all the same.
        await ada.Attempt.Carry("grade");
        await engine.Sweep();

        Assert.Equal(version, await engine.VersionOf($"attempt/{ada.SessionId}"));
        Assert.Equal("released", Assert.Single((await ada.Card("plain")).Attempts).State);
    }

    [Fact]
    public async Task A_stranger_who_asks_has_nothing_graded()
    {
        var (ada, eve) = (await engine.Candidate(), await engine.Candidate());
        await ada.Sit("plain");
        await ada.Submit();

        (await ada.Attempt.Result(eve.Actor)).Refused("attempt.unknown");

        Assert.Equal(0, await engine.VersionOf($"attempt/{ada.SessionId}"));
    }

    [Fact]
    public async Task Nobody_is_graded_before_the_session_has_ended()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");

        (await ada.Attempt.Result(ada.Actor)).Refused("attempt.unknown");

        Assert.Equal(0, await engine.VersionOf($"attempt/{ada.SessionId}"));
    }
}
