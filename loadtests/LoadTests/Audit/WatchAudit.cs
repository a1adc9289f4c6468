using ExamEngine.Contracts.Proctoring;
using ExamEngine.LoadTests.Proctors;

namespace ExamEngine.LoadTests;

/// <summary>
/// Compares what learners' pages and proctors' consoles saw acknowledged with what the server says of the watch over a session. Pure, as
/// <see cref="SessionAudit"/> is.
/// </summary>
internal static class WatchAudit
{
    /// <summary>A page corrects its clock by the server's, to about half of what a call takes.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(1);

    /// <summary>Of times that two grains of one server wrote down.</summary>
    private static readonly TimeSpan Resolution = TimeSpan.FromMilliseconds(5);

    /// <summary>Acts that a room remembers.</summary>
    private const int MostRemembered = 50;

    private static readonly ImmutableArray<string> Stretches = ["working", "lost", "paused", "break"];

    /// <param name="view">With the whole timeline, after the end.</param>
    /// <param name="acts">Of the room's console.</param>
    public static AuditTally OfSession(LearnerJournal journal, WatchView view, IReadOnlyList<OrderedAct> acts, TimeSpan limit)
    {
        var tally = new AuditTally();
        if (view.State != "submitted")
            tally.Differs(journal, $"the watch says that the session is {view.State}");
        CompareSignals(journal, view, tally);
        var those = acts.Where(act => act.Sessions.Contains(view.Session)).ToArray();
        CompareActs(journal, view, those, tally);
        CompareLedger(journal, view, those, limit, tally);
        return tally;
    }

    /// <summary>The room's own record of what its proctor did.</summary>
    public static AuditTally OfRoom(ConsoleJournal journal, BoardView board)
    {
        var tally = new AuditTally();
        foreach (var trouble in journal.Troubles)
            tally.GivesUp(journal, trouble);
        foreach (var act in journal.Acts)
        {
            tally.Acts++;
            var known = board.Acts.FirstOrDefault(known => known.Id == act.Id);
            // A room remembers its last fifty; the sessions remember all.
            if (known is null && board.Acts.Length < MostRemembered)
                tally.Loses(journal, $"{act.Kind} {act.Id} is not in the room's record");
            else if (known is not null && !known.Outcomes.Where(outcome => outcome.Problem is null).Select(outcome => outcome.Session).ToHashSet().SetEquals(act.Sessions))
                tally.Differs(journal, $"{act.Kind} {act.Id} is recorded for other sessions than it was acknowledged for");
            else if (known is not null && (known.Kind != act.Kind || known.Minutes != act.Minutes || known.UndoneAt is null != (act.Undone.Count == 0)))
                tally.Differs(journal, $"{act.Kind} {act.Id} is recorded as something else");
        }

        return tally;
    }

    private static void CompareSignals(LearnerJournal journal, WatchView view, AuditTally tally)
    {
        var stored = view.Timeline.Where(entry => entry is { Kind: "signal", By: "learner" }).GroupBy(entry => entry.What).ToDictionary(group => group.Key, group => group.ToList());
        foreach (var signal in journal.Signals)
        {
            tally.Signals += signal.Noted ? 1 : 0;
            var known = stored.GetValueOrDefault(signal.What);
            var at = known?.FindIndex(entry => (entry.At - signal.At).Duration() <= ClockSlack) ?? -1;
            if (at >= 0)
                known?.RemoveAt(at);
            else if (signal.Noted)
                tally.Loses(journal, $"{signal.What} at {signal.At:O} was acknowledged and is not in the stream");
        }

        foreach (var entry in stored.Values.SelectMany(left => left))
            tally.Differs(journal, $"{entry.What} at {entry.At:O} stands in the stream once more than it was sent");
    }

    private static void CompareActs(LearnerJournal journal, WatchView view, OrderedAct[] acts, AuditTally tally)
    {
        var stored = view.Timeline.Where(entry => entry.Kind == "act").CountBy(entry => entry.What).ToDictionary();
        tally.Acts += acts.Length;
        foreach (var kind in acts.GroupBy(act => NameOf(act.Kind)))
        {
            Count(kind.Key, kind.Count());
            Count($"{kind.Key}.undone", kind.Count(act => act.Undone.Contains(view.Session)));
            // The last arrivals may have come after the console looked.
            if (stored.GetValueOrDefault($"{kind.Key}.delivered") is var delivered && delivered < kind.Count(act => act.Delivered.Contains(view.Session)))
                tally.Loses(journal, $"{kind.Key} arrived at the page, and {delivered} arrivals are recorded");
        }

        foreach (var (what, times) in stored.Where(entry => !entry.Key.Contains('.', StringComparison.Ordinal) && acts.All(act => NameOf(act.Kind) != entry.Key)))
            tally.Differs(journal, $"{times} times {what} is recorded, which nobody ordered");

        void Count(string what, int times)
        {
            var known = stored.GetValueOrDefault(what);
            if (known < times)
                tally.Loses(journal, $"{times} times {what} was acknowledged, {known} times it is recorded");
            else if (known > times)
                tally.Differs(journal, $"{what} is recorded {known} times and was done {times} times");
        }
    }

