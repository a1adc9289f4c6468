using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Sessions;
using ExamEngine.LoadTests.Exam;

namespace ExamEngine.LoadTests;

/// <summary>When sessions of an exam have to end.</summary>
/// <param name="Closes">When the window closes on all; null for never.</param>
internal sealed record Rule(TimeSpan Limit, DateTimeOffset? Closes, TimeSpan Grace)
{
    public DateTimeOffset DeadlineOf(DateTimeOffset startedAt) => startedAt + Limit is var own && Closes < own ? Closes.Value : own;
}

/// <summary>
/// Compares what one learner saw acknowledged with what the server says. Pure, so that a test can take an acknowledgement away and see it
/// found. A stored answer is right when it is the last acknowledged one or one sent after it whose acknowledgement never came; anything else
/// was lost, or is not what was sent.
/// </summary>
internal static class SessionAudit
{
    /// <summary>What the clock of the server's records may be off by: it keeps milliseconds.</summary>
    private static readonly TimeSpan Resolution = TimeSpan.FromMilliseconds(5);

    /// <summary>While the session runs: answers, flags and notes. What is compared here is counted when it is compared again by the receipt.</summary>
    public static AuditTally OfRunning(LearnerJournal journal, SessionView view)
    {
        var tally = new AuditTally();
        var answers = Stored(view.Answers);
        var notes = view.Notes.ToDictionary(note => Places.Note(note.Item), note => note.Text);
        foreach (var (name, place) in journal.Places)
        {
            if (name.StartsWith("answer/", StringComparison.Ordinal))
                Compare(journal, name, place, answers.GetValueOrDefault(name), tally);
            else if (place.Acknowledged > 0)
                CompareUnnumbered(journal, name, place, name.StartsWith("flag/", StringComparison.Ordinal)
                    ? view.Flagged.Any(item => Places.Flag(item) == name) ? "flagged" : ""
                    : notes.GetValueOrDefault(name, ""), tally);
        }

        return tally;
    }

    /// <summary>After the end: answers, and the end itself.</summary>
    public static AuditTally OfReceipt(LearnerJournal journal, Receipt receipt, Rule rule)
    {
        var tally = new AuditTally { Sessions = 1, Entries = journal.Entries };
        var answers = Stored(receipt.Answers);
        foreach (var (name, place) in journal.Places.Where(place => place.Key.StartsWith("answer/", StringComparison.Ordinal)))
        {
            tally.Answers += place.Acknowledged > 0 ? 1 : 0;
            Compare(journal, name, place, answers.GetValueOrDefault(name), tally);
        }

        foreach (var name in answers.Keys.Where(name => !journal.Places.ContainsKey(name)))
            tally.Differs(journal, $"{name} was never sent and is stored");
        CompareEnd(journal, receipt, rule, tally);
        return tally;
    }

    public static AuditTally OfResult(LearnerJournal journal, Receipt receipt, ResultView result)
    {
        var tally = new AuditTally { ScoresCompared = 1 };
        var key = LoadExam.Key;
        var answers = receipt.Answers.ToDictionary(answer => Places.Answer(answer.Item, answer.Field), answer => answer.Value);
        var points = journal.Seen.Select(seen => seen.In(key)).Sum(item =>
            item.Fields.Sum(field => SecondOpinion.Points(item, field, answers.GetValueOrDefault(Places.Answer(item.Number, field.Id)))));
        var passed = points * 100 >= key.CutScorePercent * key.Points;
        if (result.Score != points || result.MaxScore != key.Points || result.Passed != passed)
            tally.Scored(journal, $"{result.Score} of {result.MaxScore}, passed: {result.Passed}; by the authoring file {points} of {key.Points}, passed: {passed}");
        return tally;
    }

    private static Dictionary<string, SavedAnswer> Stored(ImmutableArray<SavedAnswer> answers) =>
        answers.ToDictionary(answer => Places.Answer(answer.Item, answer.Field));

    private static void Compare(LearnerJournal journal, string name, LedgerPlace place, SavedAnswer? stored, AuditTally tally)
    {
        if (stored is null || stored.Seq < place.Acknowledged)
        {
            if (place.Acknowledged > 0)
                tally.Loses(journal, $"{name}: entry {place.Acknowledged} was acknowledged, {(stored is null ? "nothing" : $"entry {stored.Seq}")} is stored");
        }
        else if (!place.Sent.Contains(new(stored.Seq, Ledger.ValueOf(stored.Value))))
            tally.Differs(journal, $"{name}: what is stored as entry {stored.Seq} was not sent as such");
    }

    /// <summary>The view tells no numbers of flags and notes.</summary>
    private static void CompareUnnumbered(LearnerJournal journal, string name, LedgerPlace place, string stored, AuditTally tally)
    {
        if (!place.Sent.Any(sent => sent.Seq >= place.Acknowledged && sent.Value == stored))
            tally.Loses(journal, $"{name}: entry {place.Acknowledged} was acknowledged and is not what is stored");
    }

    private static void CompareEnd(LearnerJournal journal, Receipt receipt, Rule rule, AuditTally tally)
    {
        var deadline = rule.DeadlineOf(receipt.StartedAt);
        var off = receipt.EndedAt - deadline;
        var byClock = receipt.EndedBy == "deadline";
        if ((byClock && off < -Resolution) || (!byClock && journal.EndedBy != "submitted"))
            tally.EndsEarly(journal, $"ended by {receipt.EndedBy} at {receipt.EndedAt:O}, its deadline was {deadline:O}");
        else if (off > (byClock ? Resolution : rule.Grace))
            tally.EndsLate(journal, $"ended by {receipt.EndedBy} at {receipt.EndedAt:O}, its deadline was {deadline:O}");
    }
}
