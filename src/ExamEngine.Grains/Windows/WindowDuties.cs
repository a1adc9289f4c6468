using System.Collections.Immutable;
using System.Globalization;
using ExamEngine.Core.Windows;
using ExamEngine.Grains.Learners;
using ExamEngine.Storage.Journal;
using static ExamEngine.Core.Windows.WindowState;

namespace ExamEngine.Grains.Windows;

/// <summary>
/// What commits beside a window's events. Each learner has an agenda row of their own; where there are many, they are put slice by slice,
/// by a duty of the window that says how far it has come and is put again with each slice. So a crash goes on where it stopped, a
/// duty carried out twice does nothing the second time, and no append grows with the window.
/// </summary>
internal static class WindowDuties
{
    public const string Tell = "tell";
    public const string Prepare = "prepare";

    /// <summary>"Places may have been kept long enough: look."</summary>
    public const string Offers = "offers";

    /// <summary>"This learner changed the seat of this number for one in another window."</summary>
    public const string Back = "give-back";

    /// <summary>Learners that are told in one append, and in a second: so many that they keep up, and others' duties still come through.</summary>
    public const int TellSlice = 500;

    private static readonly TimeSpan TellSpan = TimeSpan.FromSeconds(1);

    /// <summary>One append of preparation is so much of its pace.</summary>
    private static readonly TimeSpan PrepareSpan = TimeSpan.FromSeconds(5);

    /// <summary>Seats that one slice of preparation puts on the agenda.</summary>
    public static int PrepareSlice(WindowOptions options) => Math.Max(1, (int)(options.PreparedPerSecond * PrepareSpan.TotalSeconds));

    public static DateTimeOffset PreparesAt(WindowTerms terms, WindowOptions options) => terms.Opens - options.PrepareAhead;

    public static IReadOnlyList<AgendaChange> Agenda(
        string id, WindowState before, WindowState after, ImmutableArray<WindowEvent> events, WindowOptions options, DateTimeOffset now)
    {
        var changes = new List<AgendaChange>();
        foreach (var happened in events)
        {
            switch (happened)
            {
                case WindowEvent.SeatsTaken e:
                    changes.AddRange(e.Seats.Select(seat => Follow(id, seat.Learner, now)));
                    break;
                case WindowEvent.AccommodationsChanged e:
                    changes.AddRange(e.Seats.Select(seat => Follow(id, seat.Learner, now)));
                    break;
                case WindowEvent.SeatReleased e:
                    changes.Add(Follow(id, e.Learner, now));
                    break;
                case WindowEvent.SeatsTold e:
                    changes.AddRange(RollOf(after).Between(ToldOf(before), e.Through).Select(learner => Follow(id, learner, now)));
                    break;
                case WindowEvent.SeatsPrepared e when before is Planned planned:
                    var step = TimeSpan.FromSeconds(1) / options.PreparedPerSecond;
                    changes.AddRange(planned.Roll.Between(planned.Prepared, e.Through).Select((learner, place) => new AgendaChange.Put(
                        $"{Prepare}/{id}/{learner}", now + place * step, $"learner/{learner}", LearnerDuties.Prepare(id))));
                    break;
                case WindowEvent.Planned or WindowEvent.Changed or WindowEvent.Cancelled:
                case WindowEvent.RegistrationOpened or WindowEvent.RegistrationStopped:
                case WindowEvent.WaitingJoined or WindowEvent.WaitingLeft or WindowEvent.PlacesOffered or WindowEvent.OffersLapsed:
                    break;
                default:
                    throw new InvalidOperationException($"Unknown event {happened.GetType().Name}.");
            }
        }
        if (NextTelling(id, before, after, now) is { } tell)
            changes.Add(tell);
        if (NextPreparation(id, before, after, options, now) is { } prepare)
            changes.Add(prepare);
        if (NextOffers(id, before, after, now) is { } offers)
            changes.Add(offers);
        return changes;
    }

