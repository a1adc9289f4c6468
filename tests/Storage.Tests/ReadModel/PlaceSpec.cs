using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;
using Storage.Tests.Harness;

namespace Storage.Tests.ReadModel;

/// <summary>Windows that learners choose, waiting lists, vouchers and requests.</summary>
public abstract class PlaceSpec<TDatabase>(TDatabase database) : IAsyncLifetime, IClassFixture<TDatabase> where TDatabase : class, ITestDatabase
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly string _id = Guid.NewGuid().ToString("N");
    private OpenStorage? _storage;

    private PlaceQueries Places => _storage!.Get<PlaceQueries>();

    private EntitlementQueries Entitlements => _storage!.Get<EntitlementQueries>();

    public async ValueTask InitializeAsync() => _storage = await OpenStorage.Open(database.Options);

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Windows_with_registration_are_listed_until_they_close_or_are_cancelled()
    {
        await Write(
            Window("late", 30), Registration("late"), Window("soon", 3), Registration("soon"), Window("closed", -9), Registration("closed"), Window("alone", 5),
            Window("stopped", 6), Registration("stopped") with { State = RegistrationRow.Ended }, Window("cancelled", 7) with { State = "cancelled" }, Registration("cancelled"));

        var open = await Places.Windows(Exam, Now, default);

        Assert.Equal([Id("soon"), Id("late")], open.Select(one => one.Window.Id));
        Assert.Equal(2, open[0].Registration.Free);
        Assert.Contains(await Places.Windows(null, Now, default), one => one.Window.Id == Id("soon"));
        Assert.NotNull(await Places.Registration(Id("soon"), default));
        Assert.Null(await Places.Registration(Id("stopped"), default));
    }

    [Fact]
    public async Task A_learner_sees_their_seat_their_offer_and_their_place_in_line()
    {
        await Write(
            Window("w", 3), Window("v", 3), Window("u", 3), Waiting("w", "a", 1, WaitingRow.Offered, Now.AddHours(1)), Waiting("w", "b", 2), Waiting("w", "c", 3, WaitingRow.Left), Waiting("w", "d", 4),
            new SeatRow($"{Id("v")}/{Id("d")}", Id("v"), Id("d"), Exam, 100, "seated"), new SeatRow($"{Id("u")}/{Id("d")}", Id("u"), Id("d"), Exam, 100, "released"));

        Assert.Equal([new(Id("v"), true, null, null), new(Id("w"), false, 2, null)], await Places.OfLearner(Id("d"), [Id("w"), Id("v"), Id("u")], default));
        Assert.Equal([new(Id("w"), false, null, Now.AddHours(1))], await Places.OfLearner(Id("a"), [Id("w")], default));
        Assert.Empty(await Places.OfLearner(Id("c"), [Id("w")], default));
        Assert.Equal(4, Assert.Single(await Places.Waits(Id("d"), Exam, Now, default)).Number);
        Assert.Empty(await Places.Waits(Id("d"), Exam, Now.AddDays(9), default));
        Assert.Empty(await Places.Waits(Id("c"), Exam, Now, default));
    }

    [Fact]
    public async Task A_waiting_list_is_read_in_the_order_of_coming_page_by_page()
    {
        await Write(
            Window("w", 3), Waiting("w", "c", 3), Waiting("w", "a", 1, WaitingRow.Offered, Now), Waiting("w", "b", 2, WaitingRow.Lapsed), Waiting("w", "d", 4), new LearnerRow(Id("c"), "Zoë 李", "MY"));

        var first = await Places.Waiting(Id("w"), 0, 2, default);
        Assert.Equal([(Id("a"), ""), (Id("c"), "Zoë 李")], first.Select(line => (line.Waiting.LearnerId, line.LegalName)));
        Assert.Equal([Id("d")], (await Places.Waiting(Id("w"), first[^1].Waiting.Number, 2, default)).Select(line => line.Waiting.LearnerId));
    }

    [Fact]
    public async Task Vouchers_are_listed_by_code_and_requests_until_they_are_answered()
    {
        await Write(
            new VoucherRow(Id("B"), Exam, 3, 1, null, Now), new VoucherRow(Id("A"), Exam, 2, 0, Now, Now), new VoucherRow(Id("C"), "other", 2, 0, Now, Now), new LearnerRow(Id("c"), "Zoë 李", "MY"),
            Request("c", "2", "pending", Now.AddHours(1)), Request("d", "1", "pending", Now), Request("c", "0", "granted", Now));

        Assert.Equal([Id("A"), Id("B")], (await Entitlements.Vouchers(Exam, null, 10, default)).Select(voucher => voucher.Id));
        Assert.Equal([Id("B")], (await Entitlements.Vouchers(Exam, Id("A"), 10, default)).Select(voucher => voucher.Id));
        Assert.Contains(await Entitlements.Vouchers(null, null, 1000, default), voucher => voucher.Id == Id("C"));
        var pending = (await Entitlements.Pending(1000, default)).Where(asked => asked.Request.LearnerId == Id("c") || asked.Request.LearnerId == Id("d"));
        Assert.Equal([(Id("d"), ""), (Id("c"), "Zoë 李")], pending.Select(asked => (asked.Request.LearnerId, asked.LegalName)));
    }

    private string Exam => Id("exam");

    private string Id(string name) => $"{name}{_id}";

    private async Task Write(params ProjectionRow[] rows) =>
        await _storage!.Journal.Append(Some.Append($"window/{Guid.NewGuid():N}", 0) with { Projections = rows });

    private WindowRow Window(string name, int days) => new(Id(name), Exam, name, "planned", Now.AddDays(days), Now.AddDays(days).AddHours(3), 10, 0);

    private RegistrationRow Registration(string name) => new(Id(name), Exam, RegistrationRow.Open, null, Now.AddDays(1), Now.AddDays(1), null, 0, 60, 2, 0);

    private WaitingRow Waiting(string window, string learner, int number, string state = WaitingRow.InLine, DateTimeOffset? until = null) =>
        new($"{Id(window)}/{Id(learner)}", Id(window), Id(learner), Exam, number, state, Now, until);

    private AccommodationRequestRow Request(string learner, string request, string state, DateTimeOffset at) => new($"{Id(learner)}/{request}", Id(learner), "Time.", state, at, null);
}

public sealed class SqlitePlaces(SqliteFile database) : PlaceSpec<SqliteFile>(database);

public sealed class PostgresPlaces(PostgresDatabase database) : PlaceSpec<PostgresDatabase>(database);
