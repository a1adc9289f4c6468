using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ExamEngine.Core.Proctoring;

/// <summary>What happened in the watch over one session. It has a stream of its own: a busy camera must not slow an answer.</summary>
public abstract record WatchEvent
{
    private WatchEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <summary>In the order of their moments.</summary>
    public sealed record SignalsNoted(ImmutableArray<Signal> Signals) : WatchEvent;

    /// <param name="To">Null while what it is about lasts.</param>
    /// <param name="Excuse">Not null when the rule was met and an innocent cause was known.</param>
    public sealed record FlagRaised(int Flag, string Rule, string Title, decimal Severity, DateTimeOffset From, DateTimeOffset? To, Excuse? Excuse) : WatchEvent;

    public sealed record FlagEnded(int Flag, DateTimeOffset To) : WatchEvent;

    /// <summary>The innocent cause became known after the flag.</summary>
    public sealed record FlagExcused(int Flag, Excuse Excuse) : WatchEvent;

    public sealed record FlagSetByHand(Guid Command, int Flag, string By, string Comment, decimal Severity) : WatchEvent;

    public sealed record FlagWithdrawn(Guid Command, int Flag, string By, string Reason) : WatchEvent;
}
