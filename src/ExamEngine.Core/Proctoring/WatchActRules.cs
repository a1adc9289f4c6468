using System.Collections.Immutable;
using Kind = ExamEngine.Core.Proctoring.ProctorActKind;

namespace ExamEngine.Core.Proctoring;

/// <summary>
/// What proctors do and take back. Decided before the session is asked for its part, and written when that is done: an act that stands in
/// the stream was done.
/// </summary>
internal static class WatchActRules
{
    public const int MostMinutes = 240;

    /// <summary>How severe a flag is that a person sets.</summary>
    public static decimal SeverityOf(Gravity gravity) => gravity switch
    {
        Gravity.Minor => 0.3m,
        Gravity.Moderate => 0.6m,
        Gravity.Serious => 0.9m,
        _ => throw new InvalidOperationException($"Unknown gravity {gravity}."),
    };

    /// <summary>The gravity whose own severity is nearest; of two the graver.</summary>
    public static Gravity GravityOf(decimal severity) => severity >= 0.75m ? Gravity.Serious : severity >= 0.45m ? Gravity.Moderate : Gravity.Minor;

    internal static WatchDecision Act(WatchState state, WatchCommand.TakeAct act, WatchTerms terms) =>
        state.Act(act.Id) is not null ? WatchDecision.Nothing
        : state.IsCancelled(act.Id) ? IsUndone
        : state.Over is not null && IsForTheLearner(act.Kind) ? WatchRules.IsOver
        : WatchRules.BadReason(act.Reason) ?? WatchRules.TooLong(act.Text) ?? BadParts(state, act, terms) ?? Done(state, act);

    internal static WatchDecision Undo(WatchState state, WatchCommand.Undo undo)
    {
        if (state.Act(undo.Act) is not { } act)
            return undo.Kind is { } kind ? Cancel(state, undo, kind) : WatchDecision.Refuse("watch.act-unknown", "There is no such act.");
        if (act.Undo is { } by)
            return by == undo.Command ? WatchDecision.Nothing : IsUndone;
        if (!ProctorAct.CanBeUndone(act.Kind))
            return IsFinal;
        if (WatchRules.BadReason(undo.Reason) is { } problem)
            return problem;
        var undone = new WatchEvent.ActUndone(undo.Act, undo.Command, undo.By, undo.Reason.Trim()) { At = undo.At };
        if (act is not { Kind: Kind.Flag, Flag: { } flag })
            return WatchDecision.Of(undone);
        var withdrawn = WatchRules.Withdraw(state, new(undo.At, undo.Command, undo.By, flag, undo.Reason));
        return withdrawn.Refused is null ? WatchDecision.Of([undone, .. withdrawn.Events]) : withdrawn;
    }

    /// <summary>An order and its taking back may overtake each other.</summary>
    private static WatchDecision Cancel(WatchState state, WatchCommand.Undo undo, ProctorActKind kind) =>
        state.IsCancelled(undo.Act) ? WatchDecision.Nothing
        : !ProctorAct.CanBeUndone(kind) ? IsFinal
        : WatchRules.BadReason(undo.Reason) ?? WatchDecision.Of(new WatchEvent.ActCancelled(undo.Act, kind, undo.Command, undo.By, undo.Reason.Trim()) { At = undo.At });

    private static WatchDecision IsUndone => WatchDecision.Refuse("watch.act-undone", "The act has been taken back already.");

    private static WatchDecision IsFinal => WatchDecision.Refuse("watch.act-final", "This act cannot be taken back.");

    internal static WatchDecision Acknowledge(WatchState state, WatchCommand.Acknowledge acknowledge)
    {
        if (state.Act(acknowledge.Act) is not { } act || !ProctorAct.IsTold(act.Kind))
            return WatchDecision.Refuse("watch.act-unknown", "There is no such act.");
        var events = ImmutableArray.CreateBuilder<WatchEvent>(2);
        if (act.DeliveredAt is null)
            events.Add(new WatchEvent.ActDelivered(act.Id) { At = acknowledge.At });
        if (acknowledge.Confirmed && act.ConfirmedAt is null)
            events.Add(new WatchEvent.ActConfirmed(act.Id) { At = acknowledge.At });
        return WatchDecision.Of(events.ToImmutable());
    }

