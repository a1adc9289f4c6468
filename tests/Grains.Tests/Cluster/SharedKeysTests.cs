using ExamEngine.Grains.Hosting;

namespace Grains.Tests.Cluster;

/// <summary>Silos that start together share one directory for their keys.</summary>
public sealed class SharedKeysTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("examengine-keys-tests");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task Silos_that_make_keys_at_the_same_moment_end_up_with_the_same_and_leave_nothing_else()
    {
        using var start = new Barrier(4);
        var made = await Task.WhenAll(Enumerable.Range(0, start.ParticipantCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return new EngineKeys(new GrainOptions { KeysDirectory = directory.FullName, Issuer = "Test", PublicAddress = new Uri("http://localhost") });
            }, TaskCreationOptions.LongRunning)));

        Assert.Single(made.Select(keys => (keys.Fingerprint, keys.HandInPublicKey)).Distinct());
        Assert.Equal(["credentials.pfx", "hand-in.pem", "receipts.pem"], directory.GetFiles().Select(file => file.Name).Order());
        foreach (var keys in made)
            keys.Dispose();
    }
}
