using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;
using Storage.Tests.Harness;

namespace Storage.Tests.ReadModel;

/// <summary>Reviews in the order they were opened in, and what rules have come to.</summary>
public abstract class ReviewSpec<TDatabase>(TDatabase database) : IAsyncLifetime, IClassFixture<TDatabase> where TDatabase : class, ITestDatabase
{
    private readonly string _exam = Guid.NewGuid().ToString("N");
    private OpenStorage? _storage;

    private OpenStorage Storage => _storage!;

    private ReviewQueries Reviews => Storage.Get<ReviewQueries>();

    public async ValueTask InitializeAsync() => _storage = await OpenStorage.Open(database.Options);

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_review_is_read_as_it_was_written_and_a_later_row_takes_its_place()
    {
        var looking = Review(1, "looking") with { Serious = true };
        var settled = looking with { State = "settled", Finding = "barredUntil", SettledAt = Some.Noon.AddDays(20), Concluded = 3, Overdue = true, DueAt = null };

        await Write(looking);
        Assert.Equal(looking, await Reviews.Find(looking.Id, default));
        await Write(settled);

        Assert.Equal(settled, await Reviews.Find(looking.Id, default));
        Assert.Null(await Reviews.Find("nobody's", default));
    }

    [Fact]
    public async Task Reviews_come_page_by_page_with_the_names_of_exam_and_learner()
    {
        await Write(Some.Exam(_exam, "Analytics"), new LearnerRow($"{_exam}-2", "Zoë 李", "MY"));
        await Write([.. Enumerable.Range(1, 5).Select(n => Review(n, "looking"))]);

        var all = new List<ReviewLine>();
        while (await Reviews.List(Filter(), all.LastOrDefault()?.Review.Id, 2, default) is { Count: > 0 } page)
            all.AddRange(page);

        Assert.Equal(Enumerable.Range(1, 5).Select(n => $"{_exam}-{n}"), all.Select(line => line.Review.Id));
        Assert.Equal(("Analytics", "Zoë 李"), (all[1].ExamTitle, all[1].LegalName));
        Assert.Null(all[0].LegalName);
        Assert.Null(await Reviews.List(Filter(), "nobody's", 2, default));
    }

    [Fact]
    public async Task Reviews_are_found_by_state_and_by_room()
    {
        await Write(
            Review(1, "looking"), Review(2, "asked"), Review(3, "found"), Review(4, ReviewRow.ClearedByPolicy), Review(5, "appealed") with { Room = $"{_exam}~2" });

        Assert.Equal([1, 2, 5], await Found(Filter([.. ReviewFilter.Open])));
        Assert.Equal([4], await Found(Filter(ReviewRow.ClearedByPolicy)));
        Assert.Equal([1, 2, 3, 4, 5], await Found(Filter()));
        Assert.Equal([5], await Found(new(null, $"{_exam}~2", [])));
    }

    [Fact]
    public async Task A_rules_flags_and_judgements_are_counted()
    {
        await Write(
            Subject(1, "flag", "no-face", 2, 2, "dismissed", "dismissed"), Subject(2, "flag", "no-face", 1, 0, "confirmed"), Subject(3, "flag", "no-face"),
            Subject(4, "flag", "pasted", 2, 1, "confirmed", "dismissed"), Subject(5, "incident", "learnerBehaviour", 2, 0, "confirmed", "confirmed"));

        Assert.Equal(
            [new RuleCount("no-face", "About no-face", 3, 2, 3, 2), new RuleCount("pasted", "About pasted", 1, 1, 2, 1)], await Reviews.Rules(_exam, default));
        Assert.Equal(
            [new JudgedByTwo("confirmed", "confirmed", 1), new JudgedByTwo("confirmed", "dismissed", 1), new JudgedByTwo("dismissed", "dismissed", 1)],
            (await Reviews.ByTwo(_exam, default)).OrderBy(pair => (pair.First, pair.Second)));
        Assert.Empty(await Reviews.Rules("another", default));
    }

    [Fact]
    public async Task Accounts_are_called_by_their_display_names()
    {
        Assert.Empty(await Storage.Get<AccountNames>().Of([], default));
        Assert.Empty(await Storage.Get<AccountNames>().Of(["nobody"], default));
    }

    private ReviewFilter Filter(params string[] states) => new(_exam, null, states);

    private async Task<IEnumerable<int>> Found(ReviewFilter filter) =>
        Assert.IsType<IReadOnlyList<ReviewLine>>(await Reviews.List(filter, null, 10, default), exactMatch: false).Select(line => line.Review.Id[^1] - '0');

    private ReviewRow Review(int n, string state) => new(
        $"{_exam}-{n}", _exam, $"{_exam}-{n}", $"{_exam}~1", state, 0.625m, false, 2, 1, Some.Noon.AddHours(n), Some.Noon.AddDays(5), false, null, null);

    private ReviewSubjectRow Subject(int n, string kind, string rule, int judged = 0, int dismissed = 0, string? first = null, string? second = null) =>
        new($"{_exam}/{kind}/{n}", _exam, _exam, kind, rule, $"About {rule}", judged, dismissed, first, second);

    private async Task Write(params ProjectionRow[] rows) =>
        Assert.IsType<AppendResult.Committed>(await Storage.Journal.Append(Some.Append(Some.Stream(), 0) with { Projections = rows }));
}

public sealed class SqliteReviews(SqliteFile database) : ReviewSpec<SqliteFile>(database);

public sealed class PostgresReviews(PostgresDatabase database) : ReviewSpec<PostgresDatabase>(database);
