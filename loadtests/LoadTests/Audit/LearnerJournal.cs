using System.Text.Json.Serialization;
using ExamEngine.LoadTests.Agents;
using ExamEngine.LoadTests.Exam;
using ExamEngine.LoadTests.Learners;
using ExamEngine.LoadTests.Learners.Watched;

namespace ExamEngine.LoadTests;

/// <summary>One learner's evidence as an agent writes it down: what was acknowledged, what was shown, how it ended. One line of a journal file.</summary>
/// <param name="Cookies">With which the audit reads as that learner.</param>
/// <param name="EndedBy"><c>submitted</c>, <c>deadline</c>, <c>left</c>; null while it lasts.</param>
/// <param name="Entries">Entries acknowledged.</param>
/// <param name="Troubles">Where a person would have had to act.</param>
/// <param name="Signals">What the learner's pages noticed; empty where nobody watches.</param>
internal sealed record LearnerJournal(
    string UserName, string ExamId, Guid Session, string Cookies, string? EndedBy, long Entries, IReadOnlyDictionary<string, LedgerPlace> Places,
    IReadOnlyList<SeenItem> Seen, IReadOnlyList<string> Troubles, IReadOnlyList<SentSignal> Signals)
{
    /// <param name="begin">When learners began to arrive, as a timestamp of the stopwatch.</param>
    public static LearnerJournal Of(VirtualLearner learner, long begin) => new(
        learner.Plan.UserName, learner.Plan.ExamId, learner.Session, learner.Who.Door.Cookies, learner.EndedBy, learner.Who.Ledger.Acknowledged, learner.Who.Ledger.Places,
        [.. learner.Who.Seen.Values.Select(SeenItem.Of)], Problems(learner),
        [.. learner.Who.Signals.Sent.Select(sent => new SentSignal { What = sent.What, At = sent.At, Due = Moments.Micros(sent.Due, begin), Noted = sent.Noted })]);

    private static List<string> Problems(VirtualLearner learner)
    {
        List<string> problems = [.. learner.Who.Troubles];
        if (learner.Session == Guid.Empty)
            problems.Add("never began");
        else if (learner is { EndedBy: not "left", Sitting: { Outbox.Count: > 0 and var unsent } })
            problems.Add($"{unsent} entries were never acknowledged");
        if (learner is { EndedBy: not "left", Sitting.Watch.Signals.Count: > 0 and var untold })
            problems.Add($"{untold} signals were never acknowledged");
        return problems;
    }
}

/// <summary>A <see cref="ShownItem"/> without what the authoring file says about it.</summary>
internal sealed record SeenItem(int Number, int Section, string Title, IReadOnlyDictionary<string, double> Values, IReadOnlyList<SeenField> Fields)
{
    public static SeenItem Of(ShownItem item) =>
        new(item.Number, item.Section, item.Key.Title, item.Values, [.. item.Fields.Select(field => new SeenField(field.Id, field.Options))]);

    public ShownItem In(ExamKey key)
    {
        var item = key.Items[Title];
        return new(Number, Section, item, Values, [.. Fields.Select((field, i) => new ShownField(field.Id, item.Fields[i], [.. field.Options]))]);
    }
}

internal sealed record SeenField(string Id, IReadOnlyList<string> Options);

[JsonSerializable(typeof(LearnerJournal))]
internal sealed partial class JournalJson : JsonSerializerContext;
