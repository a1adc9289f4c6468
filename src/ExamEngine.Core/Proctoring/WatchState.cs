using System.Collections.Immutable;
using ExamEngine.Core.Sessions;

namespace ExamEngine.Core.Proctoring;

/// <summary>
/// The watch over one session: what lasts, what may still count together, the flags so far; what was agreed to, said and done. Bounded but
/// for flags and acts, which people have to go through.
/// </summary>
/// <param name="LastSeq">The highest signal number of each device: what is not above it was noted before.</param>
/// <param name="Open">What lasts, and after the end what lasted until then: word that it ended sooner may come late.</param>
/// <param name="Drops">The last times without a connection, newest last.</param>
/// <param name="Noted">Signals so far, each conflated one for all it stands for.</param>
public sealed record WatchState(
    ImmutableDictionary<Guid, long> LastSeq, ImmutableArray<OpenCondition> Open, ImmutableArray<RecentAct> Recent, ImmutableArray<Drop> Drops,
    ImmutableArray<Flag> Flags, long Noted, CommandTrail Trail)
{
    /// <summary>More acts than this within the longest time of a rule say nothing that these do not.</summary>
    private const int MostRecent = 256;
    private const int MostDrops = 32;

    /// <summary>An order that comes later than so many that were taken back before it has long been given up.</summary>
    private const int MostCancelled = 64;

    /// <summary>The kind of evidence that the talk is.</summary>
    public const string TalkKind = "talk";

    /// <summary>The last times that the device slept, newest last.</summary>
    public ImmutableArray<Jump> Jumps { get; init; } = [];

    /// <summary>Gaps in the session's connection are known up to here; null before the first.</summary>
    public DateTimeOffset? LostUntil { get; init; }

    /// <summary>When the exam last moved to another device; null before the first time.</summary>
    public DateTimeOffset? TakenOverAt { get; init; }

    public CheckIn CheckIn { get; init; } = CheckIn.NotBegun;

    public Talk Talk { get; init; } = Talk.None;

    public ImmutableArray<ProctorAct> Acts { get; init; } = [];

    /// <summary>The last acts that were taken back before they were done here.</summary>
    public ImmutableArray<CancelledAct> Cancelled { get; init; } = [];

    public ImmutableArray<Incident> Incidents { get; init; } = [];

    /// <summary>What was erased, and why: each of it once, however often it is told.</summary>
    public ImmutableHashSet<(string Kind, string Why)> Erased { get; init; } = [];

    /// <summary>True when the time of what was said is over: nobody is shown it any more.</summary>
    public bool TalkErased { get; init; }

    /// <summary>When the session ended: nothing is recorded that was noticed later. Null while it goes on.</summary>
    public DateTimeOffset? Over { get; init; }

    public static readonly WatchState Empty = new(ImmutableDictionary<Guid, long>.Empty, [], [], [], [], 0, CommandTrail.Empty);

    /// <summary>What lasts now.</summary>
    public ImmutableArray<OpenCondition> Lasting => Over is null ? Open : [];

    public OpenCondition? Find(Condition what) => Open.FirstOrDefault(open => open.What == what);

    public ProctorAct? Act(Guid id) => Acts.FirstOrDefault(act => act.Id == id);

    public bool IsCancelled(Guid act) => Cancelled.Any(cancelled => cancelled.Act == act);

    internal WatchState Cancel(CancelledAct act) => this with { Cancelled = Last(Cancelled.Add(act), MostCancelled) };

    public Flag? Flag(int number) => number >= 1 && number <= Flags.Length ? Flags[number - 1] : null;

    /// <summary>0 to 1: the severest flag that counts, and a little more for each further one. Sorts the board; decides nothing.</summary>
    public decimal Attention
    {
        get
        {
            var calm = 1m;
            foreach (var flag in Flags)
            {
                if (flag.Counts)
                    calm *= 1 - flag.Severity;
            }
            return 1 - calm;
        }
    }

    /// <summary>How often the connection was lost so far, 32 times at most, and when it was last: what page and session noticed of one loss counts once.</summary>
    public (int Times, DateTimeOffset? Last) Losses
    {
        get
        {
            var (times, last, until) = (0, (DateTimeOffset?)null, (DateTimeOffset?)null);
            foreach (var drop in Drops.OrderBy(drop => drop.From))
            {
                if (!(drop.From - FlagRules.DropNearby <= until))
                    (times, last) = (times + 1, drop.From);
                if (!(drop.To <= until))
                    until = drop.To ?? DateTimeOffset.MaxValue;
            }
            return (times, until < DateTimeOffset.MaxValue ? until : last);
        }
    }

    public static WatchState Evolve(WatchState state, WatchEvent happened) => happened switch
    {
        WatchEvent.SignalsNoted e => e.Signals.Aggregate(state, Note),
        // A silence that is told in parts is one drop.
        WatchEvent.ConnectionLost e => state with { Drops = Last(state.Drops.RemoveAll(drop => drop.From == e.From && drop.To is not null).Add(new(e.From, e.To)), MostDrops), LostUntil = e.To },
        WatchEvent.FlagRaised e => Raise(state, e),
        WatchEvent.FlagEnded e => state.With(e.Flag, flag => flag with { To = e.To }),
        WatchEvent.FlagExcused e => state.With(e.Flag, flag => flag with { Standing = new FlagStanding.Excused(e.Excuse) }),
        WatchEvent.FlagSetByHand e => state with
        {
            Flags = state.Flags.Add(new(e.Flag, Proctoring.Flag.ByHand, e.Comment, e.Severity, e.From ?? e.At, e.From ?? e.At, FlagStanding.Open)),
            Trail = state.Trail.Add(e.Command),
        },
        WatchEvent.FlagWithdrawn e => state.With(e.Flag, flag => flag with { Standing = new FlagStanding.Withdrawn(e.By, e.Reason) }) with
        {
            Trail = state.Trail.Add(e.Command),
        },
        WatchEvent.Over e => state with { Over = e.EndedAt },
        WatchEvent.EvidenceErased { Kind: TalkKind } e => state with
        {
            Talk = Talk.None,
            TalkErased = true,
            // A message is what a proctor says, whichever way it was sent.
            Acts = [.. state.Acts.Select(act => act.Kind is ProctorActKind.Message ? act with { Text = "" } : act)],
            Erased = state.Erased.Add((e.Kind, e.Why)),
        },
        WatchEvent.EvidenceErased e => state with { Erased = state.Erased.Add((e.Kind, e.Why)) },
        WatchEvent.EvidenceViewed => state,
        _ => WatchEvolution.Evolve(state, happened),
    };

    internal static WatchState Note(WatchState state, Signal signal)
    {
        var moment = FlagRules.MomentOf(signal);
        state = state with
        {
            Noted = state.Noted + (signal is Signal.Did { Times: var times } ? times : 1),
            LastSeq = signal.Seq == 0 ? state.LastSeq : state.LastSeq.SetItem(signal.Device, Math.Max(signal.Seq, state.LastSeq.GetValueOrDefault(signal.Device))),
        };
        return signal switch
        {
            Signal.Began began when state.Find(began.What) is null => state with
            {
                Open = state.Open.Add(new(began.What, moment, began.Context, ImmutableDictionary<string, int>.Empty)),
                Drops = began.What == Condition.Offline ? Last(state.Drops.Add(new(moment, null)), MostDrops) : state.Drops,
            },
            Signal.Ended ended when state.Find(ended.What) is { } open => state with
            {
                Open = state.Open.Remove(open),
                // The session's own knowledge of a gap may have come in between.
                Drops = ended.What == Condition.Offline ? [.. state.Drops.Select(drop => drop.To is null ? drop with { To = moment } : drop)] : state.Drops,
            },
            Signal.Did did => state with
            {
                Recent = Last(state.Recent.AddRange(Enumerable.Repeat(new RecentAct(did.What, moment, []), Math.Min(did.Times, MostRecent))), MostRecent),
                Jumps = did.What == Proctoring.Act.ClockJumped ? Last(state.Jumps.Add(new(moment, TimeSpan.FromSeconds(did.Amount ?? 0))), MostDrops) : state.Jumps,
                // By the clock of who noticed: the watch's own may be behind, and the same would be found again.
                TakenOverAt = did.What == Proctoring.Act.TakenOver && !(did.ClientAt <= state.TakenOverAt) ? did.ClientAt : state.TakenOverAt,
            },
            Signal.Began or Signal.Ended => state,
            _ => throw new InvalidOperationException($"Unknown signal {signal.GetType().Name}."),
        };
    }

    /// <summary>Whatever set the rule off is marked, so that it raises no second flag. What else lies in that time bears the mark in vain: the rule does not ask it.</summary>
    private static WatchState Raise(WatchState state, WatchEvent.FlagRaised e)
    {
        var standing = e.Excuse is { } excuse ? new FlagStanding.Excused(excuse) : FlagStanding.Open;
        return state with
        {
            Flags = state.Flags.Add(new(e.Flag, e.Rule, e.Title, e.Severity, e.From, e.To, standing)),
            Open = [.. state.Open.Select(open => open.Since == e.From && e.To is null ? open with { Flags = open.Flags.SetItem(e.Rule, e.Flag) } : open)],
            Recent = [.. state.Recent.Select(act => act.At >= e.From && act.At <= e.To ? act with { Spent = act.Spent.Add(e.Rule) } : act)],
        };
    }

    private WatchState With(int number, Func<Flag, Flag> change) =>
        Flag(number) is { } flag ? this with { Flags = Flags.SetItem(number - 1, change(flag)) } : throw new InvalidOperationException($"There is no flag {number}.");

    private static ImmutableArray<T> Last<T>(ImmutableArray<T> all, int most) => all.Length <= most ? all : all.RemoveRange(0, all.Length - most);
}
