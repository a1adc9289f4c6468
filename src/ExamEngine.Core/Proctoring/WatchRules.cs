using System.Collections.Immutable;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Proctoring;

/// <summary>What follows from a command: events, or the reason why nothing does.</summary>
public readonly record struct WatchDecision(ImmutableArray<WatchEvent> Events, Refusal? Refused)
{
    public static readonly WatchDecision Nothing = new([], null);

    public static WatchDecision Of(params ImmutableArray<WatchEvent> events) => new(events, null);

    public static WatchDecision Refuse(string code, string message) => new([], new(code, message));
}

/// <summary>The rules of the watch over one session. Pure.</summary>
public static class WatchRules
{
    /// <summary>The most signals in one message: far more than a page has in a moment, far less than a broken one can make.</summary>
    public const int MostSignals = 100;

    public const int LongestComment = 2_000;

    public static WatchDecision Decide(WatchState state, WatchCommand command, ImmutableArray<FlagRule> rules, Exemptions exemptions) => command switch
    {
        WatchCommand.Note note => Note(state, note, rules, exemptions),
        WatchCommand.MeetTime => WatchDecision.Of(FlagRules.Judge(state, [], rules, exemptions, command.At)),
        WatchCommand.SetFlag set => Set(state, set),
        WatchCommand.WithdrawFlag withdraw => Withdraw(state, withdraw),
        _ => throw new InvalidOperationException($"Unknown command {command.GetType().Name}."),
    };

    private static WatchDecision Note(WatchState state, WatchCommand.Note note, ImmutableArray<FlagRule> rules, Exemptions exemptions)
    {
        if (note.Signals.Length > MostSignals)
            return WatchDecision.Refuse("watch.too-many-signals", $"At most {MostSignals} signals at a time.");
        if (note.Signals.Any(signal => signal.Seq < 0 || signal is Signal.Did { Times: < 1 }))
            return WatchDecision.Refuse("watch.signal-invalid", "Signals are numbered from 1 on and happen at least once.");

        // A device numbers as it notices, so a repeat is what is not above the last number; the order of moments is stable in it.
        var last = new Dictionary<Guid, long>();
        var fresh = note.Signals
            .OrderBy(signal => signal.Seq)
            .Where(signal => signal.Seq == 0 || signal.Seq > last.GetValueOrDefault(signal.Device, state.LastSeq.GetValueOrDefault(signal.Device)) && Remember(signal))
            .OrderBy(FlagRules.MomentOf)
            .ToImmutableArray();
        return fresh.IsEmpty ? WatchDecision.Nothing : WatchDecision.Of(FlagRules.Judge(state, fresh, rules, exemptions, note.At));

        bool Remember(Signal signal)
        {
            last[signal.Device] = signal.Seq;
            return true;
        }
    }

    private static WatchDecision Set(WatchState state, WatchCommand.SetFlag set) =>
        state.Trail.Has(set.Command) ? WatchDecision.Nothing
        : set.Severity is < 0 or > 1 ? WatchDecision.Refuse("watch.severity-range", "A severity lies between 0 and 1.")
        : Bad(set.Comment) is { } problem ? problem
        : WatchDecision.Of(new WatchEvent.FlagSetByHand(set.Command, state.Flags.Length + 1, set.By, set.Comment.Trim(), set.Severity) { At = set.At });

    private static WatchDecision Withdraw(WatchState state, WatchCommand.WithdrawFlag withdraw) =>
        state.Trail.Has(withdraw.Command) ? WatchDecision.Nothing
        : state.Flag(withdraw.Flag) is not { } flag ? WatchDecision.Refuse("watch.flag-unknown", "There is no such flag.")
        : flag.Standing is FlagStanding.Withdrawn ? WatchDecision.Refuse("watch.flag-withdrawn", "The flag has been taken back already.")
        : Bad(withdraw.Reason) is { } problem ? problem
        : WatchDecision.Of(new WatchEvent.FlagWithdrawn(withdraw.Command, withdraw.Flag, withdraw.By, withdraw.Reason.Trim()) { At = withdraw.At });

    /// <summary>Every act on a flag says why.</summary>
    private static WatchDecision? Bad(string words) =>
        string.IsNullOrWhiteSpace(words) ? WatchDecision.Refuse("watch.reason-missing", "A reason is needed.")
        : words.Length > LongestComment ? WatchDecision.Refuse("input.too-long", $"At most {LongestComment} characters.")
        : null;
}
