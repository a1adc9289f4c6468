using System.Collections.Immutable;
using System.Globalization;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Core.Proctoring;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Proctoring;

/// <summary>What stands in a watch's stream, as proctors and reviewers read it beside the session's own story. Stages are the session's to tell.</summary>
internal static class WatchTimeline
{
    /// <summary>Entries of one page.</summary>
    public const int Most = 2_000;

    /// <summary>
    /// The newest of both streams before a place, newest last, and the place before which the next page lies: null where there is none. Of one
    /// moment, the session's own come first. A place is a moment and how many entries of that moment lie before it: what is appended meanwhile
    /// comes behind those, so pages neither overlap nor leave anything out.
    /// </summary>
    public static (ImmutableArray<TimelineEntry> Entries, string? Earlier) Page(
        ImmutableArray<TimelineEntry> session, ImmutableArray<TimelineEntry> watch, (long Ticks, int Nth)? before)
    {
        List<TimelineEntry> all = [.. session.Concat(watch).OrderBy(entry => entry.At)];
        var end = before is { } place ? PlaceOf(all, place) : all.Count;
        var start = Math.Max(0, end - Most);
        return ([.. all[start..end]], start == 0 ? null : NameOf(all, start));
    }

    /// <summary>Null for what no page ever named.</summary>
    public static (long Ticks, int Nth)? Place(string before)
    {
        var parts = before.Split('.');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var nth) ? (ticks, nth) : null;
    }

    private static int PlaceOf(List<TimelineEntry> all, (long Ticks, int Nth) place)
    {
        var (first, after) = (all.FindIndex(entry => entry.At.UtcTicks >= place.Ticks), all.FindIndex(entry => entry.At.UtcTicks > place.Ticks));
        return first < 0 ? all.Count : first + Math.Min(place.Nth, (after < 0 ? all.Count : after) - first);
    }

    private static string NameOf(List<TimelineEntry> all, int index)
    {
        var at = all[index].At;
        return string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks}.{index - all.FindIndex(entry => entry.At == at)}");
    }

    /// <param name="state">At the end of the stream: flags keep their numbers.</param>
    public static async ValueTask<ImmutableArray<TimelineEntry>> Read(IJournal journal, Guid session, WatchState state) =>
        [.. await WatchJournal.Codec.Replay(journal, WatchJournal.StreamOf(session), ImmutableArray.CreateBuilder<TimelineEntry>(), (entries, happened, _) =>
        {
            entries.AddRange(Of(happened, state));
            return entries;
        })];

    public static ImmutableArray<TimelineEntry> Of(ImmutableArray<WatchEvent> events, WatchState state) => [.. events.SelectMany(happened => Of(happened, state))];

    private static IEnumerable<TimelineEntry> Of(WatchEvent happened, WatchState state) => happened switch
    {
        WatchEvent.SignalsNoted e => e.Signals.Select(signal => Of(signal, state.Over)),
        WatchEvent.FlagRaised e => [Flag(e, e.Rule, "", "rule", e.Excuse is { } excuse ? $"{e.Title} ({WatchNames.Camel(excuse)})" : e.Title)],
        WatchEvent.FlagEnded e => [Flag(e, RuleOf(state, e.Flag), ".ended", "rule", state.Flag(e.Flag)?.Title ?? "") with { At = e.To }],
        WatchEvent.FlagExcused e => [Flag(e, RuleOf(state, e.Flag), ".excused", "rule", WatchNames.Camel(e.Excuse))],
        WatchEvent.FlagSetByHand e => [Flag(e, Core.Proctoring.Flag.ByHand, "", e.By, e.Comment) with { HappenedAt = e.From }],
        WatchEvent.FlagWithdrawn e => [Flag(e, RuleOf(state, e.Flag), ".withdrawn", e.By, e.Reason)],
        WatchEvent.ConsentGiven e => [new(e.At, "consent", "given", "learner", Agreed(e))],
        WatchEvent.IdentityShown e => [new(e.At, "identity", "shown", "learner", e.LegalName)],
        WatchEvent.RoomShown e => [new(e.At, "identity", "roomScan", "learner", e.Evidence)],
        WatchEvent.LineSaid e => [new(e.At, "chat", WatchNames.Camel(e.By), e.Account, state.TalkErased ? "" : e.Text)],
        WatchEvent.HandRaised e => [new(e.At, "hand", "raised", "learner", "")],
        WatchEvent.HandLowered e => [new(e.At, "hand", "lowered", "learner", "")],
        WatchEvent.ActTaken { Kind: ProctorActKind.Note } e => [new(e.At, "note", "note", e.By, e.Text) { HappenedAt = e.HappenedAt }],
        WatchEvent.ActTaken { Kind: ProctorActKind.Message } e => [new(e.At, "act", "message", e.By, state.TalkErased ? "" : e.Text)],
        WatchEvent.ActTaken e => [new(e.At, "act", WatchNames.Camel(e.Kind), e.By, e.Text.Length > 0 ? e.Text : e.Reason, null, e.Minutes) { HappenedAt = e.HappenedAt }],
        WatchEvent.ActDelivered e => [new(e.At, "act", $"{KindOf(state, e.Act)}.delivered", "learner", "")],
        WatchEvent.ActConfirmed e => [new(e.At, "act", $"{KindOf(state, e.Act)}.confirmed", "learner", "")],
        WatchEvent.ActUndone e => [new(e.At, "act", $"{KindOf(state, e.Act)}.undone", e.By, e.Reason)],
        WatchEvent.ActCancelled e => [new(e.At, "act", $"{WatchNames.Camel(e.Kind)}.cancelled", e.By, e.Reason)],
        WatchEvent.IncidentReported e => [new(e.At, "incident", WatchNames.Camel(e.Kind), e.By, e.Comment) { HappenedAt = e.HappenedAt }],
        WatchEvent.Attached e => [new(e.At, "incident", "attached", "proctor", e.Evidence)],
        WatchEvent.EvidenceViewed e => [new(e.At, "evidence", "viewed", e.By, e.Evidence)],
        WatchEvent.EvidenceErased e => [new(e.At, "evidence", "erased", "system", $"{e.Kind}: {e.Why}", null, e.Count)],
        // The session tells its gaps itself.
        WatchEvent.Began or WatchEvent.CheckInCompleted or WatchEvent.ConnectionLost or WatchEvent.Over => [],
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };

    private static string RuleOf(WatchState state, int flag) => state.Flag(flag)?.Rule ?? "";

    private static string KindOf(WatchState state, Guid act) => state.Act(act) is { } known ? WatchNames.Camel(known.Kind) : "";

    /// <summary>Stands where it happened, and says so when it was told only after the end.</summary>
    private static TimelineEntry Of(Signal signal, DateTimeOffset? over)
    {
        var (what, amount) = signal switch
        {
            Signal.Began began => ($"{WatchNames.Kebab(began.What)}.began", began.Amount),
            Signal.Ended ended => ($"{WatchNames.Kebab(ended.What)}.ended", null),
            Signal.Did did => (WatchNames.Kebab(did.What), did.Amount ?? (did.Times > 1 ? did.Times : null)),
            _ => throw new InvalidOperationException($"Unknown signal {signal.GetType().Name}."),
        };
        return new(FlagRules.MomentOf(signal), "signal", what, signal.Seq == 0 ? "server" : "learner", signal.At > over ? "afterEnd" : "", null, amount, signal.Context.ToWire());
    }

    private static TimelineEntry Flag(WatchEvent happened, string rule, string what, string by, string text) => new(happened.At, "flag", $"{rule}{what}", by, text);

    private static string Agreed(WatchEvent.ConsentGiven consent)
    {
        (bool Yes, string What)[] parts = [(consent.Camera, "camera"), (consent.Microphone, "microphone"), (consent.Screen, "screen")];
        return string.Join(", ", parts.Where(part => part.Yes).Select(part => part.What));
    }
}
