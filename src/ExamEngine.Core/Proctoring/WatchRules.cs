using System.Collections.Immutable;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Proctoring;

/// <summary>What follows from a command: events, or the reason why nothing does.</summary>
public readonly record struct WatchDecision(ImmutableArray<WatchEvent> Events, Refusal? Refused)
{
    public static readonly WatchDecision Nothing = new([], null);

    public static WatchDecision Of(params ImmutableArray<WatchEvent> events) => new(events, null);

    public static WatchDecision Refuse(string code, string message, string? where = null) => new([], new(code, message, where));
}

/// <summary>
/// The rules of the watch over one session. Pure. A browser's signals are recorded from the consent on and until the session ends, and at
/// no other time; what the server itself notices, from the beginning of the check-in on. What was noticed before the end and comes after it,
/// because the line was down, is judged as if it had come in time.
/// </summary>
public static class WatchRules
{
    /// <summary>The most signals in one message: far more than a page has in a moment, far less than a broken one can make.</summary>
    public const int MostSignals = 100;

    public const int LongestText = 2_000;

    public const int LongestId = 200;

    /// <summary>So long after the end what was noticed and recorded before it may still arrive.</summary>
    public static readonly TimeSpan LateFor = TimeSpan.FromDays(1);

    public static WatchDecision Decide(WatchState state, WatchCommand command, WatchTerms terms) => command switch
    {
        WatchCommand.Begin begin => CheckInRules.Begin(state, begin, terms),
        _ when state.CheckIn.BeganAt is null => command is WatchCommand.MeetTime or WatchCommand.LoseConnection or WatchCommand.Close ? WatchDecision.Nothing : NotBegun,
        WatchCommand.Note note => Note(state, note, terms),
        WatchCommand.MeetTime => state.Over is null ? WatchDecision.Of(FlagRules.Judge(state, [], terms.Rules, terms.Exemptions, command.At)) : WatchDecision.Nothing,
        WatchCommand.LoseConnection lost => state.Over is not null || lost.To <= lost.From || lost.To <= state.LostUntil
            ? WatchDecision.Nothing
            : WatchDecision.Of(FlagRules.Lose(state, lost, terms.Rules)),
        WatchCommand.GiveConsent give => CheckInRules.Consent(state, give, terms),
        WatchCommand.ShowIdentity show => CheckInRules.ShowIdentity(state, show, terms),
        WatchCommand.ShowRoom show => CheckInRules.ShowRoom(state, show),
        WatchCommand.CompleteCheckIn complete => CheckInRules.Complete(state, complete, terms),
        WatchCommand.Say say => Say(state, say),
        WatchCommand.RaiseHand hand => Raise(state, hand),
        WatchCommand.TakeAct act => WatchActRules.Act(state, act, terms),
        WatchCommand.Undo undo => WatchActRules.Undo(state, undo),
        WatchCommand.Acknowledge acknowledge => WatchActRules.Acknowledge(state, acknowledge),
        WatchCommand.SetFlag set => Set(state, set),
        WatchCommand.WithdrawFlag withdraw => Withdraw(state, withdraw),
        WatchCommand.ViewEvidence view => BadId(view.Evidence) ?? WatchDecision.Of(new WatchEvent.EvidenceViewed(view.By, view.Evidence) { At = view.At }),
        WatchCommand.RecordErasure erase => state.Erased.Contains((erase.Kind, erase.Why)) ? WatchDecision.Nothing : WatchDecision.Of(new WatchEvent.EvidenceErased(erase.Kind, erase.Count, erase.Why) { At = erase.At }),
        WatchCommand.Close close => Close(state, close, terms),
        _ => throw new InvalidOperationException($"Unknown command {command.GetType().Name}."),
    };

    internal static readonly WatchDecision NotBegun = WatchDecision.Refuse("watch.not-begun", "The check-in has not begun.");

    public static readonly Refusal Over = new("watch.over", "The session has ended: nothing more is recorded.");

