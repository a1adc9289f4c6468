using System.Collections.Immutable;
using ExamEngine.Core.Windows;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;

namespace ExamEngine.Grains.Windows;

internal static partial class WindowRows
{
    /// <summary>How learners register for the window, whenever that or the places change, and those on its waiting list whose turn has changed.</summary>
    private static void AddPlaces(List<ProjectionRow> rows, string id, WindowState before, WindowState after, ImmutableArray<WindowEvent> events)
    {
        var was = before as WindowState.Planned;
        var now = after as WindowState.Planned;
        if (Registration(id, after) is { } registration && registration != Registration(id, before))
            rows.Add(registration);
        else if (was?.Registration is not null && now?.Registration is null && Registration(id, before) is { } stopped)
            rows.Add(stopped with { State = RegistrationRow.Ended });

        // A learner who joins and is offered the place by one decision has one row: as it stands after it.
        foreach (var learner in events.SelectMany(happened => Waiters(happened, was)).Distinct(StringComparer.Ordinal))
        {
            var (known, place) = (was?.Waiting.Find(learner), now?.Waiting.Find(learner));
            var shown = place ?? known;
            if (shown is null || now is null)
                continue;
            rows.Add(new WaitingRow(
                $"{id}/{learner}", id, learner, now.Terms.Exam, shown.Number,
                place is { OfferedUntil: not null } ? WaitingRow.Offered
                : place is not null ? WaitingRow.InLine
                : now.Roll.Find(learner) is not null ? WaitingRow.Seated
                : events.OfType<WindowEvent.OffersLapsed>().Any(lapsed => lapsed.Learners.Contains(learner)) ? WaitingRow.Lapsed
                : WaitingRow.Left,
                shown.Since, shown.OfferedUntil));
        }
    }

    private static IEnumerable<string> Waiters(WindowEvent happened, WindowState.Planned? was) => happened switch
    {
        WindowEvent.WaitingJoined e => [e.Learner],
        WindowEvent.WaitingLeft e => [e.Learner],
        WindowEvent.PlacesOffered e => e.Learners,
        WindowEvent.OffersLapsed e => e.Learners,
        WindowEvent.SeatsTaken e => was is null || was.Waiting.Places.IsEmpty ? [] : e.Seats.Select(seat => seat.Learner).Where(learner => was.Waiting.Find(learner) is not null),
        _ => [],
    };

    private static RegistrationRow? Registration(string id, WindowState state) => state is not WindowState.Planned { Registration: { } terms } window
        ? null
        : new(
            id, window.Terms.Exam, RegistrationRow.Open, terms.From, terms.Ends(window.Terms), terms.ChangeEnds(window.Terms), terms.EndsBeforeMinutes, terms.ChangeBeforeMinutes,
            terms.OfferMinutes, window.Waiting.Places.Length > window.Waiting.Offered ? 0 : window.Terms.Capacity - window.Held, window.Waiting.Places.Length);
}
