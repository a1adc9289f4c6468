using ExamEngine.Storage.Journal;
using Storage.Tests.Harness;

namespace Storage.Tests.Journal;

/// <summary>What every store keeps to when duties come to the inbox of the process that writes them.</summary>
public abstract class AgendaInboxSpec<TDatabase>(TDatabase database) : IAsyncLifetime, IClassFixture<TDatabase> where TDatabase : class, ITestDatabase
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly string _key = $"grade/{Guid.NewGuid():N}";
    private OpenStorage? _storage;

    private OpenStorage Storage => _storage!;

    private IAgenda Agenda => Storage.Agenda;

    private AgendaInbox Inbox => Storage.Get<AgendaInbox>();

    public async ValueTask InitializeAsync()
    {
        _storage = await OpenStorage.Open(database.Options);
        while (await Agenda.Claim(Some.Noon.AddYears(50), 100, Lease, default) is { Count: > 0 } left)
            await Agenda.Complete(left, default);
        Inbox.Open(Lease);
    }

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_duty_due_as_it_is_written_comes_at_once_and_is_claimed_from_the_table_only_after_its_lease()
    {
        await Append(Due());

        var duty = Come();
        Assert.Equal((_key, "attempt/1", "grade", 1), (duty.Entry.Key, duty.Entry.Target, duty.Entry.Message, duty.Entry.Attempts));
        Assert.Empty(await Claim(duty.Until.AddMilliseconds(-1)));
        Assert.Equal(duty.Entry with { Attempts = 2 }, Assert.Single(await Claim(duty.Until)));
    }

    [Fact]
    public async Task A_duty_that_is_due_later_stays_in_the_table()
    {
        var tomorrow = DateTimeOffset.UtcNow.AddDays(1);
        await Append(new AgendaChange.Put(_key, tomorrow, "attempt/1", "release"));

        Assert.False(Inbox.TryRead(out _));
        Assert.Equal(1, Assert.Single(await Claim(tomorrow)).Attempts);
    }

    [Fact]
    public async Task Completing_what_came_removes_its_row()
    {
        await Append(Due());

        await Agenda.Complete([Come().Entry], default);

        Assert.Null(await Agenda.NextDue(default));
    }

    [Fact]
    public async Task What_came_and_is_put_off_is_due_when_it_was_put_off_to()
    {
        await Append(Due());
        var duty = Come();

        await Agenda.Postpone([duty.Entry], Some.Noon, default);

        Assert.Equal(2, Assert.Single(await Claim(Some.Noon)).Attempts);
    }

    [Fact]
    public async Task A_duty_put_again_for_the_same_moment_while_it_is_carried_out_survives_the_first_completion()
    {
        await Append(Due());
        var first = Come();
        await Append(Due());

        await Agenda.Complete([first.Entry], default);
        await Agenda.Postpone([first.Entry], Some.Noon, default);

        var second = Come();
        Assert.Equal(second.Entry with { Attempts = 2 }, Assert.Single(await Claim(second.Until)));
        await Agenda.Complete([second.Entry], default);
        Assert.Null(await Agenda.NextDue(default));
    }

    [Fact]
    public async Task The_last_change_to_a_key_within_one_append_is_the_one_that_comes()
    {
        await Append(Due(), new AgendaChange.Remove(_key), Due() with { Message = "again" });
        Assert.Equal("again", Come().Entry.Message);

        await Append(Due(), new AgendaChange.Remove(_key));
        Assert.False(Inbox.TryRead(out _));
        Assert.Null(await Agenda.NextDue(default));
    }

    [Fact]
    public async Task What_is_removed_or_moved_while_it_waits_does_not_come()
    {
        await Append(Due());
        await Append(new AgendaChange.Remove(_key));
        Assert.False(Inbox.TryRead(out _));

        await Append(Due());
        await Append(Due() with { Message = "again" });
        Assert.Equal("again", Come().Entry.Message);
        Assert.False(Inbox.TryRead(out _));

        await Append(Due());
        await Append(Due() with { Due = DateTimeOffset.UtcNow.AddDays(1) });
        Assert.False(Inbox.TryRead(out _));
    }

    [Fact]
    public async Task What_somebody_waits_for_comes_before_what_merely_follows()
    {
        await Append(Due() with { Key = $"{_key}/news" });
        await Append(Due() with { Key = $"{_key}/first", IsAwaited = true });
        await Append(Due() with { Key = $"{_key}/second", IsAwaited = true });

        Assert.Equal([$"{_key}/first", $"{_key}/second", $"{_key}/news"], [Come().Entry.Key, Come().Entry.Key, Come().Entry.Key]);
    }

    [Fact]
    public async Task The_loser_of_a_race_brings_nothing()
    {
        var stream = Some.Stream();
        await Storage.Journal.Append(Some.Append(stream, 0));

        Assert.Equal(AppendResult.Fenced, await Storage.Journal.Append(Some.Append(stream, 0) with { Agenda = [Due()] }));

        Assert.False(Inbox.TryRead(out _));
        Assert.Null(await Agenda.NextDue(default));
    }

    [Fact]
    public async Task A_closed_inbox_leaves_all_duties_to_the_table()
    {
        Inbox.Close();

        await Append(Due());

        Assert.False(Inbox.TryRead(out _));
        Assert.Equal((Some.Noon, 1), Assert.Single(await Claim(Some.Noon)) is var entry ? (entry.Due, entry.Attempts) : default);
    }

    [Fact]
    public async Task A_full_inbox_leaves_further_duties_to_the_table()
    {
        await Append([.. Enumerable.Range(0, AgendaInbox.Capacity).Select(i => Due() with { Key = $"{_key}/{i}" })]);
        Assert.Equal(AgendaInbox.Capacity, Inbox.Count);

        await Append(Due());

        Assert.Equal(AgendaInbox.Capacity, Inbox.Count);
        Assert.Equal(_key, Assert.Single(await Claim(Some.Noon)).Key);
        await Agenda.Complete([.. Enumerable.Range(0, AgendaInbox.Capacity).Select(_ => Come().Entry)], default);
    }

    private ClaimedDuty Come() => Inbox.TryRead(out var duty) ? duty : throw new InvalidOperationException("No duty came.");

    private AgendaChange.Put Due() => new(_key, Some.Noon, "attempt/1", "grade");

    private ValueTask<IReadOnlyList<AgendaEntry>> Claim(DateTimeOffset now) => Agenda.Claim(now, 100, Lease, default);

    private async Task Append(params AgendaChange[] changes) =>
        Assert.IsType<AppendResult.Committed>(await Storage.Journal.Append(Some.Append(Some.Stream(), 0) with { Agenda = changes }));
}

public sealed class InMemoryAgendaInbox(InMemoryDatabase database) : AgendaInboxSpec<InMemoryDatabase>(database);

public sealed class SqliteAgendaInbox(SqliteFile database) : AgendaInboxSpec<SqliteFile>(database);

public sealed class PostgresAgendaInbox(PostgresDatabase database) : AgendaInboxSpec<PostgresDatabase>(database);
