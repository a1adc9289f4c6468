using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Core.Proctoring;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Proctoring;

/// <summary>Acts between the wire and the rules.</summary>
internal static class ActMapping
{
    public static readonly Problem Nobody = new("act.nobody", "There is nobody here whom this is for.");
    public static readonly Problem NoAnswer = ToProblem(ActRules.Unanswered(Guid.Empty));
    public static readonly Problem UnknownSession = new("session.unknown", "There is no such session in these rooms.");

    private static readonly Problem NotDone = new("act.undone", "This was taken back: nothing of it stands here.");

    /// <summary>Where a room is asked something that needs no order.</summary>
    public static readonly ActOrder None = new(Guid.Empty, ActKind.Note, null, "");

    public static ProctorActKind ToCore(this ActKind kind) => Enum.Parse<ProctorActKind>(kind.ToString());

    public static ActKind ToWire(this ProctorActKind kind) => Enum.Parse<ActKind>(kind.ToString());

    public static bool CanBeUndone(ActKind kind) => ProctorAct.CanBeUndone(kind.ToCore());

    /// <summary>Everything that is wrong with it, whomever it is for.</summary>
    public static ImmutableArray<Problem> Check(ActOrder order, DateTimeOffset now)
    {
        var found = ActRules.Check(order.ToCore(), order.Sessions?.Distinct().Count(), ActReasons.All, now).ToProblems();
        return order.Id == Guid.Empty ? found.Add(new("input.invalid", "An act has an id.", "id")) : found;
    }

    public static RoomOrder ToCore(this ActOrder order) => new(
        order.Kind.ToCore(), order.Reason ?? "", (order.Text ?? "").Trim(), order.Minutes, order.Irregularity, order.Gravity, order.Flag, order.Attachment, order.Sessions is null,
        order.HappenedAt, order.Severity);

    /// <summary>The order as one session's watch gets it.</summary>
    public static ActOrder ToWire(this RoomOrder order, Guid act, Guid session) => new(
        act, order.Kind.ToWire(), [session], order.Reason, order.Text, order.Minutes, order.Irregularity, order.Gravity, order.Flag, order.Attachment, order.HappenedAt,
        order.Severity);

    /// <param name="arrived">What arrived and is not yet written down.</param>
    public static ActProgress ToWire(this RoomAct act, IReadOnlyDictionary<(Guid Act, Guid Session), ActArrival> arrived)
    {
        // Where nobody answered it may have been done.
        var (sessions, limits) = (act.Sessions.ToHashSet(), act.Limited.ToDictionary(limited => limited.Session));
        var (order, mayStand) = (act.Order, act.Outcomes.Any(outcome => outcome.IsDone) || !act.Pending.IsEmpty);
        return new(
            act.Id, order.Kind.ToWire(), act.By, act.At, order.Reason, order.Text, order.Minutes, [.. act.Outcomes.Select(Outcome)],
            act.Undo is null && mayStand && ProctorAct.CanBeUndone(order.Kind), act.Undo?.At, act.Sessions.Length + act.Outcomes.Count(outcome => !sessions.Contains(outcome.Session)));

        ActOutcome Outcome(RoomActOutcome outcome)
        {
            var late = arrived.GetValueOrDefault((act.Id, outcome.Session));
            return new(
                outcome.Session, outcome.Refused is not { } refused ? null : outcome.IsUndone ? NotDone : ToProblem(refused),
                outcome.DeliveredAt ?? late?.DeliveredAt, outcome.ConfirmedAt ?? late?.ConfirmedAt, outcome.UndoRefused is { } kept ? ToProblem(kept) : null,
                limits.GetValueOrDefault(outcome.Session)?.ToProblem());
        }
    }

    public static Problem ToProblem(this ActLimited limited) => new(limited.Code, limited.Message);

    private static Problem ToProblem(ActRefused refused) => new(refused.Code, refused.Message);
}
