using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Grains.Hosting;
using Grains.Tests.Harness;

namespace Grains.Tests.Sessions;

public sealed class MainPathTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task From_the_registration_to_the_credential()
    {
        await MainPath.Walk(engine, _ => Task.CompletedTask);
    }

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

    [Fact]
    public async Task Two_clicks_at_once_begin_one_session()
    {
        var ada = await engine.Candidate();
        await ada.Register("plain");

        var begun = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ada.Learner.Begin(ada.Actor, Guid.NewGuid(), "plain", true)));

        Assert.Single(begun.Select(reply => reply.Ok().SessionId).Distinct());
    }

    [Fact]
    public async Task The_receipt_is_signed_and_lists_what_is_stored()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        await ada.Save(ada.Pick(1, "a"), ada.Write(3, "6"));
        await ada.Save(ada.Write(3, "7"), ada.Pick(2, "b"), new Entry.Answer(Guid.NewGuid(), 99, 2, "answer", new(null, null)));

        var receipt = (await ada.Session.Submit(ada.From(), 99)).Ok();

        Assert.Equal(("submitted", "learner", 3, 2), (receipt.State, receipt.EndedBy, receipt.Items, receipt.Answered));
        Assert.Equal([(1, "a"), (2, null), (3, "7")], receipt.Answers.Select(answer => (answer.Item, answer.Value.Text ?? answer.Value.Choices?.Single())));
        var signed = Verified(receipt.Signature);
        Assert.Equal(ada.SessionId, signed.GetProperty("sessionId").GetGuid());
        Assert.Equal(receipt.EndedAt, signed.GetProperty("endedAt").GetDateTimeOffset());
        Assert.Equal("7", signed.GetProperty("answers")[2].GetProperty("value").GetProperty("text").GetString());
        Assert.Equal(receipt.Answers.Length, signed.GetProperty("answers").GetArrayLength());
    }

    [Fact]
    public async Task A_score_below_the_cut_is_released_and_earns_no_credential()
    {
        var ada = await engine.Candidate();
        await ada.Sit("plain");
        await ada.Save(ada.Pick(1, "a"), ada.Pick(2, "b"));
        await ada.Submit();
        await engine.Sweep();

        var card = await ada.Card("plain");
        var attempt = Assert.Single(card.Attempts);
        Assert.Equal(("released", false, 1m, 3m, null), (attempt.State, attempt.Passed, attempt.Score, attempt.MaxScore, attempt.CredentialId));
        Assert.Equal("ready", card.Standing);
    }

    [Fact]
    public async Task A_rehearsal_passed_earns_no_credential()
    {
        var ada = await engine.Candidate();
        await ada.Rehearse();

        var attempt = Assert.Single((await ada.Card("rehearsal")).Attempts);

        Assert.Equal(("released", true, null), (attempt.State, attempt.Passed, attempt.CredentialId));
    }

    [Fact]
    public async Task The_home_page_tells_every_reason_why_not()
    {
        var ada = await engine.Candidate();
        Assert.Empty((await ada.Learner.Home(ada.Actor)).Ok().Programs);
        await ada.Register("every-kind", opensIn: TimeSpan.FromHours(1), closesIn: TimeSpan.FromHours(2));

        var card = await ada.Card("every-kind");

        Assert.Equal(("notYet", "sc1x", 2, 0), (card.Standing, card.CourseId, card.AttemptsAllowed, card.AttemptsUsed));
        Assert.Equal(["learner.window-not-open", "learner.rehearsal-needed"], card.Reasons.Select(reason => reason.Code));
        Assert.Equal("notRegistered", (await ada.Card("linear")).Standing);
        var begun = await ada.Learner.Begin(ada.Actor, Guid.NewGuid(), "every-kind", true);
        Assert.Equal(card.Reasons, begun.Problems);
    }

    [Fact]
    public async Task An_exam_with_an_honour_code_begins_when_it_is_accepted()
    {
        var ada = await engine.Candidate();
        await ada.Rehearse();
        await ada.Register("every-kind");

        (await ada.Learner.Begin(ada.Actor, Guid.NewGuid(), "every-kind", honourCodeAccepted: false)).Refused("learner.honour-code");
        await ada.Begin("every-kind");
    }

    private JsonElement Verified(string jws)
    {
        var parts = jws.Split('.');
        Assert.Equal(3, parts.Length);
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(engine.Of<GrainOptions>().KeysDirectory, "receipts.pem")));
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
        return JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
    }
}
