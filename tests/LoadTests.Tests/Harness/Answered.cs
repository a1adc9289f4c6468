using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Sessions;
using ExamEngine.LoadTests.Exam;

namespace LoadTests.Tests.Harness;

/// <summary>
/// A learner's evidence beside what a server keeps of it. Item 1 is the numeric one about the average stock, whose answer is 350; item 2 is
/// the choice about the service level, whose right option is shown first.
/// </summary>
internal sealed class Answered(DateTimeOffset startedAt)
{
    private static readonly Guid Session = Guid.NewGuid();

    private readonly IReadOnlyList<SeenItem> seen =
    [
        new(1, 0, "Average stock", new Dictionary<string, double> { ["quantity"] = 600, ["ss"] = 50, ["key"] = 350 }, [new SeenField("answer", [])]),
        new(2, 0, "Service level", new Dictionary<string, double>(), [new SeenField("answer", ["A higher reorder point", "A larger order", "A lower price", "A longer lead time"])]),
    ];

    public Ledger Ledger { get; } = new();

    public List<SavedAnswer> Stored { get; } = [];

    public static Entry.Answer Text(long seq, int item, string text) => new(Guid.NewGuid(), seq, item, "answer", new AnswerValue(null, text));

    public static Entry.Answer Choice(long seq, int item, string option) => new(Guid.NewGuid(), seq, item, "answer", new AnswerValue([option], null));

    /// <summary>Sent; whether it came anywhere is not known.</summary>
    public void Send(Entry entry) => Ledger.Sent(entry);

    /// <summary>Sent, acknowledged and stored.</summary>
    public void Acknowledge(Entry entry)
    {
        Ledger.Sent(entry);
        Ledger.Acknowledge(entry, superseded: false);
        if (entry is not Entry.Answer answer)
            return;
        Stored.RemoveAll(other => other.Item == answer.Item && other.Field == answer.Field);
        Stored.Add(new SavedAnswer(answer.Item, answer.Field, answer.Value, answer.Seq, startedAt));
        Stored.Sort((a, b) => a.Item - b.Item);
    }

    public LearnerJournal Journal(string? endedBy) => new("learner-1", "load-test", Session, "", endedBy, Ledger.Acknowledged, Ledger.Places, seen, [], []);

    public Receipt Receipt(DateTimeOffset endedAt, string endedBy) => new(
        Session, "load-test", "Load test", 1, endedBy == "learner" ? "submitted" : "expired", endedBy, startedAt, endedAt, 20, Stored.Count, [.. Stored], "");

    public SessionView View(IEnumerable<int> flagged, IEnumerable<SavedNote> notes) => new(
        Session, "load-test", 1, "Load test", "en", false, "running", false, false, true, 0, 1, [], [], [.. Stored], [.. flagged], [.. notes],
        new TimeView(startedAt, "running", true, 0, 0, null, null, null, 0, 0, 0), 0, null, 0);

    public ResultView Result(decimal score) => new(
        Session, "load-test", "Load test", "released", startedAt, "learner", score, LoadExam.Key.Points, 60, false, 0, [], null, []);
}
