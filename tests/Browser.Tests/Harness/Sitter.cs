using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Sessions;

namespace Browser.Tests.Harness;

/// <summary>A learner who sits an exam without proctors and without a browser, as their page would.</summary>
internal static class Sitter
{
    /// <summary>Answers the first items of <c>small.yaml</c> rightly, and hands in.</summary>
    public static async Task<Guid> Pass(Caller learner, string exam)
    {
        await Eventually.True($"{exam} in the catalogue", () => learner.Finds($"api/exams/{exam}/briefing"));
        var session = await Preparation.Seat(learner, exam);
        var device = Guid.NewGuid();
        var view = await learner.Post<SessionView>($"api/sessions/{session}/start", new { commandId = Guid.NewGuid(), device });
        Entry[] entries = [.. new[] { "2", "4", "blue" }.Select((text, n) =>
            new Entry.Answer(Guid.NewGuid(), n + 1, n + 1, view.Items[n].Fields[0].Id, new AnswerValue(null, text)))];
        await learner.Post<Saved>($"api/sessions/{session}/entries", new { device, entries });
        await learner.Post<Receipt>($"api/sessions/{session}/submit", new { commandId = Guid.NewGuid(), device, lastSeq = entries.Length });
        return session;
    }

    /// <summary>Sits <c>small.yaml</c> and passes.</summary>
    /// <returns>The credential, issued.</returns>
    public static async Task<Guid> Earn(Caller learner, string exam)
    {
        var session = await Pass(learner, exam);
        var result = await Eventually.Find("the credential", async () =>
            await learner.Get<ResultView>($"api/sessions/{session}/result") is { CredentialId: not null } view ? view : null);
        await Eventually.True("the credential's issue", () => learner.Finds($"api/credentials/{result.CredentialId}"));
        return result.CredentialId.GetValueOrDefault();
    }
}
