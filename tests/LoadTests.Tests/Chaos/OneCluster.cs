using LoadTests.Tests.Harness;

namespace LoadTests.Tests.Chaos;

/// <summary>A cluster for several runs, one after the other; starting one takes longer than most of them.</summary>
public sealed class OneCluster : IAsyncLifetime
{
    private OwnStage? own;

    internal IStage Stage => own?.Stage ?? throw new InvalidOperationException("The cluster does not run.");

    public async ValueTask InitializeAsync() => own = await OwnStage.Start(StageShape.Cluster);

    public async ValueTask DisposeAsync()
    {
        if (own is not null)
            await own.DisposeAsync();
    }
}
