using System.Globalization;
using System.Text.Json;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Web.Kernel;

namespace Web.Tests.Harness;

/// <summary>What a learner's page does over plain HTTP.</summary>
internal static class Sitting
{
    /// <summary>Takes a seat in <see cref="TestExam"/>, or finds the one already taken.</summary>
    public static async Task<Guid> Begin(Visitor learner) => (await learner.Ask(
        HttpMethod.Post, $"api/exams/{TestExam.Id}/sessions", $$"""{"commandId":"{{Guid.NewGuid()}}","honourCodeAccepted":true}""", WireJson.Default.SessionBegun)).SessionId;

    public static Task<SessionView> Start(Visitor learner, Guid session, Guid device) => learner.Ask(
        HttpMethod.Post, $"api/sessions/{session}/start", Command(device), WireJson.Default.SessionView);

    public static Task<SessionView> Open(Visitor learner, Guid session, Guid device) =>
        learner.Ask(HttpMethod.Get, $"api/sessions/{session}?device={device}", "", WireJson.Default.SessionView);

    public static Task<Saved> Save(Visitor learner, Guid session, Guid device, params Entry[] entries) =>
        learner.Ask(HttpMethod.Post, $"api/sessions/{session}/entries", Json(device, entries), WireJson.Default.Saved);

    public static Task<Receipt> Submit(Visitor learner, Guid session, Guid device, long lastSeq) => learner.Ask(
        HttpMethod.Post, $"api/sessions/{session}/submit", string.Create(CultureInfo.InvariantCulture, $$"""{"commandId":"{{Guid.NewGuid()}}","device":"{{device}}","lastSeq":{{lastSeq}}}"""), WireJson.Default.Receipt);

    public static string Json(Guid device, params Entry[] entries) =>
        JsonSerializer.Serialize(new ExamEngine.Web.Sessions.SaveRequest(device, [.. entries]), WireJson.Default.SaveRequest);

    public static string Command(Guid device) => $$"""{"commandId":"{{Guid.NewGuid()}}","device":"{{device}}"}""";

    public static Entry Flag(long seq) => new Entry.Flag(Guid.NewGuid(), seq, 1, true);

    /// <summary>An answer to the one field of an item.</summary>
    public static Entry Answer(SessionView view, int item, long seq, string text) =>
        new Entry.Answer(Guid.NewGuid(), seq, item, view.Items[item - 1].Fields[0].Id, new AnswerValue(null, text));

    /// <summary>What a session holds, in words that compare.</summary>
    public static string Words(SessionView view) => string.Join("; ", view.Answers.OrderBy(answer => answer.Item)
        .Select(answer => string.Create(CultureInfo.InvariantCulture, $"{answer.Item}.{answer.Field}={answer.Value.Text}#{answer.Seq}")));
}
