using ExamEngine.Contracts.Sessions;
using Grains.Tests.Harness;

namespace Grains.Tests.Sessions;

/// <summary>What the agenda does when nothing else is left of a session but its stream.</summary>
public sealed class CrashedDeadlineTests
{
    [Fact]
    public async Task After_the_silo_died_a_fresh_one_closes_the_session_and_grades_its_answers()
    {
        await using var engine = new TwoSilos();
        await engine.InitializeAsync();
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        await ada.Save(ada.Pick(1, "a"), ada.Pick(2, "a"), ada.Write(3, "7"));
        var deadline = engine.Now + TimeSpan.FromMinutes(60);
        await engine.KillTheSiloOf(ada.Session);

        engine.Advance(TimeSpan.FromHours(9));
        await engine.Sweep();

        Assert.Equal(new SessionStatus("expired", deadline), await ada.Session.Status());
        var attempt = Assert.Single((await ada.Card("plain")).Attempts);
        Assert.Equal(("released", deadline, 3m), (attempt.State, attempt.EndedAt, attempt.Score));
        Assert.NotNull(attempt.CredentialId);
    }
}
