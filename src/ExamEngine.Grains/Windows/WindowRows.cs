using System.Collections.Immutable;
using ExamEngine.Core.Windows;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;

namespace ExamEngine.Grains.Windows;

/// <summary>What the read model shows of a window: its row whenever it or its number of seats changes, and the seats that changed.</summary>
internal static partial class WindowRows
{
    public static IReadOnlyList<ProjectionRow> Of(string id, WindowState before, WindowState after, ImmutableArray<WindowEvent> events)
    {
        var rows = new List<ProjectionRow>();
        var (terms, roll, state) = after switch
        {
            WindowState.Planned planned => (planned.Terms, planned.Roll, "planned"),
            WindowState.Cancelled cancelled => (cancelled.Terms, cancelled.Roll, "cancelled"),
            _ => throw new InvalidOperationException("Nobody has planned this window."),
        };
        foreach (var happened in events)
        {
            switch (happened)
            {
                case WindowEvent.SeatsTaken e:
                    rows.AddRange(e.Seats.Select(seat => Seat(seat.Learner, seat.TimeMultiplierPercent ?? 100, "seated")));
                    break;
                case WindowEvent.AccommodationsChanged e:
                    rows.AddRange(e.Seats.Select(seat => Seat(seat.Learner, seat.TimeMultiplierPercent ?? 100, "seated")));
                    break;
                case WindowEvent.SeatReleased e:
                    var was = (before as WindowState.Planned)?.Roll.Find(e.Learner)?.TimeMultiplierPercent;
                    rows.Add(Seat(e.Learner, was ?? 100, "released"));
                    break;
                default:
                    break;
            }
        }
        if (events.Any(happened => happened is not (WindowEvent.SeatsTold or WindowEvent.SeatsPrepared)))
            rows.Add(new WindowRow(id, terms.Exam, terms.Title, state, terms.Opens, terms.Closes, terms.Capacity, roll.Count));
        AddPlaces(rows, id, before, after, events);
        return rows;

        SeatRow Seat(string learner, int percent, string how) => new($"{id}/{learner}", id, learner, terms.Exam, percent, how);
    }
}
