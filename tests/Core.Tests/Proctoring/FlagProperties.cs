using System.Collections.Immutable;
using CsCheck;
using ExamEngine.Core.Proctoring;

namespace ExamEngine.Core.Tests.Proctoring;

public sealed class FlagProperties
{
    private static readonly Guid Laptop = Guid.Parse("00000000-0000-0000-0000-00000000000a");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly WatchTerms Terms = new("v1", true, true, true, true, false, "Ada Lovelace", FlagRule.Standard, Exemptions.None);

    private static readonly WatchState Consented = WatchState.Empty with
    {
        CheckIn = CheckIn.NotBegun with { BeganAt = Noon, Consent = new("v1", true, true, true, Noon) },
    };

    private static readonly Gen<ImmutableArray<Signal>> Signals = Gen
        .Select(Gen.Int[0, 3000], Gen.Int[0, 2], Gen.Enum<Condition>(), Gen.Enum<Act>(), Gen.Bool, Gen.Int[1, 3])
        .Array[0, 80]
        .Select(raw => raw.OrderBy(r => r.Item1).Select((r, i) => Make(i + 1, r)).ToImmutableArray());

    [Fact]
    public void Flags_do_not_depend_on_how_signals_are_put_into_messages() => Gen.Select(Signals, Gen.Int[1, 9]).Sample((signals, size) =>
    {
        var whole = Watch([signals]);
        var parts = Watch(signals.Chunk(size).Select(chunk => chunk.ToImmutableArray()));

        Assert.Equal(whole.Flags, parts.Flags);
        Assert.Equal(whole.Open.Select(open => (open.What, open.Since)), parts.Open.Select(open => (open.What, open.Since)));
        Assert.Equal(whole.Noted, parts.Noted);
    });

    [Fact]
    public void What_counts_does_not_depend_on_whether_signals_came_before_the_end_or_after_it() => Gen.Select(Signals, Gen.Int[0, 80], Gen.Int[0, 60]).Sample((signals, split, tail) =>
    {
        var end = (signals.IsEmpty ? Noon : signals[^1].At).AddSeconds(tail);
        var (early, late) = (signals[..Math.Min(split, signals.Length)], signals[Math.Min(split, signals.Length)..]);
        var inTime = Closed(Watch([signals]), end);
        var afterwards = Closed(Watch([early]), end);
        if (!late.IsEmpty)
            afterwards = Take(afterwards, new WatchCommand.Note(end.AddHours(1), [.. late.Select(signal => signal with { At = end.AddHours(1) })]));

        Assert.Equal(Counting(inTime), Counting(afterwards));
        Assert.All(afterwards.Flags, flag => Assert.NotNull(flag.To));

        static IEnumerable<(string, DateTimeOffset, DateTimeOffset?)> Counting(WatchState state) =>
            state.Flags.Where(flag => flag.Counts).Select(flag => (flag.Rule, flag.From, flag.To)).Order();
    });

    [Fact]
    public void A_replay_of_the_events_gives_the_state_the_rules_saw() => Signals.Sample(signals =>
    {
        var live = Consented;
        var events = new List<WatchEvent>();
        foreach (var signal in signals)
        {
            var decision = WatchRules.Decide(live, new WatchCommand.Note(signal.At, [signal]), Terms);
            live = decision.Events.Aggregate(live, WatchState.Evolve);
            events.AddRange(decision.Events);
        }
        var replayed = events.Aggregate(Consented, WatchState.Evolve);

        Assert.Equal(live.Flags, replayed.Flags);
        Assert.Equal(signals, events.OfType<WatchEvent.SignalsNoted>().SelectMany(noted => noted.Signals));
    });

    [Fact]
    public void Attention_lies_between_the_severest_flag_that_counts_and_one() => Signals.Sample(signals =>
    {
        var state = Watch(signals.Select(signal => ImmutableArray.Create(signal)));

        Assert.InRange(state.Attention, state.Flags.Where(flag => flag.Counts).Select(flag => flag.Severity).DefaultIfEmpty().Max(), 1);
    });

    private static WatchState Closed(WatchState state, DateTimeOffset end) => Take(state, new WatchCommand.Close(end, end));

    private static WatchState Take(WatchState state, WatchCommand command) => WatchRules.Decide(state, command, Terms).Events.Aggregate(state, WatchState.Evolve);

    private static WatchState Watch(IEnumerable<ImmutableArray<Signal>> messages)
    {
        var state = Consented;
        foreach (var message in messages.Where(message => !message.IsEmpty))
        {
            var decision = WatchRules.Decide(state, new WatchCommand.Note(message[^1].At, message), Terms);
            state = decision.Events.Aggregate(state, WatchState.Evolve);
        }
        return state;
    }

    private static Signal Make(int seq, (int Second, int Case, Condition What, Act Act, bool Flag, int Times) raw)
    {
        var at = Noon + TimeSpan.FromSeconds(raw.Second);
        var context = new SignalContext(PromptOpen: raw.Flag);
        return raw.Case switch
        {
            0 => new Signal.Began(Laptop, seq, at, at, context, raw.What),
            1 => new Signal.Ended(Laptop, seq, at, at, context, raw.What),
            _ => new Signal.Did(Laptop, seq, at, at, context, raw.Act, null, raw.Times),
        };
    }
}
