using System.Collections.Immutable;

namespace ExamEngine.Core.Proctoring;

/// <summary>
/// Signals to flags. Pure, and the same in whatever batches the signals come: they are taken in the order of their moments, and
/// what only time brings about (a condition that lasts) is found by <see cref="Judge"/> without any, at the moment
/// <see cref="NextDue"/> names.
/// </summary>
public static class FlagRules
{
    /// <summary>A loss of the connection excuses what happens this long before it and after it: the page notices in no fixed order.</summary>
    public static readonly TimeSpan DropNearby = TimeSpan.FromSeconds(10);

    /// <summary>As <see cref="DropNearby"/>, around the ends of a sleep: a device wakes piece by piece.</summary>
    public static readonly TimeSpan JumpNearby = TimeSpan.FromSeconds(10);

    /// <summary>When a signal counts as having happened: by the device's clock, yet never after the server had it.</summary>
    public static DateTimeOffset MomentOf(Signal signal) => signal.ClientAt < signal.At ? signal.ClientAt : signal.At;

    /// <param name="signals">In order of their moments; none when only time has gone on.</param>
    /// <returns>Each flag behind the signal that set it off, so that a replay goes the way the judgement went.</returns>
    public static ImmutableArray<WatchEvent> Judge(
        WatchState state, ImmutableArray<Signal> signals, ImmutableArray<FlagRule> rules, Exemptions exemptions, DateTimeOffset now)
    {
        var happened = ImmutableArray.CreateBuilder<WatchEvent>();
        var noted = ImmutableArray.CreateBuilder<Signal>();
        foreach (var signal in signals)
        {
            var moment = MomentOf(signal);
            Mature(moment);
            if (signal is Signal.Ended ended && state.Find(ended.What) is { } open)
                End(open, moment);
            state = WatchState.Note(state, signal);
            noted.Add(signal);
            if (signal is Signal.Did did)
                Repeat(did.What, moment);
            if (signal is Signal.Began { What: Condition.Offline })
                ExcuseAll(Excuse.NetworkDrop, new Drop(moment, null).IsNear);
            if (signal is Signal.Did { What: Act.ClockJumped })
                ExcuseAll(Excuse.ClockJump, state.Jumps[^1].IsNear);
        }
        Mature(now);
        Note();
        return happened.ToImmutable();

        void Mature(DateTimeOffset at)
        {
            foreach (var open in state.Open)
            {
                foreach (var rule in rules)
                {
                    if (Holds(rule) && rule.Trigger is FlagTrigger.Lasting lasting && lasting.What == open.What
                        && !open.Flags.ContainsKey(rule.Id) && at - open.Since >= lasting.AtLeast)
                        Raise(rule, open.Since, null, open.Context);
                }
            }
        }

        void End(OpenCondition open, DateTimeOffset at)
        {
            foreach (var (id, number) in open.Flags.OrderBy(flag => flag.Value))
            {
                var lasting = rules.FirstOrDefault(rule => rule.Id == id)?.Trigger as FlagTrigger.Lasting;
                // What began in the same moment bears the marks of the other's rules, too.
                if (lasting is not null && lasting.What != open.What)
                    continue;
                Happen(new WatchEvent.FlagEnded(number, at) { At = now });
                if (at - open.Since < lasting?.AtLeast && state.Flag(number) is { Counts: true })
                    Happen(new WatchEvent.FlagExcused(number, Excuse.Brief) { At = now });
            }
        }

        void Repeat(Act what, DateTimeOffset at)
        {
            foreach (var rule in rules)
            {
                if (!Holds(rule) || rule.Trigger is not FlagTrigger.Repeated repeated || !repeated.What.Contains(what))
                    continue;
                var acts = state.Recent.Where(act => repeated.What.Contains(act.What) && act.At > at - repeated.Within && !act.Spent.Contains(rule.Id)).ToList();
                if (acts.Count >= repeated.Times)
                    Raise(rule, acts.Min(act => act.At), acts.Max(act => act.At), null);
            }
        }

        void ExcuseAll(Excuse excuse, Func<DateTimeOffset, bool> isNear)
        {
            foreach (var excused in Excused(state, excuse, isNear, rules, now))
                Happen(excused);
        }

        void Raise(FlagRule rule, DateTimeOffset from, DateTimeOffset? to, SignalContext? context) => Happen(
            new WatchEvent.FlagRaised(state.Flags.Length + 1, rule.Id, rule.Title, rule.Severity, from, to, ExcuseFor(rule, from, context)) { At = now });

        Excuse? ExcuseFor(FlagRule rule, DateTimeOffset from, SignalContext? context)
        {
            foreach (var excuse in rule.Excuses)
            {
                var holds = excuse switch
                {
                    Excuse.NetworkDrop => context is { Online: false } || state.Drops.Any(drop => drop.IsNear(from)),
                    Excuse.ClockJump => state.Jumps.Any(jump => jump.IsNear(from)),
                    Excuse.Prompt => context is { PromptOpen: true },
                    // The accommodation says so; what the device says of itself excuses nothing.
                    Excuse.AssistiveTools => exemptions.AssistiveTools,
                    Excuse.Brief => false,
                    _ => throw new InvalidOperationException($"Unknown excuse {excuse}."),
                };
                if (holds)
                    return excuse;
            }
            return null;
        }

        void Happen(WatchEvent next)
        {
            Note();
            happened.Add(next);
            state = WatchState.Evolve(state, next);
        }

        void Note()
        {
            if (noted.Count > 0)
                happened.Add(new WatchEvent.SignalsNoted(noted.DrainToImmutable()) { At = now });
        }

        bool Holds(FlagRule rule) => !exemptions.Rules.Contains(rule.Id);
    }

    /// <summary>The session noticed that the device had been silent: what was flagged then is excused as if the page had said so itself.</summary>
    public static ImmutableArray<WatchEvent> Lose(WatchState state, WatchCommand.LoseConnection lost, ImmutableArray<FlagRule> rules) =>
    [
        new WatchEvent.ConnectionLost(lost.From, lost.To) { At = lost.At },
        .. Excused(state, Excuse.NetworkDrop, new Drop(lost.From, lost.To).IsNear, rules, lost.At),
    ];

    /// <summary>The flags that count and have turned out to have an innocent cause.</summary>
    private static ImmutableArray<WatchEvent> Excused(
        WatchState state, Excuse excuse, Func<DateTimeOffset, bool> isNear, ImmutableArray<FlagRule> rules, DateTimeOffset now) =>
    [
        .. state.Flags
            .Where(flag => flag.Counts && isNear(flag.From) && rules.FirstOrDefault(rule => rule.Id == flag.Rule) is { } rule && rule.Excuses.Contains(excuse))
            .Select(flag => new WatchEvent.FlagExcused(flag.Number, excuse) { At = now }),
    ];

    /// <summary>When time alone will set a rule off; null while nothing lasts that could.</summary>
    public static DateTimeOffset? NextDue(WatchState state, ImmutableArray<FlagRule> rules, Exemptions exemptions)
    {
        DateTimeOffset? next = null;
        foreach (var open in state.Open)
        {
            foreach (var rule in rules)
            {
                if (rule.Trigger is FlagTrigger.Lasting lasting && lasting.What == open.What && !open.Flags.ContainsKey(rule.Id)
                    && !exemptions.Rules.Contains(rule.Id) && !(open.Since + lasting.AtLeast >= next))
                    next = open.Since + lasting.AtLeast;
            }
        }
        return next;
    }
}
