using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Sessions;
using ExamEngine.Grains.Sessions;
using ExamEngine.Storage.Journal;
using Grains.Tests.Harness;

namespace Grains.Tests.Kernel;

/// <summary>State moves only over what is stored, whoever stored it.</summary>
public sealed class FencingTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task A_write_behind_the_grains_back_ends_the_activation_and_the_retry_answers_right()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        await ada.Save(ada.Pick(1, "b"));
        var version = await engine.VersionOf(ada.SessionStream);
        var behind = new SessionEvent.AnswerSaved(Guid.NewGuid(), 50, 2, "answer", new ExamEngine.Core.Definitions.ResponseValue.Choices(["a"])) { At = engine.Now };
        Assert.IsType<AppendResult.Committed>(await engine.Journal.Append(new(ada.SessionStream, version, [SessionJournal.Codec.Encode(behind, "twin")])));
        var gone = engine.Cluster.WaitForDeactivationAsync(ada.Session);
        var answer = ada.Pick(1, "a");

        await Assert.ThrowsAsync<UnavailableException>(() => ada.TrySave(answer));
        await gone.WaitAsync(TimeSpan.FromSeconds(20));
        var ack = Assert.Single((await ada.Save(answer)).Acks);

        Assert.Equal((AckStatus.Saved, version + 2), (ack.Status, ack.Version));
        var view = (await ada.Session.Open(ada.Actor, ada.Device)).Ok();
        Assert.Equal([(1, "a"), (2, "a")], view.Answers.Select(saved => (saved.Item, saved.Value.Choices?.Single())));
    }

    [Fact]
    public async Task While_the_journal_takes_nothing_nothing_changes_and_then_all_goes_on()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        await ada.Save(ada.Pick(1, "a"));
        var version = await engine.VersionOf(ada.SessionStream);
        var answer = ada.Pick(2, "a");
        engine.Faults.Break(ada.SessionStream, Fault.Refuse);

        await Assert.ThrowsAsync<UnavailableException>(() => ada.TrySave(answer));
        await Assert.ThrowsAsync<UnavailableException>(() => ada.Session.Submit(ada.From(), lastSeq: 1));
        var view = (await ada.Session.Open(ada.Actor, ada.Device)).Ok();

        Assert.Equal(("running", 1L), (view.State, view.LastSeq));
        Assert.Equal(version, await engine.VersionOf(ada.SessionStream));
        engine.Faults.Mend();
        Assert.Equal(AckStatus.Saved, Assert.Single((await ada.Save(answer)).Acks).Status);
        Assert.Equal("submitted", (await ada.Submit()).State);
    }

    [Fact]
    public async Task What_was_stored_without_an_answer_is_found_by_asking_again()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        var answer = ada.Pick(1, "a");
        engine.Faults.Break(ada.SessionStream, Fault.LoseAnswer);
        await Assert.ThrowsAsync<UnavailableException>(() => ada.TrySave(answer));
        var version = await engine.VersionOf(ada.SessionStream);

        Assert.Equal((AckStatus.Saved, version), Assert.Single((await ada.Save(answer)).Acks) is var ack ? (ack.Status, ack.Version) : default);

        var submit = Guid.NewGuid();
        await Assert.ThrowsAsync<UnavailableException>(() => ada.Submit(submit));
        Assert.Equal("submitted", (await ada.Submit(submit)).State);
        Assert.Equal(version + 1, await engine.VersionOf(ada.SessionStream));
    }

    [Fact]
    public async Task A_seat_that_could_not_be_written_is_taken_by_whoever_looks_next()
    {
        var ada = await engine.Candidate();
        await ada.Register("plain");
        var command = Guid.NewGuid();
        engine.Faults.BreakWhere(append => append.Stream.StartsWith("session/", StringComparison.Ordinal), Fault.Refuse);
        await Assert.ThrowsAsync<UnavailableException>(() => ada.Begin("plain", command));
        engine.Faults.Mend();

        var card = await ada.Card("plain");

        var session = Assert.NotNull(card.SessionId);
        Assert.Equal("seated", (await engine.Grains.GetGrain<ISessionGrain>(session).Status()).State);
        Assert.Equal(session, await ada.Begin("plain", command));
        Assert.Equal(1, (await ada.Card("plain")).AttemptsUsed);
    }

    [Fact]
    public async Task An_outage_while_reading_is_told_as_one()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        await ada.Submit();
        await engine.Forget(ada.Session);
        engine.Faults.BreakReads(ada.SessionStream);

        await Assert.ThrowsAsync<UnavailableException>(() => ada.Attempt.Result(ada.Actor));
        await Assert.ThrowsAsync<UnavailableException>(() => ada.Session.Receipt(ada.Actor));
        engine.Faults.Mend();

        Assert.Equal("submitted", (await ada.Session.Receipt(ada.Actor)).Ok().State);
        Assert.Equal("released", (await ada.Attempt.Result(ada.Actor)).Ok().State);
    }
}
