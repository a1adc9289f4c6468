using ExamEngine.Storage.Journal;
using ExamEngine.Storage.Sqlite;
using Storage.Tests.Harness;

namespace Storage.Tests.Faults;

/// <summary>A store that cannot commit says so, and serves again by itself once it can.</summary>
public sealed class OutageTests
{
    private static readonly NewEvent Kilobyte = Some.Event(new string('x', 1024));

    [Fact]
    public async Task A_full_disk_fails_appends_with_a_reason_and_heals_when_there_is_room()
    {
        await using var database = new SqliteFile();
        await using var storage = await OpenStorage.Open(database.Options);
        var stream = Some.Stream();
        await storage.Journal.Append(Some.Append(stream, 0));

        await SetPageLimit(storage, 1);
        var version = await AppendUntilUnavailable(storage.Journal, stream, "full");

        Assert.Contains("full", await storage.Health.Problem(default), StringComparison.Ordinal);
        Assert.Equal(version, (await storage.Journal.All(stream)).Count);
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await storage.Journal.Append(new(Some.Stream(), 0, [Some.Event(new string('x', 100_000))])));

        await SetPageLimit(storage, 1_000_000);
        Assert.Null(await storage.Health.Problem(default));
        Assert.Equal(new AppendResult.Committed(version + 1), await storage.Journal.Append(new(stream, version, [Kilobyte])));
        Assert.Null(await storage.Health.Problem(default));
    }

    [Fact]
    public async Task A_database_that_goes_away_fails_appends_with_a_reason_and_heals_when_it_is_back()
    {
        await using var database = new PostgresDatabase();
        await database.InitializeAsync();
        await using var storage = await OpenStorage.Open(database.Options);
        var stream = Some.Stream();
        await storage.Journal.Append(Some.Append(stream, 0));

        await database.OnServer($"alter database {database.Name} with allow_connections false");
        await database.EndConnections();

        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<JournalUnavailableException>(async () => await storage.Journal.Append(Some.Append(stream, 1)));
        Assert.Contains("55000", await storage.Health.Problem(default), StringComparison.Ordinal);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => storage.Journal.All(stream));
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await storage.Agenda.Claim(Some.Noon, 1, TimeSpan.FromMinutes(1), default));

        await database.OnServer($"alter database {database.Name} with allow_connections true");
        Assert.Null(await storage.Health.Problem(default));
        Assert.Equal(new AppendResult.Committed(2), await storage.Journal.Append(Some.Append(stream, 1)));
        Assert.Equal(2, (await storage.Journal.All(stream)).Count);
    }

    [Fact]
    public async Task A_server_that_restarts_costs_at_most_the_appends_under_way()
    {
        await using var database = new PostgresDatabase();
        await database.InitializeAsync();
        await using var storage = await OpenStorage.Open(database.Options);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => storage.Journal.All(Some.Stream())));

        await database.EndConnections();
        var stream = Some.Stream();
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await storage.Journal.Append(Some.Append(stream, 0)));

        Assert.Equal(new AppendResult.Committed(1), await storage.Journal.Append(Some.Append(stream, 0)));
        Assert.Null(await storage.Health.Problem(default));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_told_apart()
    {
        await using var storage = OpenStorage.NotStarted(new ExamEngine.Storage.StorageOptions.Postgres("Host=127.0.0.1;Port=1;Username=postgres"));
        var journal = storage.Get<IJournalStore>();

        var error = await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.Probe(default));

        Assert.Equal("The database server cannot be reached.", error.Message);
    }

    [Fact]
    public async Task A_lost_database_file_is_never_replaced_by_an_empty_one()
    {
        await using var database = new SqliteFile();
        await using var storage = OpenStorage.NotStarted(database.Options);
        var journal = storage.Get<IJournalStore>();

        var error = await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.Probe(default));

        Assert.Equal("The database file cannot be opened.", error.Message);
        Assert.False(File.Exists(database.File));
    }

    private static Task<bool> SetPageLimit(OpenStorage storage, int pages) =>
        storage.Get<SqliteWriterThread>().Run(session =>
        {
            using var limit = session.Prepare($"pragma max_page_count = {pages}");
            return limit.Step();
        });

    /// <summary>The version of the stream when the store gave up.</summary>
    private static async Task<long> AppendUntilUnavailable(IJournal journal, string stream, string reason)
    {
        for (long version = 1; version < 1000; version++)
        {
            try
            {
                Assert.Equal(new AppendResult.Committed(version + 1), await journal.Append(new(stream, version, [Kilobyte])));
            }
            catch (JournalUnavailableException e)
            {
                Assert.Contains(reason, e.Message, StringComparison.Ordinal);
                return version;
            }
        }

        throw new InvalidOperationException("The disk never filled.");
    }
}
