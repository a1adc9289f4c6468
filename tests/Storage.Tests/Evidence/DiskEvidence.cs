using ExamEngine.Storage.Evidence;

namespace Storage.Tests.Evidence;

public sealed class DiskEvidence : EvidenceStoreSpec
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("examengine-evidence-");
    private DiskEvidenceStore? _store;

    private protected override IEvidenceStore Store => _store!;

    private string Incoming => Path.Combine(_directory.FullName, "incoming");

    public override ValueTask InitializeAsync()
    {
        _store = new(new(_directory.FullName));
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _store?.Dispose();
        if (_directory.Exists)
            _directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Sessions_are_spread_over_two_levels_of_directories()
    {
        var name = Still();
        await Store.Put(name, Small(Bytes(10)), TestContext.Current.CancellationToken);

        var id = name.Session.ToString();
        Assert.True(File.Exists(Path.Combine(_directory.FullName, id[^4..^2], id[^2..], id, "camera-still", name.File)));
    }

    [Fact]
    public async Task Nothing_lies_about_once_it_was_kept_or_broke_off()
    {
        var name = EvidenceName.Chunk(Guid.NewGuid(), EvidenceKind.CameraRecording, 1, begins: true);
        await Store.Put(name, Small(Bytes(10)), TestContext.Current.CancellationToken);
        await Store.Put(name, Small(Bytes(10)), TestContext.Current.CancellationToken);
        await Store.Put(name, Small(Bytes(11)), TestContext.Current.CancellationToken);

        Assert.Empty(Directory.EnumerateFiles(Incoming));
    }

    [Fact]
    public void What_a_crash_left_half_goes_at_a_start_a_day_later()
    {
        string old = Path.Combine(Incoming, "old"), fresh = Path.Combine(Incoming, "fresh");
        File.WriteAllText(old, "half");
        File.WriteAllText(fresh, "of another process");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));

        new DiskEvidenceStore(new(_directory.FullName)).Dispose();

        Assert.Equal([fresh], Directory.EnumerateFiles(Incoming));
    }

    [Fact]
    public async Task A_file_of_somebody_elses_is_no_evidence()
    {
        var name = Still();
        await Store.Put(name, Small(Bytes(10)), TestContext.Current.CancellationToken);
        var id = name.Session.ToString();
        await File.WriteAllTextAsync(
            Path.Combine(_directory.FullName, id[^4..^2], id[^2..], id, "camera-still", "notes.txt"), "hello", TestContext.Current.CancellationToken);

        Assert.Equal(name, Assert.Single(await All(EvidenceKind.CameraStill)).Name);
    }

    [Fact]
    public async Task A_directory_that_is_gone_is_a_store_that_does_not_serve()
    {
        _directory.Delete(recursive: true);

        await Assert.ThrowsAsync<EvidenceUnavailableException>(() => Store.Put(Still(), Small(Bytes(10)), TestContext.Current.CancellationToken).AsTask());
        Assert.NotNull(await Store.Problem(TestContext.Current.CancellationToken));
        _directory.Refresh();
    }

    [Fact]
    public void Nobody_else_on_the_machine_may_look()
    {
        if (OperatingSystem.IsWindows())
            return;
        var root = Path.Combine(_directory.FullName, "made", "by the store");
        new DiskEvidenceStore(new(root)).Dispose();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(root));
    }
}