    /// <summary>
    /// What is over when the session is. What people write down for the review goes on; of what moves the clock the session judges, which knows
    /// an act again that it did before its end.
    /// </summary>
    private static bool IsForTheLearner(ProctorActKind kind) =>
        kind is Kind.AskIdentity or Kind.AskRoomScan or Kind.ConfirmIdentity or Kind.Message or Kind.Warn or Kind.Announce;

    private static WatchDecision? BadParts(WatchState state, WatchCommand.TakeAct act, WatchTerms terms) => act.Kind switch
    {
        Kind.Message or Kind.Warn or Kind.Announce or Kind.Note => WatchRules.BadText(act.Text),
        Kind.AddTime or Kind.TakeTime or Kind.Break when act.Minutes is not (>= 1 and <= MostMinutes) =>
            WatchDecision.Refuse("watch.minutes-range", $"1 to {MostMinutes} minutes.", "minutes"),
        Kind.ConfirmIdentity when state.CheckIn.Identity is null => WatchDecision.Refuse("watch.identity-missing", "The learner has not shown who they are."),
        Kind.AskRoomScan when !terms.Camera => WatchDecision.Refuse("watch.exempt", "No camera is used here, by the exam or by the learner's accommodation."),
        Kind.Report when act.Irregularity is null => WatchDecision.Refuse("watch.irregularity-missing", "A report names what kind of irregularity it is.", "irregularity"),
        _ when act.Severity is < 0 or > 1 => WatchDecision.Refuse("watch.severity-range", "A severity lies between 0 and 1."),
        Kind.Report or Kind.Flag when act.Gravity is null && act.Severity is null => WatchDecision.Refuse("watch.gravity-missing", "How grave it is has to be said.", "gravity"),
        Kind.Report or Kind.Flag when WatchRules.BadText(act.Text) is { } problem => problem,
        Kind.Report => act.Attachment is null ? null : WatchRules.BadId(act.Attachment),
        Kind.Attach => WatchRules.BadId(act.Attachment),
        Kind.Unflag when act.Flag is null => WatchDecision.Refuse("watch.flag-unknown", "There is no such flag.", "flag"),
        _ => null,
    };

    private static WatchDecision Done(WatchState state, WatchCommand.TakeAct act)
    {
        var happened = act.HappenedAt < act.At ? act.HappenedAt : null;
        var taken = new WatchEvent.ActTaken(act.Id, act.Kind, act.By, act.Reason, act.Text.Trim(), act.Minutes, act.Flag, act.Attachment, happened, act.Severity) { At = act.At };
        var severity = act.Severity ?? (act.Gravity is { } said ? SeverityOf(said) : null);
        return act switch
        {
            { Kind: Kind.Flag } when severity is { } severe =>
                With(taken with { Flag = state.Flags.Length + 1 }, WatchRules.Set(state, new(act.At, act.Id, act.By, act.Text, severe, happened))),
            { Kind: Kind.Unflag, Flag: { } flag } =>
                With(taken, WatchRules.Withdraw(state, new(act.At, act.Id, act.By, flag, string.IsNullOrWhiteSpace(act.Text) ? act.Reason : act.Text))),
            { Kind: Kind.Report, Irregularity: { } kind } when severity is { } severe => WatchDecision.Of([
                taken,
                new WatchEvent.IncidentReported(
                    act.Id, state.Incidents.Length + 1, kind, act.Severity is null && act.Gravity is { } gravity ? gravity : GravityOf(severe), taken.Text, act.By, happened) { At = act.At },
                .. Attached(act, state.Incidents.Length + 1)]),
            // Without an incident it stands in the timeline with its text.
            { Kind: Kind.Attach } => WatchDecision.Of([taken, .. state.Incidents.IsEmpty ? [] : Attached(act, state.Incidents.Length)]),
            _ => WatchDecision.Of(taken),
        };
    }

    private static WatchDecision With(WatchEvent.ActTaken taken, WatchDecision flag) => flag.Refused is null ? WatchDecision.Of([taken, .. flag.Events]) : flag;

    private static ImmutableArray<WatchEvent> Attached(WatchCommand.TakeAct act, int incident) =>
        act.Attachment is { } evidence ? [new WatchEvent.Attached(act.Id, incident, evidence) { At = act.At }] : [];
}
