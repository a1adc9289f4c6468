using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Proctoring;

namespace ExamEngine.Grains.Proctoring;

/// <summary>What comes over the wire to the watch, as its rules know it.</summary>
internal static class WatchMapping
{
    /// <summary>Null when something in it is none of the catalogue: a browser cannot invent evidence.</summary>
    public static ImmutableArray<Signal>? ToCore(this ImmutableArray<SignalReport> reports, Guid device, DateTimeOffset now)
    {
        var signals = ImmutableArray.CreateBuilder<Signal>(reports.Length);
        foreach (var report in reports)
        {
            // 0 is the server's number.
            if (report is not { Seq: >= 1, Context: not null } || ToCore(report, device, now) is not { } signal)
                return null;
            signals.Add(signal);
        }
        return signals.MoveToImmutable();
    }

    /// <summary>What the server notices by itself; null for what it does not.</summary>
    public static Signal? Noticed(string kind, Guid device, DateTimeOffset now) => WatchNames.FromKebab<Act>(kind) is { } act and (Act.AddressChanged or Act.TakenOver)
        ? new Signal.Did(device, 0, now, now, SignalContext.Plain, act)
        : null;

    /// <summary>The exam moved to another device: found in what the session says, so its moment names it.</summary>
    public static Signal TakenOver(NoticedMove move, DateTimeOffset now) => new Signal.Did(move.Device, 0, move.At, now, SignalContext.Plain, Act.TakenOver);

    public static SignalSurroundings ToWire(this SignalContext context) => new(context.Online, context.Visible, context.PromptOpen, context.AssistiveTools);

    public static WatchCommand.TakeAct ToCore(this ActOrder order, Actor actor, DateTimeOffset now) => new(
        now, order.Id, KindOf(order.Kind), actor.Id, ActReasons.All.Contains(order.Reason) ? order.Reason : "", order.Text ?? "", order.Minutes,
        WatchNames.FromCamel<Irregularity>(order.Irregularity), WatchNames.FromCamel<Gravity>(order.Gravity), order.Flag, order.Attachment,
        Milliseconds(order.HappenedAt), order.Severity);

    private static DateTimeOffset? Milliseconds(DateTimeOffset? moment) => moment is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()) : null;

    public static ProctorActKind KindOf(ActKind kind) => Enum.Parse<ProctorActKind>(kind.ToString());

    public static ActKind KindOf(ProctorActKind kind) => Enum.Parse<ActKind>(kind.ToString());

    /// <summary>What an act asks of the session; null when it moves neither clock nor end.</summary>
    public static Intervention? OnClock(ProctorActKind kind, Guid command, int? minutes, string reason, string text)
    {
        InterventionKind? what = kind switch
        {
            ProctorActKind.Pause => InterventionKind.Pause,
            ProctorActKind.Resume => InterventionKind.Resume,
            ProctorActKind.AddTime => InterventionKind.AddTime,
            ProctorActKind.TakeTime => InterventionKind.TakeTime,
            ProctorActKind.Break => InterventionKind.Break,
            ProctorActKind.Lock => InterventionKind.Lock,
            ProctorActKind.Unlock => InterventionKind.Unlock,
            ProctorActKind.End => InterventionKind.End,
            ProctorActKind.Terminate => InterventionKind.Terminate,
            ProctorActKind.Reopen => InterventionKind.Reopen,
            _ => null,
        };
        return what is { } known ? new(command, known, minutes is { } amount ? TimeSpan.FromMinutes(amount) : null, reason, text) : null;
    }

    private static Signal? ToCore(SignalReport report, Guid device, DateTimeOffset now)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(report.At.ToUnixTimeMilliseconds());
        var context = new SignalContext(report.Context.Online, report.Context.Visible, report.Context.PromptOpen, report.Context.AssistiveTools);
        return report.Phase switch
        {
            "began" when WatchNames.FromKebab<Condition>(report.Kind) is { } what => new Signal.Began(device, report.Seq, at, now, context, what, report.Amount),
            "ended" when WatchNames.FromKebab<Condition>(report.Kind) is { } what => new Signal.Ended(device, report.Seq, at, now, context, what),
            "did" when WatchNames.FromKebab<Act>(report.Kind) is { } act and not (Act.AddressChanged or Act.TakenOver) && report.Times >= 1 =>
                new Signal.Did(device, report.Seq, at, now, context, act, report.Amount, report.Times),
            _ => null,
        };
    }
}
