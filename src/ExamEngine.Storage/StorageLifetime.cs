using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using Microsoft.Extensions.Hosting;

namespace ExamEngine.Storage;

/// <summary>
/// Opens the journal before any other hosted service starts and closes it after the last has stopped, so that grains can append
/// while they activate and while they deactivate.
/// </summary>
internal sealed class StorageLifetime(JournalWriter writer, SchemaMigrator? migrator = null) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (migrator is not null) await migrator.Migrate(cancellationToken);
        writer.Start();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => writer.Stop(cancellationToken);
}

/// <summary>Brings the schema up to date before any other hosted service starts, for a process without a journal.</summary>
internal sealed class SchemaLifetime(SchemaMigrator migrator) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => migrator.Migrate(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
