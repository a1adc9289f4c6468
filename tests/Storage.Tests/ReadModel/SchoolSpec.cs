using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;
using Storage.Tests.Harness;

namespace Storage.Tests.ReadModel;

/// <summary>Pathway schools, agreements and what is shared.</summary>
public abstract class SchoolSpec<TDatabase>(TDatabase database) : IAsyncLifetime, IClassFixture<TDatabase> where TDatabase : class, ITestDatabase
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly ShareFilter All = new(null, null, null);
    private readonly string _id = Guid.NewGuid().ToString("N");
    private OpenStorage? _storage;

    private SchoolQueries Schools => _storage!.Get<SchoolQueries>();

    public async ValueTask InitializeAsync() => _storage = await OpenStorage.Open(database.Options);

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_shared_is_read_page_by_page_newest_first_and_what_was_withdrawn_is_not_in_it()
    {
        await Write(Share("a", 1), Share("b", 3), Share("c", 2), Share("d", 2), Share("e", 4, ShareRow.Withdrawn), Share("f", 5) with { SchoolId = Id("lund") });

        var first = await Schools.Shared(Id("delft"), All, null, 2, default);
        Assert.Equal(["b", "c"], Names(first));
        Assert.Equal(["d", "a"], Names(await Schools.Shared(Id("delft"), All, first![^1].Id, 2, default)));
        Assert.Equal(["e", "b", "c", "d", "a"], Names(await Schools.All(Id("delft"), All, null, 10, default)));
        Assert.Equal(4, await Schools.CountShared(Id("delft"), All, default));

        // Withdrawn in the middle of paging, it still says where to go on.
        await Write(Share("c", 2, ShareRow.Withdrawn));
        Assert.Equal(["d", "a"], Names(await Schools.Shared(Id("delft"), All, Id("c"), 2, default)));
        Assert.Null(await Schools.Shared(Id("delft"), All, Id("f"), 2, default));
        Assert.Null(await Schools.Shared(Id("delft"), All, "nothing", 2, default));
    }

    [Fact]
    public async Task Records_are_found_by_program_credit_name_and_reference()
    {
        await Write(
            Named("a", "Zoë 李", null), Named("b", "Ada Lovelace", "D-17"), Named("c", "Анна Каренина", null) with { ProgramId = Id("fin") }, Named("d", "100% O'Neill_", null));

        async Task<IEnumerable<string>> Found(string? program = null, bool? credited = null, string? text = null) =>
            Names(await Schools.Shared(Id("delft"), new(program is null ? null : Id(program), credited, text), null, 10, default)).Order();
        Assert.Equal(["a", "b", "d"], await Found("scm"));
        Assert.Equal(["b"], await Found(credited: true));
        Assert.Equal(["a", "c", "d"], await Found(credited: false));
        Assert.Equal(["b"], await Found(text: "LOVE"));
        Assert.Equal(["b"], await Found(text: "d-17"));
        Assert.Equal(["c"], await Found(text: "КАРЕН"));
        Assert.Equal(["a"], await Found(text: "ZOË"));
        Assert.Equal(["d"], await Found(text: "% o'"));
        Assert.Equal(["d"], await Found(text: "_"));
        Assert.Empty(await Found("fin", credited: true));
        Assert.Equal([new(Id("fin"), 1, 0), new(Id("scm"), 3, 1)], await Schools.Count(Id("delft"), default));
    }

    [Fact]
    public async Task Schools_are_listed_with_their_figures_and_found_by_what_they_count()
    {
        await Write(
            new SchoolRow(Id("delft"), Id("Delft"), Now), new SchoolRow(Id("lund"), Id("Lund"), Now), Agreement("delft", "scm"), Agreement("delft", "fin"), Agreement("lund", "scm"),
            Share("a", 1), Named("b", "Ada", "D-17"), Share("c", 1, ShareRow.Withdrawn));

        var listed = (await Schools.Schools(default)).Where(one => one.School.Id.EndsWith(_id, StringComparison.Ordinal));
        Assert.Equal([(Id("delft"), 2, 2, 1), (Id("lund"), 1, 0, 0)], listed.Select(one => (one.School.Id, one.Agreements, one.Shared, one.Credited)));
        Assert.Equal([Id("delft"), Id("lund")], (await Schools.Counting([Id("scm")], default)).Select(one => one.SchoolId));
        Assert.Empty(await Schools.Counting([], default));
    }

    [Fact]
    public async Task A_learner_finds_all_that_they_share_or_shared()
    {
        await Write(Share("a", 1, ShareRow.Withdrawn) with { LearnerId = Id("ada") }, Share("b", 2) with { LearnerId = Id("ada") }, Share("c", 3));

        Assert.Equal(["b", "a"], Names(await Schools.OfLearner(Id("ada"), default)));
    }

    [Fact]
    public async Task Accounts_of_a_school_are_listed_and_closed_ones_said_to_be()
    {
        await using (var db = await _storage!.Db())
        {
            db.Users.AddRange(
                Account("b", "delft"), Account("a", "delft", Now.AddDays(1)), Account("c", "delft", Now.AddDays(-1)), Account("d", "lund"));
            await db.SaveChangesAsync();
        }

        Assert.Equal(
            [new(Id("a"), "The a", true), new(Id("b"), "The b", false), new(Id("c"), "The c", false)], await Schools.Accounts(Id("delft"), Now, default));
    }

    private string Id(string name) => $"{name}{_id}";

    private IEnumerable<string> Names(IReadOnlyList<ShareRow>? rows) => Assert.IsAssignableFrom<IReadOnlyList<ShareRow>>(rows).Select(row => row.Id[..^_id.Length]);

    private async Task Write(params ProjectionRow[] rows) => await _storage!.Journal.Append(Some.Append($"share/{Guid.NewGuid():N}", 0) with { Projections = rows });

    private AgreementRow Agreement(string school, string program) => new($"{Id(school)}/{program}", Id(school), Id(program), 1, Now);

    private ShareRow Share(string name, int days, string state = ShareRow.Shared) => new(
        Id(name), Id("delft"), Id("scm"), Id(name), state, name, name, Now.AddDays(days), state == ShareRow.Shared ? null : Now.AddDays(9), false, null, null);

    private ShareRow Named(string name, string called, string? reference) => Share(name, 1) with
    {
        Name = called,
        Search = ShareRow.SearchOf(called, reference),
        Credited = reference is not null,
        CreditPoints = reference is null ? null : 15,
        CreditReference = reference,
    };

    private Account Account(string name, string school, DateTimeOffset? closed = null) => new()
    {
        UserName = Id(name),
        NormalizedUserName = Id(name).ToUpperInvariant(),
        DisplayName = $"The {name}",
        SchoolId = Id(school),
        LockoutEnd = closed,
    };
}

public sealed class SqliteSchools(SqliteFile database) : SchoolSpec<SqliteFile>(database);

public sealed class PostgresSchools(PostgresDatabase database) : SchoolSpec<PostgresDatabase>(database);
