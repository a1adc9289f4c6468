using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;
using Storage.Tests.Harness;

namespace Storage.Tests.ReadModel;

/// <summary>What the journal writes is what the queries read.</summary>
public abstract class ProjectionSpec<TDatabase>(TDatabase database) : IAsyncLifetime, IClassFixture<TDatabase> where TDatabase : class, ITestDatabase
{
    private static readonly DateTimeOffset Later = Some.Noon.AddDays(1).AddTicks(10);

    private readonly string _id = Guid.NewGuid().ToString("N");
    private OpenStorage? _storage;

    private OpenStorage Storage => _storage!;

    public async ValueTask InitializeAsync() => _storage = await OpenStorage.Open(database.Options);

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_row_is_read_as_it_was_written()
    {
        var session = new SessionRow(_id, "learner/ü", "exam", 3, "running", Some.Noon, Later, Later.AddHours(2), null, null, "w");
        var attempt = new AttemptRow(_id, "learner/ü", "exam", 3, "graded", 12.125m, 20m, true, Some.Noon, Later, 0, "w");
        var credential = new CredentialRow(_id, "learner/ü", _id, "exam", "exam", "Certificate", "Zoë 李", Some.Noon, Later, """{"id":"x"}""", "scm", "MY", Some.Noon);
        var enrolment = new EnrolmentRow($"exam/{_id}", _id, "exam", "Zoë 李", "MY", EnrolmentRow.Registered, "window", null, Later, 150, 1);
        var program = new ProgramRow(_id, "Supply Chain", "{}");
        var exam = new ExamRow(_id, "Analytics", "scm", "sc0x", 3, true, Some.Noon.ToOffset(TimeSpan.FromHours(5.5)));
        var window = new WindowRow(_id, _id, "Spring", "planned", Some.Noon, Later, 100_000, 12);

        await Write(session, attempt, credential, program, exam, new LearnerRow(_id, "Zoë 李", "MY"), enrolment, window);

        Assert.Equal(session, await Storage.Get<SessionQueries>().Find(_id, default));
        Assert.Equal(attempt, await Storage.Get<AttemptQueries>().Find(_id, default));
        Assert.Equal(credential, await Storage.Get<CredentialQueries>().Find(_id, default));
        Assert.Equal(new(window, "Analytics"), await Storage.Get<WindowQueries>().Find(_id, default));
        Assert.Equal(new(_id, "Zoë 李", "MY"), await Storage.Get<LearnerQueries>().Find(_id, default));
        Assert.Equal([enrolment], await Storage.Get<EnrolmentQueries>().OfLearner(_id, default));
        Assert.Equal(program, await Storage.Get<CatalogQueries>().Program(_id, default));
        Assert.Equal(exam, await Storage.Get<CatalogQueries>().Exam(_id, default));
        Assert.Contains(exam, await Storage.Get<CatalogQueries>().Exams(default));
        Assert.Contains(program, await Storage.Get<CatalogQueries>().Programs(default));
    }

    [Fact]
    public async Task A_later_row_with_the_same_key_takes_the_place_of_the_earlier_one()
    {
        var pending = new AttemptRow(_id, _id, "exam", 1, "under review", null, 20m, null, Some.Noon, null, 2);
        var released = pending with { State = "released", Score = 0m, Passed = false, ReleasedAt = Later, PendingResponses = 0 };

        await Write(released with { Score = 7m }, pending);
        Assert.Equal(pending, await Storage.Get<AttemptQueries>().Find(_id, default));
        await Write(released);

        Assert.Equal(released, await Storage.Get<AttemptQueries>().Find(_id, default));
    }

    [Fact]
    public async Task A_learner_sees_only_what_is_theirs_newest_first()
    {
        SessionRow Session(string id, string learner, int day) => new(id, learner, "exam", 1, "submitted", Some.Noon.AddDays(day), null, null, null, "learner");

        await Write(Session(_id + "a", _id, 1), Session(_id + "b", _id, 3), Session(_id + "c", _id, 2), Session(_id + "d", "someone else", 4));

        var mine = await Storage.Get<SessionQueries>().OfLearner(_id, default);
        Assert.Equal([_id + "b", _id + "c", _id + "a"], mine.Select(s => s.Id));
        Assert.Empty(await Storage.Get<AttemptQueries>().OfLearner(_id, default));
        Assert.Empty(await Storage.Get<CredentialQueries>().OfLearner(_id, default));
    }

    [Fact]
    public async Task The_loser_of_a_race_and_an_append_that_fails_write_no_row()
    {
        var stream = Some.Stream();
        await Write(Some.Exam(_id, "as it was"));
        await Storage.Journal.Append(Some.Append(stream, 0));
        Append Late(string title) => Some.Append(stream, 0) with { Projections = [Some.Exam(_id, title)] };

        Assert.Equal(AppendResult.Fenced, await Storage.Journal.Append(Late("too late")));
        var poison = Some.Append(stream, 1) with { Projections = [Some.Exam(_id, "half"), new ProgramRow("p", "title", null!)] };
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Storage.Journal.Append(poison));

        Assert.Equal("as it was", (await Storage.Get<CatalogQueries>().Exam(_id, default))?.Title);
        Assert.Single(await Storage.Journal.All(stream));
    }

    private async Task Write(params ProjectionRow[] rows) =>
        Assert.IsType<AppendResult.Committed>(await Storage.Journal.Append(Some.Append(Some.Stream(), 0) with { Projections = rows }));
}

public sealed class SqliteProjections(SqliteFile database) : ProjectionSpec<SqliteFile>(database);

public sealed class PostgresProjections(PostgresDatabase database) : ProjectionSpec<PostgresDatabase>(database);
