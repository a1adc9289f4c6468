using ExamEngine.Storage.Journal;
using Storage.Tests.Harness;

namespace Storage.Tests.Journal;

/// <summary>What every agenda keeps to.</summary>
public abstract class AgendaSpec<TDatabase>(TDatabase database) : IAsyncLifetime, IClassFixture<TDatabase> where TDatabase : class, ITestDatabase
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly string _key = $"deadline/{Guid.NewGuid():N}";
    private OpenStorage? _storage;

    private OpenStorage Storage => _storage!;

    private IAgenda Agenda => Storage.Agenda;

    /// <summary>The tests of a class share a database: each begins with an empty agenda.</summary>
    public async ValueTask InitializeAsync()
    {
        _storage = await OpenStorage.Open(database.Options);
        while (await Agenda.Claim(Some.Noon.AddYears(50), 100, Lease, default) is { Count: > 0 } left)
            await Agenda.Complete(left, default);
    }

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_duty_is_claimed_once_it_is_due_and_not_before()
    {
        await Put(Some.Noon);

        Assert.Empty(await Claim(Some.Noon.AddMicroseconds(-1)));
        Assert.Equal([new AgendaEntry(_key, Some.Noon, "session/1", "deadline", 1)], await Claim(Some.Noon));
    }

    [Fact]
    public async Task A_claimed_duty_is_hidden_until_its_lease_ends_and_then_due_again()
    {
        await Put(Some.Noon);
        await Claim(Some.Noon);

        Assert.Empty(await Claim(Some.Noon + Lease - TimeSpan.FromMicroseconds(1)));
        Assert.Equal(2, Assert.Single(await Claim(Some.Noon + Lease)).Attempts);
    }

    [Fact]
    public async Task The_earliest_duties_come_first_and_no_more_than_asked_for()
    {
        await Append(
            Some.Deadline(_key + "c", Some.Noon.AddMinutes(-1)), Some.Deadline(_key + "a", Some.Noon.AddMinutes(-3)),
            Some.Deadline(_key + "d", Some.Noon), Some.Deadline(_key + "b", Some.Noon.AddMinutes(-2)));

        Assert.Equal([_key + "a", _key + "b", _key + "c"], (await Agenda.Claim(Some.Noon, 3, Lease, default)).Select(e => e.Key));
        Assert.Equal([_key + "d"], (await Agenda.Claim(Some.Noon, 3, Lease, default)).Select(e => e.Key));
    }

    [Fact]
    public async Task Putting_a_duty_again_moves_it()
    {
        await Put(Some.Noon);
        await Put(Some.Noon.AddHours(1), message: "extended");

        Assert.Empty(await Claim(Some.Noon));
        Assert.Equal("extended", Assert.Single(await Claim(Some.Noon.AddHours(1))).Message);
    }

    [Fact]
    public async Task A_removed_duty_is_never_claimed()
    {
        await Put(Some.Noon);
        await Append(new AgendaChange.Remove(_key), new AgendaChange.Remove("never there"));

        Assert.Empty(await Claim(Some.Noon.AddYears(1)));
    }

    [Fact]
    public async Task The_last_change_to_a_key_within_one_append_counts()
    {
        await Append(Some.Deadline(_key, Some.Noon), new AgendaChange.Remove(_key), Some.Deadline(_key, Some.Noon.AddHours(2)));

        Assert.Equal(Some.Noon.AddHours(2), await Agenda.NextDue(default));
    }

    [Fact]
    public async Task Completing_a_claimed_duty_removes_it_and_may_be_repeated()
    {
        await Put(Some.Noon);
        var claimed = Assert.Single(await Claim(Some.Noon));

        await Agenda.Complete([claimed], default);
        await Agenda.Complete([claimed], default);

        Assert.Empty(await Claim(Some.Noon.AddYears(1)));
        Assert.Null(await Agenda.NextDue(default));
    }

    [Fact]
    public async Task Completing_leaves_a_duty_that_was_moved_since_the_claim()
    {
        await Put(Some.Noon);
        var claimed = Assert.Single(await Claim(Some.Noon));
        await Put(Some.Noon.AddHours(1));

        await Agenda.Complete([claimed], default);
        await Agenda.Postpone([claimed], Some.Noon, default);

        Assert.Equal(Some.Noon.AddHours(1), await Agenda.NextDue(default));
    }

    [Fact]
    public async Task Completing_leaves_a_duty_that_was_put_again_for_the_same_time()
    {
        await Put(Some.Noon);
        var claimed = Assert.Single(await Claim(Some.Noon));
        await Put(Some.Noon, message: "again");

        await Agenda.Complete([claimed], default);

        Assert.Equal("again", Assert.Single(await Claim(Some.Noon)).Message);
    }

    [Fact]
    public async Task Completing_late_removes_a_duty_that_another_sweeper_has_claimed_meanwhile()
    {
        await Put(Some.Noon);
        var first = Assert.Single(await Claim(Some.Noon));
        await Claim(Some.Noon + Lease);

        await Agenda.Complete([first], default);

        Assert.Null(await Agenda.NextDue(default));
    }

    [Fact]
    public async Task A_postponed_duty_is_due_again_at_the_time_given_with_its_first_due_time_kept()
    {
        await Put(Some.Noon);
        var claimed = Assert.Single(await Claim(Some.Noon));

        await Agenda.Postpone([claimed], Some.Noon.AddSeconds(5), default);
        await Agenda.Postpone([claimed], Some.Noon.AddSeconds(5), default);

        Assert.Equal(Some.Noon.AddSeconds(5), await Agenda.NextDue(default));
        Assert.Empty(await Claim(Some.Noon.AddSeconds(4)));
        var again = Assert.Single(await Claim(Some.Noon.AddSeconds(5)));
        Assert.Equal((Some.Noon, 2), (again.Due, again.Attempts));
    }

    [Fact]
    public async Task Sweepers_that_claim_at_the_same_time_share_the_duties_out()
    {
        await Append([.. Enumerable.Range(0, 100).Select(i => Some.Deadline($"{_key}/{i}", Some.Noon))]);
        await using var rival = await OpenStorage.Open(database.Options);

        async Task<List<string>> Sweep(IAgenda agenda)
        {
            var keys = new List<string>();
            while (await agenda.Claim(Some.Noon, 7, Lease, default) is { Count: > 0 } claimed) keys.AddRange(claimed.Select(e => e.Key));
            return keys;
        }

        var claims = await Task.WhenAll(Sweep(Agenda), Sweep(rival.Agenda), Sweep(Agenda));

        Assert.Equal(100, claims.Sum(c => c.Count));
        Assert.Equal(100, claims.SelectMany(c => c).Distinct().Count());
    }

    [Fact]
    public async Task Events_and_agenda_commit_together_and_the_loser_of_a_race_writes_neither()
    {
        var stream = Some.Stream();
        Append Racing(string key) => Some.Append(stream, 0) with { Agenda = [Some.Deadline(key, Some.Noon)] };

        var results = await Task.WhenAll(Storage.Journal.Append(Racing(_key + "/first")).AsTask(), Storage.Journal.Append(Racing(_key + "/second")).AsTask());

        Assert.Equal([new AppendResult.Committed(1), AppendResult.Fenced], results);
        Assert.Equal(_key + "/first", Assert.Single(await Claim(Some.Noon)).Key);
    }

    [Fact]
    public async Task An_append_that_fails_leaves_no_duty_behind()
    {
        var stream = Some.Stream();
        var poison = Some.Append(stream, 0) with { Agenda = [Some.Deadline(_key, Some.Noon)], Projections = [Some.Exam("x", title: null!)] };

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Storage.Journal.Append(poison));

        Assert.Empty(await Storage.Journal.All(stream));
        Assert.Null(await Agenda.NextDue(default));
    }

    private ValueTask<IReadOnlyList<AgendaEntry>> Claim(DateTimeOffset now) => Agenda.Claim(now, 100, Lease, default);

    private Task Put(DateTimeOffset due, string message = "deadline") => Append(new AgendaChange.Put(_key, due, "session/1", message));

    private async Task Append(params AgendaChange[] changes) =>
        Assert.IsType<AppendResult.Committed>(await Storage.Journal.Append(Some.Append(Some.Stream(), 0) with { Agenda = changes }));
}

public sealed class InMemoryAgenda(InMemoryDatabase database) : AgendaSpec<InMemoryDatabase>(database);

public sealed class SqliteAgenda(SqliteFile database) : AgendaSpec<SqliteFile>(database);

public sealed class PostgresAgenda(PostgresDatabase database) : AgendaSpec<PostgresDatabase>(database);
