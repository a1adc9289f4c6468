using System.Collections.Immutable;
using ExamEngine.Core.Sessions;

namespace ExamEngine.Core.Windows;

/// <summary>One learner's seat. About 25 bytes beside the learner's id: a window may hold a hundred thousand.</summary>
/// <param name="Number">In the order of taking, from 1; never given twice.</param>
/// <param name="TakenBy">Fingerprint of the command that took it.</param>
public readonly record struct WindowSeat(int Number, int TimeMultiplierPercent, ulong TakenBy);

/// <summary>Who sits in a window. One seat a learner, because learners are the keys.</summary>
/// <param name="LastNumber">Of the seat taken last, released ones included.</param>
/// <param name="Commands">Fingerprints of the last commands that were carried out, oldest first.</param>
public sealed record SeatRoll(ImmutableDictionary<string, WindowSeat> Seats, int LastNumber, ImmutableArray<ulong> Commands)
{
    /// <summary>Commands that are remembered. Bounded: whoever repeats does so soon, and the largest file is a hundred batches.</summary>
    public const int Remembered = 256;

    public static readonly SeatRoll Empty = new(ImmutableDictionary.Create<string, WindowSeat>(StringComparer.Ordinal), 0, []);

    public int Count => Seats.Count;

    public WindowSeat? Find(string learner) => Seats.TryGetValue(learner, out var seat) ? seat : null;

    public bool Has(Guid command) => Commands.Contains(SessionWork.Fingerprint(command));

    /// <summary>The learners with seats numbered above <paramref name="after"/> up to <paramref name="through"/>, in order.</summary>
    public ImmutableArray<string> Between(int after, int through) =>
        [.. Seats.Where(seat => seat.Value.Number > after && seat.Value.Number <= through).OrderBy(seat => seat.Value.Number).Select(seat => seat.Key)];

    internal SeatRoll Take(Guid command, ImmutableArray<TakenSeat> taken)
    {
        var (seats, number, by) = (Seats.ToBuilder(), LastNumber, SessionWork.Fingerprint(command));
        foreach (var seat in taken)
            seats.Add(seat.Learner, new(++number, seat.TimeMultiplierPercent ?? 100, by));
        return Remember(by) with { Seats = seats.ToImmutable(), LastNumber = number };
    }

    internal SeatRoll Accommodate(Guid command, ImmutableArray<TakenSeat> changed)
    {
        var seats = Seats.ToBuilder();
        foreach (var seat in changed)
            seats[seat.Learner] = seats[seat.Learner] with { TimeMultiplierPercent = seat.TimeMultiplierPercent ?? 100 };
        return Remember(SessionWork.Fingerprint(command)) with { Seats = seats.ToImmutable() };
    }

    internal SeatRoll Release(string learner) => this with { Seats = Seats.Remove(learner) };

    /// <summary>A command that took no seat, and was carried out all the same.</summary>
    internal SeatRoll Remember(Guid command) => Remember(SessionWork.Fingerprint(command));

    private SeatRoll Remember(ulong command) =>
        Commands.Length > 0 && Commands[^1] == command ? this
        : this with { Commands = (Commands.Length < Remembered ? Commands : Commands.RemoveAt(0)).Add(command) };
}
