using ExamEngine.Storage.Evidence;

namespace Storage.Tests.Evidence;

public sealed class DiskEvidence : EvidenceStoreSpec
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("examengine-evidence-");
    private DiskEvidenceStore? _store;

    private protected override IEvidenceStore Store => _store!;

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

        var id = name.Session.ToString();
        Assert.Equal([name.File], Directory.EnumerateFiles(Path.Combine(_directory.FullName, id[^4..^2], id[^2..], id), "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_a_crash_left_half_is_no_evidence_and_goes_with_its_kind()
    {
        var name = Still();
        await Store.Put(name, Small(Bytes(10)), TestContext.Current.CancellationToken);
        var directory = Directory.EnumerateFiles(_directory.FullName, name.File, SearchOption.AllDirectories).Select(Path.GetDirectoryName).Single()!;
        await File.WriteAllTextAsync(Path.Combine(directory, "draft-0198f0c2a1b27c3d8e4f5a6b7c8d9e0f"), "half", TestContext.Current.CancellationToken);

        Assert.Equal(name, Assert.Single(await All(EvidenceKind.CameraStill)).Name);
        await Store.Delete(name.Session, EvidenceKind.CameraStill, TestContext.Current.CancellationToken);
        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public async Task A_name_that_a_loss_of_power_left_empty_is_no_evidence_and_goes_with_its_kind()
    {
        var name = Still();
        await Store.Put(name, Small(Bytes(10)), TestContext.Current.CancellationToken);
        var path = Directory.EnumerateFiles(_directory.FullName, name.File, SearchOption.AllDirectories).Single();
        await File.WriteAllBytesAsync(path, [], TestContext.Current.CancellationToken);

        Assert.Empty(await All(EvidenceKind.CameraStill));
        Assert.False(await Store.Has(name, TestContext.Current.CancellationToken));
        Assert.Null(await Store.Open(name, TestContext.Current.CancellationToken));
        await Store.Delete(name.Session, EvidenceKind.CameraStill, TestContext.Current.CancellationToken);
        Assert.False(File.Exists(path));
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_directory_that_is_gone_or_a_disk_that_is_no_longer_there_is_a_store_that_does_not_serve(bool emptyPlace)
    {
        _directory.Delete(recursive: true);
        if (emptyPlace)
            _directory.Create();

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