    /// <summary>Whatever crashes after a change of windows: the seat of before is given back.</summary>
    public static AgendaChange GiveBack(string window, string learner, int number, DateTimeOffset now) => new AgendaChange.Put(
        $"{Back}/{window}/{learner}/{number.ToString(CultureInfo.InvariantCulture)}", now, $"window/{window}", string.Create(CultureInfo.InvariantCulture, $"{Back}/{number}/{learner}"));

    public static bool IsGiveBack(string message, out string learner, out int number)
    {
        var parts = message.Split('/');
        var yes = parts.Length == 3 && parts[0] == Back;
        (learner, number) = yes ? (parts[2], int.Parse(parts[1], CultureInfo.InvariantCulture)) : ("", 0);
        return yes;
    }

    /// <summary>When a place has been kept long enough, or, when more can be offered than one event does, at once; null when nothing is to come.</summary>
    public static DateTimeOffset? OffersAt(WindowState state, DateTimeOffset now) =>
        state is not Planned planned ? null : WaitingRules.CanOffer(planned, now) ? now : planned.Waiting.FirstEnd;

    /// <summary>How far the duty has come that was put with <paramref name="message"/>.</summary>
    public static int From(string message) => int.Parse(message.AsSpan(message.IndexOf('/', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);

    private static AgendaChange.Put? NextTelling(string id, WindowState before, WindowState after, DateTimeOffset now) =>
        ToldOf(after) < RollOf(after).LastNumber && (ToldOf(after) != ToldOf(before) || after.GetType() != before.GetType())
            ? Put(id, Tell, ToldOf(after), ToldOf(after) > ToldOf(before) ? now + TellSpan : now)
            : null;

    /// <summary>
    /// From the first seat on there is such a row until all seats are prepared; it moves with the opening. Seats that are taken after
    /// all others were prepared start it again.
    /// </summary>
    private static AgendaChange? NextPreparation(string id, WindowState before, WindowState after, WindowOptions options, DateTimeOffset now)
    {
        if (after is Cancelled)
            return before is Planned ? new AgendaChange.Remove($"{Prepare}/{id}") : null;
        if (after is not Planned planned || planned.Prepared >= planned.Roll.LastNumber)
            return null;
        var (earliest, was) = (PreparesAt(planned.Terms, options), before as Planned);
        // A slice has just been put: the next one comes when its time is used up.
        if (was is not null && planned.Prepared > was.Prepared)
            return Put(id, Prepare, planned.Prepared, now + PrepareSpan);
        var waits = was is not null && was.Prepared < was.Roll.LastNumber && was.Prepared == planned.Prepared && was.Terms.Opens == planned.Terms.Opens;
        return waits ? null : Put(id, Prepare, planned.Prepared, earliest > now ? earliest : now);
    }

    /// <summary>There is such a row while somebody has an offer; it moves with the first that ends.</summary>
    private static AgendaChange? NextOffers(string id, WindowState before, WindowState after, DateTimeOffset now)
    {
        var (was, next) = (OffersAt(before, now), OffersAt(after, now));
        return next == was && next != now ? null : next is { } due ? Put(id, Offers, 0, due) : new AgendaChange.Remove($"{Offers}/{id}");
    }

    private static AgendaChange.Put Put(string id, string what, int from, DateTimeOffset due) =>
        new($"{what}/{id}", due, $"window/{id}", string.Create(CultureInfo.InvariantCulture, $"{what}/{from}"));

    private static AgendaChange.Put Follow(string id, string learner, DateTimeOffset now) =>
        new($"seat/{id}/{learner}", now, $"learner/{learner}", LearnerDuties.Follow(id));

    private static int ToldOf(WindowState state) => state switch
    {
        Planned planned => planned.Told,
        Cancelled cancelled => cancelled.Told,
        _ => 0,
    };

    private static SeatRoll RollOf(WindowState state) => state switch
    {
        Planned planned => planned.Roll,
        Cancelled cancelled => cancelled.Roll,
        _ => SeatRoll.Empty,
    };
}
