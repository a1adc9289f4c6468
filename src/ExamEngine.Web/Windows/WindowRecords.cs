using ExamEngine.Storage.ReadModel.Queries;

namespace ExamEngine.Web.Windows;

internal sealed record WindowList(ImmutableArray<WindowCard> Windows);

/// <summary>A window in the list. <paramref name="State"/>: <c>planned</c>, <c>open</c>, <c>closed</c>, <c>cancelled</c>.</summary>
/// <param name="Seats">Seats taken.</param>
internal sealed record WindowCard(
    string Id, string ExamId, string ExamTitle, string Title, string State, DateTimeOffset Opens, DateTimeOffset Closes, int Capacity, int Seats)
{
    public static WindowCard Of(PlannedWindow planned, DateTimeOffset now)
    {
        var window = planned.Window;
        return new(
            window.Id, window.ExamId, planned.ExamTitle, window.Title, WindowView.StateAt(planned, now), window.Opens, window.Closes, window.Capacity, window.Seats);
    }
}

/// <summary>A window and how it goes.</summary>
/// <param name="State">As in the list.</param>
/// <param name="Now">The server's time, which the state is told by.</param>
internal sealed record WindowView(
    string Id, string ExamId, string ExamTitle, string Title, string State, DateTimeOffset Opens, DateTimeOffset Closes, int Capacity, DateTimeOffset Now,
    WindowFigures Figures)
{
    public static WindowView Of(PlannedWindow planned, WindowFigures figures, DateTimeOffset now)
    {
        var window = planned.Window;
        return new(window.Id, window.ExamId, planned.ExamTitle, window.Title, StateAt(planned, now), window.Opens, window.Closes, window.Capacity, now, figures);
    }

    public static string StateAt(PlannedWindow planned, DateTimeOffset now) =>
        planned.Window.State != "planned" ? planned.Window.State
        : planned.Window.Closes <= now ? "closed"
        : planned.Window.Opens <= now ? "open"
        : "planned";
}

/// <param name="Next">Ask for what comes after this learner; null on the last page.</param>
internal sealed record SeatPage(ImmutableArray<SeatView> Seats, string? Next);

/// <summary>A seat and how far its learner has come.</summary>
/// <param name="State"><c>seated</c>, <c>prepared</c>, <c>running</c>, <c>submitted</c>, <c>graded</c>, <c>released</c> (the result is out), <c>released-seat</c> (given back).</param>
/// <param name="SessionId">Null while none is prepared or begun.</param>
/// <param name="Points">Null while the grade is not known for good.</param>
internal sealed record SeatView(
    string LearnerId, string LegalName, int TimeMultiplierPercent, string State, Guid? SessionId, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt,
    decimal? Points, decimal? MaxPoints, bool? Passed)
{
    public static SeatView Of(SeatProgress seat) => new(
        seat.LearnerId, seat.LegalName, seat.TimeMultiplierPercent, seat.State, seat.SessionId is { } session ? Guid.Parse(session) : null, seat.StartedAt, seat.EndedAt,
        seat.Points, seat.MaxPoints, seat.Passed);
}
