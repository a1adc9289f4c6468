using ExamEngine.Storage;

namespace ExamEngine.Silo.Hosting;

/// <summary>
/// Keeps a database to one server that does everything, or to the processes of one cluster, and refuses to start otherwise: two servers
/// that do not know each other would both hold a session, and of each pair of writes one would be refused. The journal's key keeps the
/// data right even so; this keeps learners from noticing.
/// </summary>
internal sealed class DatabaseTenancy(IProcessLocks locks, Role role, TimeProvider time) : IHostedLifecycleService
{
    private const string Name = "tenant";

    /// <summary>A server that was killed a moment ago may still be connected.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), Pause = TimeSpan.FromMilliseconds(200);

    private IAsyncDisposable? held;

    /// <exception cref="StartRefusedException">Somebody else is there.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var share = role == Role.All ? LockShare.Exclusive : LockShare.Shared;
        var started = time.GetTimestamp();
        while ((held = await locks.TryTake(Name, share, cancellationToken)) is null)
        {
            if (time.GetElapsedTime(started) > Patience)
            {
                throw new StartRefusedException(role == Role.All
                    ? "Another server or a cluster is using this database. Stop it, or join the cluster with --role silo or --role web."
                    : "A server with the role 'all' is using this database. Stop it before you start a cluster on it.");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (held is not null)
            await held.DisposeAsync();
    }
}