    public static readonly Refusal TooLate = new("watch.too-late", "It is too long after the end to tell what was noticed before it.");

    public static readonly Refusal ConsentMissing = new("watch.consent-missing", "Nothing is recorded before the learner has agreed to it.");

    internal static readonly WatchDecision IsOver = new([], Over);

    internal static readonly WatchDecision NoConsent = new([], ConsentMissing);

    private static WatchDecision Note(WatchState state, WatchCommand.Note note, WatchTerms terms)
    {
        if (note.Signals.Length > MostSignals)
            return WatchDecision.Refuse("watch.too-many-signals", $"At most {MostSignals} signals at a time.");
        if (note.Signals.Any(signal => signal.Seq < 0 || signal is Signal.Did { Times: < 1 }))
            return WatchDecision.Refuse("watch.signal-invalid", "Signals are numbered from 1 on and happen at least once.");
        if (state.CheckIn.Consent is null && note.Signals.Any(signal => signal.Seq > 0))
            return NoConsent;
        // A device has nothing to tell of before its check-in: its clock is wrong, or it makes things up.
        if (state.CheckIn.BeganAt is { } began && note.Signals.Any(signal => signal.ClientAt < began))
            note = note with { Signals = [.. note.Signals.Select(signal => signal.ClientAt < began ? signal with { ClientAt = began } : signal)] };
        if (state.Over is { } over)
            return NoteLate(state, note, over, terms);

        var fresh = Fresh(state, note.Signals);
        return fresh.IsEmpty ? WatchDecision.Nothing : WatchDecision.Of(FlagRules.Judge(state, fresh, terms.Rules, terms.Exemptions, note.At));
    }

    /// <summary>Of a report that came after the end, what was noticed before it is taken; for the rest it is refused.</summary>
    private static WatchDecision NoteLate(WatchState state, WatchCommand.Note note, DateTimeOffset over, WatchTerms terms)
    {
        if (note.At > over + LateFor)
            return new([], TooLate);
        var before = note.Signals.RemoveAll(signal => FlagRules.MomentOf(signal) > over);
        var fresh = Fresh(state, before);
        return new(fresh.IsEmpty ? [] : UntilTheEnd(state, fresh, over, note.At, terms), before.Length < note.Signals.Length ? Over : null);
    }

    /// <summary>Without what was noted before, in the order of moments. A device numbers as it notices, so a repeat is what is not above the last number.</summary>
    private static ImmutableArray<Signal> Fresh(WatchState state, ImmutableArray<Signal> signals)
    {
        var last = new Dictionary<Guid, long>();
        return [.. signals
            .OrderBy(signal => signal.Seq)
            .Where(signal => signal.Seq == 0 || signal.Seq > last.GetValueOrDefault(signal.Device, state.LastSeq.GetValueOrDefault(signal.Device)) && Remember(signal))
            .OrderBy(FlagRules.MomentOf)];

        bool Remember(Signal signal)
        {
            last[signal.Device] = signal.Seq;
            return true;
        }
    }

    private static WatchDecision Say(WatchState state, WatchCommand.Say say) =>
        state.Trail.Has(say.Command) ? WatchDecision.Nothing
        : state.Over is not null ? IsOver
        : BadText(say.Text) is { } problem ? problem
        : WatchDecision.Of(new WatchEvent.LineSaid(say.Command, say.By, say.Account, say.Name, say.Text.Trim()) { At = say.At });

    private static WatchDecision Raise(WatchState state, WatchCommand.RaiseHand hand) =>
        state.Trail.Has(hand.Command) ? WatchDecision.Nothing
        : state.Over is not null ? IsOver
        : hand.Raised == state.Talk.HandSince is not null ? WatchDecision.Nothing
        : WatchDecision.Of(hand.Raised ? new WatchEvent.HandRaised(hand.Command) { At = hand.At } : new WatchEvent.HandLowered(hand.Command) { At = hand.At });