    /// <summary>Every moment from the start to the end lies in one stretch; what proctors stopped and gave is in it to the millisecond, and nothing else.</summary>
    private static void CompareLedger(LearnerJournal journal, WatchView view, OrderedAct[] acts, TimeSpan limit, AuditTally tally)
    {
        tally.Ledgers++;
        var stretches = view.Ledger.Where(span => Stretches.Contains(span.Cause)).ToArray();
        for (var i = 1; i < stretches.Length; i++)
        {
            if (stretches[i].From != stretches[i - 1].To)
                tally.Differs(journal, $"the ledger has {stretches[i - 1].To:O} followed by {stretches[i].From:O}");
        }

        if (stretches is [] or [.., { To: null }])
            tally.Differs(journal, "the ledger has no end");
        foreach (var span in stretches.Where(span => span.To is { } to && Math.Abs((to - span.From).TotalMilliseconds - span.Ms) >= 1))
            tally.Differs(journal, $"the ledger has {span.Ms} ms from {span.From:O} to {span.To:O}");
        ComparePauses(journal, view, [.. stretches.Where(span => span.Cause == "paused")], acts, tally);
        var (added, taken) = (
            acts.Where(act => act.Kind == ActKind.AddTime).Sum(Milliseconds) + acts.Where(act => act.Kind == ActKind.TakeTime && act.Undone.Contains(view.Session)).Sum(Milliseconds),
            acts.Where(act => act.Kind == ActKind.TakeTime).Sum(Milliseconds) + acts.Where(act => act.Kind == ActKind.AddTime && act.Undone.Contains(view.Session)).Sum(Milliseconds));
        var credited = Sum("credited");
        if (Sum("added") != added || Sum("taken") != taken)
            tally.Differs(journal, $"the ledger has {Sum("added")} ms added and {Sum("taken")} ms taken, proctors gave {added} and took {taken}");
        if (view.Time.LimitMs != (long)limit.TotalMilliseconds + added - taken + credited)
            tally.Differs(journal, $"the working time is {view.Time.LimitMs} ms, not {limit.TotalMilliseconds:0} + {added} - {taken} + {credited}");

        long Sum(string cause) => view.Ledger.Where(span => span.Cause == cause).Sum(span => span.Ms);
    }

    private static void ComparePauses(LearnerJournal journal, WatchView view, LedgerSpan[] paused, OrderedAct[] acts, AuditTally tally)
    {
        var (stops, goes) = (Times("paused"), Times("resumed"));
        var ordered = acts.Where(act => act.Kind == ActKind.Pause).Select(act => act.At).Order().ToArray();
        var ended = acts.Where(act => act.Kind == ActKind.Resume).Select(act => act.At).Order().ToArray();
        if (paused.Length != ordered.Length)
        {
            tally.Differs(journal, $"the ledger has {paused.Length} pauses, proctors ordered {ordered.Length}");
            return;
        }

        for (var i = 0; i < paused.Length; i++)
        {
            var (from, to) = (paused[i].From, paused[i].To);
            if (!stops.Contains(from) || to is not { } over || !goes.Contains(over))
                tally.Differs(journal, $"the ledger has a pause from {from:O} to {to:O}, the story has another");
            else if (from < ordered[i] - Resolution || (i < ended.Length && (from > ended[i] || over < ended[i] - Resolution)))
                tally.Differs(journal, $"a pause that was ordered at {ordered[i]:O} stands from {from:O} to {over:O}");
        }

        HashSet<DateTimeOffset> Times(string what) => [.. view.Timeline.Where(entry => entry.Kind == "state" && entry.What == what).Select(entry => entry.At)];
    }

    private static long Milliseconds(OrderedAct act) => (act.Minutes ?? 0) * 60_000L;

    private static string NameOf(ActKind kind) => $"{char.ToLowerInvariant(kind.ToString()[0])}{kind.ToString()[1..]}";
}
