using System.Collections.Immutable;

namespace ExamEngine.Core.Sessions;

/// <summary>
/// What a sitting noticed by itself about its learner's device: the last gaps in the connection and the last moves to another device, newest last.
/// Bounded: the watch asks after each of them, and whoever has so many between two questions has shown a pattern.
/// </summary>
public sealed record Noticed(ImmutableArray<ConnectionGap> Gaps, ImmutableArray<DeviceMove> Moves)
{
    private const int Most = 8;

    public static readonly Noticed Nothing = new([], []);

    /// <summary>A silence that was written down in parts is one gap, in however many.</summary>
    internal Noticed Lost(DateTimeOffset from, DateTimeOffset to) =>
        to <= from ? this
        : Gaps is [.., var before] && before.To >= from ? this with { Gaps = Gaps.SetItem(Gaps.Length - 1, before with { To = to }) }
        : this with { Gaps = Last(Gaps.Add(new(from, to))) };

    internal Noticed Moved(Guid device, DateTimeOffset at) => this with { Moves = Last(Moves.Add(new(device, at))) };

    private static ImmutableArray<T> Last<T>(ImmutableArray<T> all) => all.Length <= Most ? all : all.RemoveAt(0);
}

public readonly record struct ConnectionGap(DateTimeOffset From, DateTimeOffset To);

public readonly record struct DeviceMove(Guid Device, DateTimeOffset At);
