using System.Text;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;

namespace Storage.Tests.Harness;

/// <summary>Examples to build tests from.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public static string Stream() => $"session/{Guid.NewGuid():N}";

    public static NewEvent Event(string body = "{}", string type = "session.answer-saved.v1") =>
        new(type, Encoding.UTF8.GetBytes(body), Noon, "learner/1");

    public static Append Append(string stream, long expected, int events = 1) =>
        new(stream, expected, [.. Enumerable.Range(1, events).Select(i => Event($$"""{"n":{{expected + i}}}"""))]);

    public static ExamRow Exam(string id, string title = "Supply Chain Analytics") => new(id, title, "scm", "sc0x", 1, false, Noon);

    public static AgendaChange.Put Deadline(string key, DateTimeOffset due) => new(key, due, "session/1", "deadline");

    public static async Task<List<StoredEvent>> All(this IJournal journal, string stream, long afterVersion = 0)
    {
        var events = new List<StoredEvent>();
        await foreach (var e in journal.Read(stream, afterVersion, TestContext.Current.CancellationToken)) events.Add(e);
        return events;
    }

    public static string Json(this StoredEvent e) => Encoding.UTF8.GetString(e.Body.Span);
}
