using System.Text.Json;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Programs;
using Grains.Tests.Harness;

namespace Grains.Tests.Kernel;

/// <summary>Grains check the actor again: a mistake in a route opens nothing.</summary>
public sealed class AuthorizationTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task To_another_learner_a_session_does_not_exist()
    {
        var (ada, eve) = (await engine.Candidate(), await engine.Candidate());
        await ada.Sit("plain");
        var version = await engine.VersionOf(ada.SessionStream);

        foreach (var actor in (Actor[])[eve.Actor, People.Grader, People.Staff, new("none", null, Roles.Learner)])
        {
            var from = ada.From() with { Actor = actor };
            (await ada.Session.Open(actor, ada.Device)).Refused("session.unknown");
            (await ada.Session.Start(from)).Refused("session.unknown");
            (await ada.Session.Save(new(actor, ada.Device, [ada.Pick(1, "a")]))).Refused("session.unknown");
            (await ada.Session.EnterSection(from, 1)).Refused("session.unknown");
            (await ada.Session.TakeOver(from)).Refused("session.unknown");
            (await ada.Session.Submit(from, 0)).Refused("session.unknown");
            (await ada.Session.Presence(actor, ada.Device)).Refused("session.unknown");
            (await ada.Session.Receipt(actor)).Refused("session.unknown");
        }
        Assert.Equal(version, await engine.VersionOf(ada.SessionStream));
    }

    [Fact]
    public async Task To_another_learner_an_attempt_does_not_exist()
    {
        var (ada, eve) = (await engine.Candidate(), await engine.Candidate());
        await ada.Sit("plain");
        await ada.Submit();
        await engine.Sweep();

        (await ada.Attempt.Result(eve.Actor)).Refused("attempt.unknown");
        (await ada.Attempt.HandIn(eve.Actor, new(ada.SessionId, "", "", ""))).Refused("attempt.unknown");
        (await ada.Attempt.HandIn(People.Grader, new(ada.SessionId, "", "", ""))).Refused("attempt.unknown");
        (await ada.Attempt.Result(ada.Actor)).Ok();
        (await ada.Attempt.Result(People.Grader)).Ok();
    }

    [Fact]
    public async Task A_learner_sees_no_other_learners_record()
    {
        var (ada, eve) = (await engine.Candidate(), await engine.Candidate());
        await ada.Register("plain");

        (await ada.Learner.Home(eve.Actor)).Refused("learner.unknown-exam");
        (await ada.Learner.Briefing(eve.Actor, "plain")).Refused("learner.unknown-exam");
        (await ada.Learner.Begin(eve.Actor, Guid.NewGuid(), "plain", true)).Refused("learner.unknown-exam");
        (await ada.Learner.Begin(ada.Actor, Guid.NewGuid(), "no-such-exam", true)).Refused("learner.unknown-exam");
    }

    [Fact]
    public async Task A_learner_does_no_work_of_staff()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        await ada.Submit();
        await engine.Sweep();

        (await engine.Grains.GetGrain<IImportGrain>(0).Import(ada.Actor, Changed("plain"))).Refused("account.forbidden");
        (await engine.Grains.GetGrain<IImportGrain>(0).Import(ada.Actor, Changed("program"))).Refused("account.forbidden");
        (await engine.Grains.GetGrain<IExamGrain>("plain").Publish(ada.Actor, Changed("plain"))).Refused("account.forbidden");
        (await engine.Grains.GetGrain<IProgramGrain>("scm").Define(ada.Actor, Changed("program"))).Refused("account.forbidden");
        (await ada.Learner.Describe(ada.Actor, new("Queen Ada", "GB"))).Refused("account.forbidden");
        (await ada.Learner.Register(ada.Actor, new("linear", null, null))).Refused("account.forbidden");
        (await ada.Attempt.ForMarking(ada.Actor)).Refused("account.forbidden");
        (await ada.Attempt.Mark(ada.Actor, new(Guid.NewGuid(), 1, "answer", 1, ""))).Refused("account.forbidden");
        var order = new IssueCredential(ada.SessionId, ada.Id, "Ada", "plain", "Plain", "", "en", 100, engine.Now, false, "", "AM");
        (await engine.Grains.GetGrain<ICredentialGrain>(Guid.NewGuid()).Issue(ada.Actor, order)).Refused("account.forbidden");
        (await engine.Grains.GetGrain<ICredentialGrain>(Guid.NewGuid()).Issue(People.Staff, order)).Refused("account.forbidden");
    }

    [Fact]
    public async Task What_a_browser_gets_of_a_session_holds_no_key_no_rubric_and_no_explanation()
    {
        var ada = await engine.Candidate();
        await ada.Rehearse();
        var view = await ada.Sit("every-kind");
        var doubled = 2 * int.Parse(System.Text.RegularExpressions.Regex.Match(view.Items[2].Html, @"\d+").Value, System.Globalization.CultureInfo.InvariantCulture);

        var json = JsonSerializer.Serialize(view.Items) + JsonSerializer.Serialize(view.Sections);

        foreach (var secret in (string[])["RUBRIC", "EXPLAINED", "keeping unit", "stock.*", $"{doubled} ", $"\"{doubled}\"", "correct", "fraction", "tolerance", "explanation", "rubric", "\"key"])
            Assert.DoesNotContain(secret, json, StringComparison.OrdinalIgnoreCase);
    }

    private static AuthoringFile Changed(string name)
    {
        var file = Engine.Fixture(name);
        return file with { Yaml = file.Yaml + "\n# changed\n" };
    }
}
