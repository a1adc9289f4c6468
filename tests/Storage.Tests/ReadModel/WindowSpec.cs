using System.Globalization;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;
using Storage.Tests.Harness;

namespace Storage.Tests.ReadModel;

/// <summary>The figures, lists and forecasts of windows.</summary>
public abstract class WindowSpec<TDatabase>(TDatabase database) : IAsyncLifetime, IClassFixture<TDatabase> where TDatabase : class, ITestDatabase
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private OpenStorage? _storage;

    private OpenStorage Storage => _storage!;

    private WindowQueries Windows => Storage.Get<WindowQueries>();

    private SeatQueries Seats => Storage.Get<SeatQueries>();

    public async ValueTask InitializeAsync() => _storage = await OpenStorage.Open(database.Options);

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_figures_count_each_seat_where_its_learner_has_come_to()
    {
        await Write(
            Window(), Seat("seated"), Seat("prepared"), Seat("running"), Seat("paused"), Seat("submitted"), Seat("marking"), Seat("held"), Seat("released"), Seat("no-show"),
            Seat("given-back") with { State = "released" }, Seat("given-back-late") with { State = "released" },
            Sitting("prepared", "seated"), Sitting("no-show", "expired"), Sitting("running", "withdrawn", started: false, again: true), Sitting("running", "running"),
            Sitting("paused", "paused"), Sitting("submitted", "submitted"), Sitting("marking", "expired", started: true), Sitting("held", "submitted"), Sitting("released", "submitted"),
            Sitting("given-back-late", "running"),
            Grade("marking", "grading", null), Grade("held", "held", true), Grade("released", "released", false),
            // Of other windows and of none.
            Seat("elsewhere") with { Id = $"x/{_id}", WindowId = "x" + _id }, Sitting("alone", "running") with { WindowId = null }, Grade("alone", "released", true) with { WindowId = null });

        Assert.Equal(
            new(Seats: 9, Prepared: 1, Running: 3, Submitted: 2, Graded: 1, Released: 1, Passed: 1, NotStarted: 3), await Windows.Figures(_id, default));
    }

    [Fact]
    public async Task A_result_under_review_is_graded_and_one_that_is_void_is_out_and_no_pass()
    {
        await Write(
            Window(), Seat("a"), Seat("b"), Sitting("a", "submitted"), Sitting("b", "submitted"),
            Grade("a", "underReview", true), Grade("b", "voided", null));

        Assert.Equal(
            new(Seats: 2, Prepared: 0, Running: 0, Submitted: 0, Graded: 1, Released: 1, Passed: 1, NotStarted: 0), await Windows.Figures(_id, default));
        Assert.Equal(["graded", "voided"], (await Seats.Page(_id, null, 4, default)).Select(seat => seat.State));
    }

    [Fact]
    public async Task A_page_of_seats_says_how_far_each_learner_has_come_and_whom_to_go_on_after()
    {
        await Write(
            Seat("a"), Seat("b") with { TimeMultiplierPercent = 150 }, Seat("c"), Seat("d"), Seat("e"), Seat("f"), Seat("g") with { State = "released" },
            new LearnerRow(Learner("a"), "Zoë 李", "MY"),
            Sitting("b", "seated"), Sitting("c", "withdrawn", started: false, again: true), Sitting("c", "running"), Sitting("d", "submitted"),
            Sitting("e", "submitted"), Grade("e", "held", false), Sitting("f", "submitted"), Grade("f", "released", true));

        var first = await Seats.Page(_id, null, 4, default);
        var second = await Seats.Page(_id, first[^1].LearnerId, 4, default);

        Assert.Equal(["seated", "prepared", "running", "submitted", "graded", "released", "released-seat"], first.Concat(second).Select(seat => seat.State));
        Assert.Equal(("Zoë 李", null, ""), (first[0].LegalName, first[0].SessionId, first[1].LegalName));
        Assert.Equal((150, $"{_id}b"), (first[1].TimeMultiplierPercent, first[1].SessionId));
        Assert.Equal((Some.Noon.AddMinutes(1), null), (first[2].StartedAt, first[2].EndedAt));
        Assert.Equal((7.5m, 10m, true), (second[1].Points, second[1].MaxPoints, second[1].Passed));
        Assert.Empty(await Seats.Page(_id, second[^1].LearnerId, 4, default));
    }

    [Fact]
    public async Task Windows_are_listed_by_exam_and_by_the_time_they_are_open_the_latest_first()
    {
        await Write(Some.Exam(_id, "Analytics"), Window(), Window("2", days: 2), Window("4", days: 4), Window("x", days: 1) with { ExamId = "other" });

        Assert.Equal([_id + "4", _id + "2", _id], await Listed(null, null));
        Assert.Equal([_id + "4", _id + "2"], await Listed(Some.Noon.AddHours(2), null));
        Assert.Equal([_id], await Listed(null, Some.Noon.AddDays(2)));
        Assert.Equal("Analytics", (await Windows.List(_id, null, null, default))[0].ExamTitle);
        Assert.Equal("other", (await Windows.Find(_id + "x", default))?.ExamTitle);

        async Task<IEnumerable<string>> Listed(DateTimeOffset? from, DateTimeOffset? to) => (await Windows.List(_id, from, to, default)).Select(planned => planned.Window.Id);
    }

    [Fact]
    public async Task Expected_are_the_seats_without_a_start_of_windows_that_are_open_by_then()
    {
        // Far from the windows of the other tests.
        var then = Some.Noon.AddYears(10);
        await Write(
            Window() with { Opens = then, Closes = then.AddHours(1) }, Window("off") with { Opens = then, Closes = then.AddHours(1), State = "cancelled" },
            Seat("a"), Seat("b"), Seat("c"), Seat("d") with { State = "released" }, Seat("e") with { Id = $"{_id}off/e", WindowId = _id + "off" },
            Sitting("a", "seated"), Sitting("b", "running"));

        Assert.Equal(0, await Windows.Expected(then.AddMinutes(-20), then.AddMinutes(-5), default));
        Assert.Equal(2, await Windows.Expected(then.AddMinutes(-20), then, default));
        Assert.Equal(2, await Windows.Expected(then.AddMinutes(59), then.AddMinutes(74), default));
        Assert.Equal(0, await Windows.Expected(then.AddMinutes(60), then.AddMinutes(75), default));
    }

    [Fact]
    public async Task Learners_that_there_are_are_told_from_those_there_are_not()
    {
        await Write(new LearnerRow(Learner("a"), "A", "MY"), new LearnerRow(Learner("b"), "B", "MY"));

        Assert.Equal([Learner("a")], await Seats.Learners([Learner("a"), Learner("z")], default));
    }

    [Fact]
    public async Task Twenty_thousand_seats_are_counted_and_paged_right()
    {
        foreach (var batch in Enumerable.Range(0, 20_000).Select(n => n.ToString("00000", CultureInfo.InvariantCulture)).Chunk(2_000))
            await Write([.. batch.SelectMany(n => (ProjectionRow[])[Seat(n), Sitting(n, n[^1] == '0' ? "seated" : "running")])]);

        Assert.Equal((20_000, 2_000, 18_000, 2_000), await Windows.Figures(_id, default) is var figures
            ? (figures.Seats, figures.Prepared, figures.Running, figures.NotStarted) : default);
        Assert.Equal(["19998", "19999"], (await Seats.Page(_id, Learner("19997"), 10, default)).Select(seat => seat.LearnerId[^5..]));
    }

    private string Learner(string name) => $"{_id}-{name}";

    private WindowRow Window(string more = "", int days = 0) =>
        new(_id + more, _id, "A window", "planned", Some.Noon.AddDays(days), Some.Noon.AddDays(days).AddHours(2), 100, 1);

    private SeatRow Seat(string learner) => new($"{_id}/{learner}", _id, Learner(learner), "exam", 100, "seated");

    private SessionRow Sitting(string learner, string state, bool? started = null, bool again = false) => new(
        $"{_id}{learner}{(again ? "-again" : "")}", Learner(learner), "exam", 1, state, Some.Noon,
        started ?? state is "running" or "paused" or "submitted" ? Some.Noon.AddMinutes(1) : null, null, state is "submitted" or "expired" or "withdrawn" ? Some.Noon.AddMinutes(30) : null,
        null, _id);

    private AttemptRow Grade(string learner, string state, bool? passed) =>
        new($"{_id}{learner}", Learner(learner), "exam", 1, state, passed is null ? null : 7.5m, 10m, passed, Some.Noon.AddMinutes(30), null, passed is null ? 1 : 0, _id);

    private async Task Write(params ProjectionRow[] rows) =>
        Assert.IsType<AppendResult.Committed>(await Storage.Journal.Append(Some.Append(Some.Stream(), 0) with { Projections = rows }));
}

public sealed class SqliteWindows(SqliteFile database) : WindowSpec<SqliteFile>(database);

public sealed class PostgresWindows(PostgresDatabase database) : WindowSpec<PostgresDatabase>(database);
