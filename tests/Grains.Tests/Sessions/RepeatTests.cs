using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Sessions;
using Grains.Tests.Harness;

namespace Grains.Tests.Sessions;

/// <summary>A browser that heard nothing asks again: the same command, the same answer, nothing new in the journal.</summary>
public sealed class RepeatTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task Every_command_of_a_session_can_be_repeated()
    {
        var ada = await engine.Candidate();
        await ada.Register("timed");
        var begin = Guid.NewGuid();
        var session = await ada.Begin("timed", begin);
        await Twice(ada, from => ada.Session.Start(from), "running");
        var answer = ada.Pick(1, "a");
        await TwiceSaved(ada, answer, ada.Flag(1), ada.Note(1, "hm"), ada.Show(1));
        await Twice(ada, from => ada.Session.EnterSection(from, 1), "running");
        ada.Device = Guid.NewGuid();
        await Twice(ada, from => ada.Session.TakeOver(from), "running");
        await Twice(ada, from => ada.Session.Submit(from, 0));

        Assert.Equal(session, (await ada.Learner.Begin(ada.Actor, begin, "timed", true)).Ok().SessionId);
        Assert.Equal(AckStatus.Saved, Assert.Single((await ada.Save(answer)).Acks).Status);
    }

    [Fact]
    public async Task A_repeat_is_answered_after_the_grain_was_forgotten()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        var answer = ada.Pick(1, "a");
        var first = await ada.Save(answer);
        await engine.Forget(ada.Session);

        Assert.Equal(first.Acks, (await ada.Save(answer)).Acks);
    }

    [Fact]
    public async Task An_entry_that_was_overtaken_is_told_so()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        var (older, newer) = (ada.Pick(1, "a"), ada.Pick(1, "b"));
        await ada.Save(newer);
        var version = await engine.VersionOf(ada.SessionStream);

        Assert.Equal(AckStatus.Superseded, Assert.Single((await ada.Save(older)).Acks).Status);

        Assert.Equal(version, await engine.VersionOf(ada.SessionStream));
        Assert.Equal("b", Assert.Single((await ada.Session.Open(ada.Actor, ada.Device)).Ok().Answers).Value.Choices?.Single());
    }

    [Fact]
    public async Task One_bad_entry_does_not_cost_the_others()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");

        var saved = await ada.Save(ada.Pick(1, "a"), ada.Pick(2, "z"), ada.Pick(99, "a"), ada.Write(3, "7"));

        Assert.Equal([AckStatus.Saved, AckStatus.Refused, AckStatus.Refused, AckStatus.Saved], saved.Acks.Select(ack => ack.Status));
        Assert.All(saved.Acks.Where(ack => ack.Status == AckStatus.Refused), ack => Assert.NotNull(ack.Problem));
    }

    [Fact]
    public async Task In_a_linear_exam_an_item_that_was_left_is_closed()
    {
        var ada = await engine.Candidate();
        await ada.Sit("linear");
        await ada.Save(ada.Pick(1, "a"), ada.Show(2));

        Assert.Equal("session.item-closed", Assert.Single((await ada.Save(ada.Pick(1, "b"))).Acks).Problem?.Code);
        Assert.True((await ada.Session.Open(ada.Actor, ada.Device)).Ok().Items[0].Closed);
    }

    [Fact]
    public async Task A_registration_and_a_name_given_again_change_nothing()
    {
        var ada = await engine.Candidate();
        var closes = engine.Now + TimeSpan.FromHours(1) + TimeSpan.FromTicks(7);
        (await ada.Learner.Register(Actor.System, new("plain", null, closes))).Ok();
        var version = await engine.VersionOf($"learner/{ada.Id}");

        (await ada.Learner.Register(Actor.System, new("plain", null, closes))).Ok();
        (await ada.Learner.Describe(Actor.System, new("Ada Lovelace", "GB"))).Ok();

        Assert.Equal(version, await engine.VersionOf($"learner/{ada.Id}"));
    }

    [Fact]
    public async Task A_window_counts_in_whole_milliseconds_as_all_time_does()
    {
        var ada = await engine.Candidate();
        var closes = engine.Now + TimeSpan.FromMinutes(20);
        (await ada.Learner.Register(Actor.System, new("plain", null, closes + TimeSpan.FromTicks(9_999)))).Ok();
        await ada.Begin("plain");
        await ada.Start();

        Assert.Equal(closes, (await ada.Card("plain")).Closes);
        Assert.Equal(closes, (await ada.Session.Presence(ada.Actor, ada.Device)).Ok().Deadline);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("program")]
    public async Task The_same_file_imported_again_publishes_nothing(string name)
    {
        var stream = name == "program" ? "program/scm" : $"exam/{name}";
        var version = await engine.VersionOf(stream);

        var done = (await engine.Grains.GetGrain<ExamEngine.Contracts.Definitions.IImportGrain>(0).Import(Actor.System, Engine.Fixture(name))).Ok();

        Assert.Equal(version, await engine.VersionOf(stream));
        Assert.Equal(name == "plain", done.Summary.EndsWith("unchanged.", StringComparison.Ordinal));
    }

    private async Task Twice(Candidate ada, Func<FromDevice, Task<Reply<SessionView>>> act, string state)
    {
        var from = ada.From();
        var first = (await act(from)).Ok();
        var version = await engine.VersionOf(ada.SessionStream);
        Assert.Equal(state, first.State);
        Assert.Equal(first, (await act(from)).Ok(), SameFacts.Instance);
        Assert.Equal(version, await engine.VersionOf(ada.SessionStream));
    }

    private async Task Twice(Candidate ada, Func<FromDevice, Task<Reply<Receipt>>> act)
    {
        var from = ada.From();
        var first = (await act(from)).Ok();
        var version = await engine.VersionOf(ada.SessionStream);
        Assert.Equal(first, (await act(from)).Ok(), SameFacts.Instance);
        Assert.Equal(version, await engine.VersionOf(ada.SessionStream));
    }

    private async Task TwiceSaved(Candidate ada, params Entry[] entries)
    {
        var first = await ada.Save(entries);
        var version = await engine.VersionOf(ada.SessionStream);
        Assert.All(first.Acks, ack => Assert.Equal(AckStatus.Saved, ack.Status));
        Assert.Equal(first.Acks.Select(ack => (ack.CommandId, ack.Status)), (await ada.Save(entries)).Acks.Select(ack => (ack.CommandId, ack.Status)));
        Assert.Equal(version, await engine.VersionOf(ada.SessionStream));
    }
}
