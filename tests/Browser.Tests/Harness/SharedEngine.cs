[assembly: AssemblyFixture(typeof(Browser.Tests.Harness.SharedEngine))]

namespace Browser.Tests.Harness;

/// <summary>A server for all tests that leave it alone. Each brings an exam of its own.</summary>
public sealed class SharedEngine : IAsyncLifetime
{
    private EngineProcess? engine;

    public EngineProcess Process => engine ?? throw new InvalidOperationException("The server does not run.");

    public async ValueTask InitializeAsync() => engine = await EngineProcess.Create();

    public async ValueTask DisposeAsync()
    {
        if (engine is not null)
            await engine.DisposeAsync();
    }
}
