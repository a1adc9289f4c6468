using ExamEngine.Storage;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Storage.Tests.Harness;

/// <summary>The storage of one process, opened and closed as a host does it. Two of them on one database are two processes to it.</summary>
internal sealed class OpenStorage : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IHostedLifecycleService _lifetime;
    private bool _stopped;

    private OpenStorage(StorageOptions options, Action<IServiceCollection>? adjust = null)
    {
        var services = new ServiceCollection().AddLogging().AddExamEngineStorage(options);
        adjust?.Invoke(services);
        _services = services.BuildServiceProvider();
        _lifetime = _services.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Single();
    }

    public IJournal Journal => _services.GetRequiredService<IJournal>();

    public IAgenda Agenda => _services.GetRequiredService<IAgenda>();

    public IJournalHealth Health => _services.GetRequiredService<IJournalHealth>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <param name="adjust">Has the last word on what is registered.</param>
    public static async Task<OpenStorage> Open(StorageOptions options, Action<IServiceCollection>? adjust = null)
    {
        var storage = new OpenStorage(options, adjust);
        try
        {
            await storage._lifetime.StartingAsync(CancellationToken.None);
            return storage;
        }
        catch
        {
            await storage._services.DisposeAsync();
            throw;
        }
    }

    public static OpenStorage NotStarted(StorageOptions options) => new(options);

    public async Task Stop()
    {
        _stopped = true;
        await _lifetime.StoppedAsync(CancellationToken.None);
    }

    public async Task<ExamEngineDb> Db() =>
        await Get<IDbContextFactory<ExamEngineDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!_stopped) await Stop();
        await _services.DisposeAsync();
    }
}
