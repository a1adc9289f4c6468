using System.Collections.Immutable;

namespace ExamEngine.Core.Proctoring;

/// <summary>What somebody or something asks of the watch over a session.</summary>
/// <param name="At">The server's time, in whole milliseconds.</param>
public abstract record WatchCommand(DateTimeOffset At)
{
    /// <summary>Signals of one device, or of the server; told again until they are acknowledged.</summary>
    public sealed record Note(DateTimeOffset At, ImmutableArray<Signal> Signals) : WatchCommand(At);

    /// <summary>Time has gone on: what lasts may have lasted long enough.</summary>
    public sealed record MeetTime(DateTimeOffset At) : WatchCommand(At);

    public sealed record SetFlag(DateTimeOffset At, Guid Command, string By, string Comment, decimal Severity) : WatchCommand(At);

    public sealed record WithdrawFlag(DateTimeOffset At, Guid Command, string By, int Flag, string Reason) : WatchCommand(At);
}
