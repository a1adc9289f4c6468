using ExamEngine.Contracts.Kernel;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;
using Grains.Tests.Harness;

namespace Grains.Tests.Learners;

public sealed class RosterTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task A_registration_is_on_the_roster_as_it_stands_now()
    {
        var ada = await engine.Candidate();
        await ada.Register("plain");
        await ada.Register("plain", closesIn: TimeSpan.FromDays(2), timeMultiplierPercent: 150);
        await ada.Register("linear");

        Assert.Equal(
            [Row(ada, "linear", "Ada Lovelace", "GB"), Row(ada, "plain", "Ada Lovelace", "GB") with { Closes = engine.Now.AddDays(2), TimeMultiplierPercent = 150 }],
            await engine.Of<EnrolmentQueries>().OfLearner(ada.Id, default));
    }

    [Fact]
    public async Task A_learner_with_a_new_name_has_it_on_every_roster()
    {
        var ada = await engine.Candidate();
        await ada.Register("plain");
        await ada.Register("linear");

        (await ada.Learner.Describe(Actor.System, new("Ada King", "FR"))).Ok();

        Assert.Equal([Row(ada, "linear", "Ada King", "FR"), Row(ada, "plain", "Ada King", "FR")], await engine.Of<EnrolmentQueries>().OfLearner(ada.Id, default));
    }

    [Fact]
    public async Task A_seat_in_a_window_is_on_the_roster_until_it_is_given_back()
    {
        var (ada, window) = (await engine.Candidate(), await Window.Plan(engine));
        await window.Take(150, ada);
        await engine.Sweep();

        var enrolment = Assert.Single(await engine.Of<EnrolmentQueries>().OfLearner(ada.Id, default));
        Assert.Equal(
            Row(ada, "plain", "Ada Lovelace", "GB") with { WindowId = window.Id, Opens = window.Opens, Closes = window.Closes, TimeMultiplierPercent = 150 },
            enrolment);

        await window.Release(ada);
        await engine.Sweep();
        Assert.Empty(await engine.Of<EnrolmentQueries>().OfLearner(ada.Id, default));
        Assert.DoesNotContain(await engine.Of<EnrolmentQueries>().Roster(["plain"], RosterOrder.Learner, null, 200, default), line => line.LearnerId == ada.Id);
    }

    [Fact]
    public async Task A_credential_is_on_the_list_of_its_program_and_of_its_learners_country()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        await ada.Save(ada.Pick(1, "a"), ada.Pick(2, "a"), ada.Write(3, "6"));
        await ada.Submit();
        await engine.Sweep();

        var credential = Assert.Single(await engine.Of<CredentialQueries>().OfLearner(ada.Id, default));

        Assert.Equal(("scm", "GB", "Ada Lovelace"), (credential.ProgramId, credential.Country, credential.Name));
    }

    private static EnrolmentRow Row(Candidate who, string exam, string name, string country) => new($"{exam}/{who.Id}", who.Id, exam, name, country, EnrolmentRow.Registered, null, null, null, 100, 0);
}
