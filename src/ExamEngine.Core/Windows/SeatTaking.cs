using System.Collections.Immutable;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Windows;

/// <summary>
/// The decision on a batch of seats: each for itself, in order. The capacity holds because the free seats are counted from the roll that
/// the events are applied to, and one batch is decided at a time.
/// </summary>
internal static class SeatTaking
{
    public const int LongestId = 64;

    public static WindowDecision Decide(WindowState.Planned window, WindowCommand.TakeSeats take)
    {
        var repeated = window.Roll.Has(take.Command);
        var by = Sessions.SessionWork.Fingerprint(take.Command);
        // A place that is kept for a learner is free for that learner alone.
        var free = window.Terms.Capacity - window.Held;
        var (taken, known) = (0, 0);
        var fresh = ImmutableArray.CreateBuilder<TakenSeat>();
        var changed = ImmutableArray.CreateBuilder<TakenSeat>();
        var refused = ImmutableArray.CreateBuilder<(string, Refusal)>();
        var asked = new HashSet<string>(take.Seats.Length, StringComparer.Ordinal);
        foreach (var seat in take.Seats)
        {
            if (Check(seat, asked) is { } wrong)
            {
                refused.Add((seat.Learner, wrong));
            }
            else if (window.Roll.Find(seat.Learner) is { } there)
            {
                if (repeated && there.TakenBy == by)
                {
                    taken++;
                    continue;
                }
                known++;
                if (!repeated && seat.TimeMultiplierPercent is { } percent && percent != there.TimeMultiplierPercent)
                    changed.Add(new(seat.Learner, percent));
            }
            else if (!seat.Known)
            {
                refused.Add((seat.Learner, new("learner.unknown", "There is no such learner.")));
            }
            else if (free == 0 && !IsOffered(window, seat.Learner))
            {
                refused.Add((seat.Learner, new("window.full", "The window is full.")));
            }
            else if (repeated)
            {
                // What was done for this command is done; a seat released since stays released.
                refused.Add((seat.Learner, new("window.seat-released", "The seat was not taken, or was released since.")));
            }
            else
            {
                taken++;
                free -= IsOffered(window, seat.Learner) ? 0 : 1;
                fresh.Add(new(seat.Learner, seat.TimeMultiplierPercent is null or 100 ? null : seat.TimeMultiplierPercent));
            }
        }

        var events = ImmutableArray.CreateBuilder<WindowEvent>(2);
        if (fresh.Count > 0)
            events.Add(new WindowEvent.SeatsTaken(take.Command, fresh.ToImmutable()) { At = take.At });
        if (changed.Count > 0)
            events.Add(new WindowEvent.AccommodationsChanged(take.Command, changed.ToImmutable()) { At = take.At });
        return new(events.ToImmutable(), [], new(taken, known, refused.ToImmutable()));
    }

    private static bool IsOffered(WindowState.Planned window, string learner) => window.Waiting.Find(learner) is { OfferedUntil: not null };

    private static Refusal? Check(SeatRequest seat, HashSet<string> asked) =>
        !IsId(seat.Learner) ? new("input.learner-id", $"A learner's id has 1 to {LongestId} letters, digits, '-', '_' or '.'.")
        : seat.TimeMultiplierPercent is < 100 or > 1000 ? new("input.time-multiplier", "An accommodation lies between 100 and 1000 per cent.")
        : !asked.Add(seat.Learner) ? new("input.seat-repeated", "The learner stands in this list before.")
        : null;

    private static bool IsId(string id) =>
        id.Length is >= 1 and <= LongestId && char.IsAsciiLetterOrDigit(id[0]) && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
