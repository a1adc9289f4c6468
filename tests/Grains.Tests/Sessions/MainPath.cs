using System.Text;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Sessions;
using Grains.Tests.Harness;

namespace Grains.Tests.Sessions;

/// <summary>One learner's way from the registration to the credential, through an exam with every kind of item.</summary>
internal static class MainPath
{
    /// <param name="between">Done between every two steps: nothing it does may be noticed.</param>
    public static async Task Walk(Engine engine, Func<Candidate, Task> between)
    {
        var ada = await engine.Candidate();
        await between(ada);
        await ada.Register("every-kind", closesIn: TimeSpan.FromDays(1));
        await between(ada);
        Assert.Equal("needsRehearsal", (await ada.Card("every-kind")).Standing);
        await ada.Rehearse();
        await between(ada);

        var briefing = (await ada.Learner.Briefing(ada.Actor, "every-kind")).Ok();
        Assert.Equal("ready", briefing.Exam.Standing);
        Assert.Contains("<strong>everything</strong>", briefing.InstructionsHtml, StringComparison.Ordinal);
        Assert.Contains("I work alone.", briefing.HonourCodeHtml, StringComparison.Ordinal);
        Assert.Equal((5_000L, 600_000L), (briefing.GraceMs, briefing.LostTimeCapMs));

        var session = await ada.Begin("every-kind");
        await between(ada);
        Assert.Equal(("running", session), (await ada.Card("every-kind") is var open ? (open.Standing, open.SessionId ?? Guid.Empty) : default));
        var seated = (await ada.Session.Open(ada.Actor, ada.Device)).Ok();
        Assert.Equal(("seated", 0, false), (seated.State, seated.Items.Length, seated.Time.Running));
        await between(ada);

        var view = await ada.Start();
        await between(ada);
        Assert.Equal(("running", true, 6, 11m), (view.State, view.Holds, view.Items.Length, view.Points));
        Assert.Equal(["singleChoice", "multipleResponse", "numeric", "shortText", "essay", "numeric", "singleChoice"], view.Items.SelectMany(item => item.Fields).Select(field => field.Kind));

        var answers = ada.RightAnswers(view);
        foreach (var answer in answers)
        {
            engine.Advance(TimeSpan.FromSeconds(7));
            var ack = Assert.Single((await ada.Save(ada.Show(answer.Item), answer)).Acks[1..]);
            Assert.Equal((answer.CommandId, AckStatus.Saved, engine.Now), (ack.CommandId, ack.Status, ack.SavedAt));
            await between(ada);
        }
        await ada.Save(ada.Flag(5), ada.Note(5, "more?"));
        await between(ada);
        view = (await ada.Session.Open(ada.Actor, ada.Device)).Ok();
        Assert.Equal(answers.Length, view.Answers.Length);
        Assert.Equal([5], view.Flagged);
        Assert.Equal(("more?", ada.Seq), (view.Notes.Single().Text, view.LastSeq));

        var receipt = await ada.Submit();
        await between(ada);
        Assert.Equal((6, 6, "submitted"), (receipt.Items, receipt.Answered, receipt.State));
        Assert.Equal(receipt, (await ada.Session.Receipt(ada.Actor)).Ok(), SameFacts.Instance);

        await engine.Sweep();
        await between(ada);
        Assert.Equal("grading", Assert.Single((await ada.Card("every-kind")).Attempts).State);
        await Mark(engine, ada);
        await between(ada);
        await engine.Sweep();
        await between(ada);

        var card = await ada.Card("every-kind");
        var attempt = Assert.Single(card.Attempts);
        Assert.Equal(("passed", "released", true, 10m, 11m), (card.Standing, attempt.State, attempt.Passed, attempt.Score, attempt.MaxScore));
        var result = (await ada.Attempt.Result(ada.Actor)).Ok();
        Assert.Equal((10m, true, 0, attempt.CredentialId), (result.Score, result.Passed, result.Pending, result.CredentialId));
        Assert.Equal(["correct", "correct", "correct", "correct", "partial", "correct", "correct"], result.Fields.Select(field => field.Verdict));
        Assert.Contains(result.Fields, field => field.ExplanationHtml?.Contains("EXPLAINED", StringComparison.Ordinal) == true);
        await ShowsTheCredential(ada, Assert.NotNull(attempt.CredentialId));
    }

    private static async Task Mark(Engine engine, Candidate ada)
    {
        var waiting = Assert.Single((await ada.Attempt.ForMarking(People.Grader)).Ok().Responses);
        Assert.Equal((5, 4m, null), (waiting.Item, waiting.MaxPoints, waiting.Points));
        Assert.Contains("RUBRIC", waiting.RubricHtml, StringComparison.Ordinal);
        engine.Advance(TimeSpan.FromHours(1));
        (await ada.Attempt.Mark(People.Grader, new(Guid.NewGuid(), 5, waiting.Field, 3, "Say more about lead time."))).Ok();
    }

    private static async Task ShowsTheCredential(Candidate ada, Guid id)
    {
        var shown = Assert.IsType<CredentialView>(await ada.Credential(id).Show());
        Assert.Equal(
            ("Ada Lovelace", "Inventory and demand", "Supply Chain Management", "The Institute", "valid", "passed the exam"),
            (shown.Name, shown.Title, shown.ProgramTitle, shown.Issuer, shown.Standing, shown.Statement));
        Assert.Matches("^[0-9a-f]{64}$", shown.KeyFingerprint);
        var pdf = Assert.IsType<CredentialFile>(await ada.Credential(id).Pdf());
        Assert.StartsWith("%PDF-", Encoding.ASCII.GetString(pdf.Content.AsSpan()[..8]), StringComparison.Ordinal);
        Assert.Contains(id.ToString(), pdf.FileName, StringComparison.Ordinal);
    }
}