    internal static WatchDecision Set(WatchState state, WatchCommand.SetFlag set) =>
        state.Trail.Has(set.Command) ? WatchDecision.Nothing
        : set.Severity is < 0 or > 1 ? WatchDecision.Refuse("watch.severity-range", "A severity lies between 0 and 1.")
        : BadReason(set.Comment) is { } problem ? problem
        : WatchDecision.Of(new WatchEvent.FlagSetByHand(set.Command, state.Flags.Length + 1, set.By, set.Comment.Trim(), set.Severity, set.From) { At = set.At });

    internal static WatchDecision Withdraw(WatchState state, WatchCommand.WithdrawFlag withdraw) =>
        state.Trail.Has(withdraw.Command) ? WatchDecision.Nothing
        : state.Flag(withdraw.Flag) is not { } flag ? WatchDecision.Refuse("watch.flag-unknown", "There is no such flag.")
        : flag.Standing is FlagStanding.Withdrawn ? WatchDecision.Refuse("watch.flag-withdrawn", "The flag has been taken back already.")
        : BadReason(withdraw.Reason) is { } problem ? problem
        : WatchDecision.Of(new WatchEvent.FlagWithdrawn(withdraw.Command, withdraw.Flag, withdraw.By, withdraw.Reason.Trim()) { At = withdraw.At });

    private static WatchDecision Close(WatchState state, WatchCommand.Close close, WatchTerms terms) => state.Over is not null
        ? WatchDecision.Nothing
        : WatchDecision.Of([.. UntilTheEnd(state, [], close.EndedAt, close.At, terms), new WatchEvent.Over(close.EndedAt) { At = close.At }]);

    /// <summary>What lasts, lasts until the end of the session; what would have been long enough only after it never was.</summary>
    private static ImmutableArray<WatchEvent> UntilTheEnd(WatchState state, ImmutableArray<Signal> signals, DateTimeOffset end, DateTimeOffset now, WatchTerms terms)
    {
        var events = FlagRules.Judge(state, signals, terms.Rules, terms.Exemptions, end).ToBuilder();
        var closing = events.Aggregate(state, WatchState.Evolve);
        events.AddRange(closing.Flags.Where(flag => flag.To is null).Select(flag => new WatchEvent.FlagEnded(flag.Number, end > flag.From ? end : flag.From)));
        events.AddRange(closing.Flags.Where(flag => flag.Counts && IsPast(flag, terms.Rules, end)).Select(flag => new WatchEvent.FlagExcused(flag.Number, Excuse.Brief)));
        return [.. events.Select(happened => happened with { At = now })];
    }

    /// <summary>True of what a rule made of the time between the end and the news of it.</summary>
    private static bool IsPast(Flag flag, ImmutableArray<FlagRule> rules, DateTimeOffset end) => rules.FirstOrDefault(rule => rule.Id == flag.Rule) is { } rule
        && (flag.From > end || (rule.Trigger is FlagTrigger.Lasting lasting && !(flag.To <= end) && end - flag.From < lasting.AtLeast));

    internal static WatchDecision? BadText(string words) =>
        string.IsNullOrWhiteSpace(words) ? WatchDecision.Refuse("watch.text-missing", "There is no text.", "text") : TooLong(words);

    /// <summary>Every act on a flag says why.</summary>
    internal static WatchDecision? BadReason(string words) =>
        string.IsNullOrWhiteSpace(words) ? WatchDecision.Refuse("watch.reason-missing", "A reason is needed.", "reason") : TooLong(words);

    internal static WatchDecision? TooLong(string words) =>
        words.Length > LongestText ? WatchDecision.Refuse("input.too-long", $"At most {LongestText} characters.") : null;

    internal static WatchDecision? BadId(string? id) =>
        string.IsNullOrWhiteSpace(id) || id.Length > LongestId ? WatchDecision.Refuse("watch.evidence-unknown", "There is no such evidence.") : null;
}
