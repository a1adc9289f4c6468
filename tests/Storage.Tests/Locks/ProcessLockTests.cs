using ExamEngine.Storage;
using Storage.Tests.Harness;

namespace Storage.Tests.Locks;

/// <summary>Two processes on one PostgreSQL, each with its own locks.</summary>
public sealed class ProcessLockTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private readonly OpenStorage _one = OpenStorage.NotStarted(database.Options), _other = OpenStorage.NotStarted(database.Options);
    private readonly string _name = $"{Guid.NewGuid()}";

    private IProcessLocks One => _one.Get<IProcessLocks>();

    private IProcessLocks Other => _other.Get<IProcessLocks>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lock_that_is_held_alone_keeps_everybody_out_until_it_is_given_back()
    {
        var held = await One.TryTake(_name, LockShare.Exclusive, Stop);

        Assert.NotNull(held);
        Assert.Null(await Other.TryTake(_name, LockShare.Exclusive, Stop));
        Assert.Null(await Other.TryTake(_name, LockShare.Shared, Stop));
        await held.DisposeAsync();
        await using var next = await Other.TryTake(_name, LockShare.Exclusive, Stop);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task Those_who_share_go_together_and_keep_out_who_wants_it_alone()
    {
        await using var first = await One.TryTake(_name, LockShare.Shared, Stop);
        await using var second = await Other.TryTake(_name, LockShare.Shared, Stop);

        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.Null(await Other.TryTake(_name, LockShare.Exclusive, Stop));
    }

    [Fact]
    public async Task Whoever_waits_gets_the_lock_when_its_holder_dies()
    {
        var held = await One.Take(_name, Stop);
        var waiting = Other.Take(_name, Stop).AsTask();

        Assert.False(waiting.IsCompleted);
        await database.OnServer(
            $"select pg_terminate_backend(pid, 10000) from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = '{database.Name}')");

        await using var got = await waiting;
        await held.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }
}
