using Grains.Tests.Harness;

namespace Grains.Tests.Sessions;

public sealed class MainPathTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task A_second_click_on_begin_answers_with_the_same_session()
    {
        var ada = await engine.Candidate();
        await ada.Register("plain");
        var command = Guid.NewGuid();

        var first = await ada.Begin("plain", command);

        Assert.Equal(first, await ada.Begin("plain", command));
        Assert.Equal(first, await ada.Begin("plain", Guid.NewGuid()));
        Assert.Equal(1, (await ada.Card("plain")).AttemptsUsed);
    }
}
