using ExamEngine.Storage.Evidence;
using ExamEngine.Web.Proctoring;

namespace Web.Tests.Proctoring;

/// <summary>A film of several chunks read as one.</summary>
public sealed class RecordingStreamTests : IAsyncLifetime
{
    private static readonly int[] Sizes = [1000, 1, 70_000, 333];

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("examengine-recording-");
    private readonly Guid session = Guid.NewGuid();
    private readonly byte[] all = [.. Enumerable.Range(0, Sizes.Sum()).Select(n => (byte)(n * 7 % 253))];
    private ServiceProvider? services;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IEvidenceStore Store => services!.GetRequiredService<IEvidenceStore>();

    public async ValueTask InitializeAsync()
    {
        services = new ServiceCollection().AddEvidence(new EvidenceOptions.Disk(directory.FullName)).BuildServiceProvider();
        var from = 0;
        for (var i = 0; i < Sizes.Length; from += Sizes[i++])
            await Store.Put(EvidenceName.Chunk(session, EvidenceKind.CameraRecording, i + 1, begins: i == 0), new MemoryStream(all[from..(from + Sizes[i])]), Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await services!.DisposeAsync();
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task It_is_all_chunks_one_after_another()
    {
        await using var film = await Film();
        Assert.Equal(all.Length, film.Length);

        using var read = new MemoryStream();
        await film.CopyToAsync(read, Ct);

        Assert.Equal(all, read.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(50_000)]
    [InlineData(71_333)]
    [InlineData(71_334)]
    public async Task It_is_read_from_anywhere(int from)
    {
        await using var film = await Film();
        film.Seek(from, SeekOrigin.Begin);

        var some = new byte[2000];
        var count = await film.ReadAtLeastAsync(some, some.Length, throwOnEndOfStream: false, Ct);

        Assert.Equal(all[from..Math.Min(from + 2000, all.Length)], some[..count]);
    }

    [Fact]
    public async Task A_chunk_that_was_erased_meanwhile_is_an_error_and_no_shorter_film()
    {
        await using var film = await Film();
        await Store.Delete(session, EvidenceKind.CameraRecording, Ct);

        await Assert.ThrowsAsync<EvidenceUnavailableException>(() => film.CopyToAsync(Stream.Null, Ct));
    }

    [Fact]
    public async Task A_recorder_that_was_started_anew_makes_another_film()
    {
        foreach (var (number, begins) in ((int, bool)[])[(5, true), (6, false), (8, false), (9, true)])
            await Store.Put(EvidenceName.Chunk(session, EvidenceKind.CameraRecording, number, begins), new MemoryStream([1, 2, 3]), Ct);

        var view = await new Recordings(Store).View(session, "camera", Ct);

        Assert.Equal([1, 2, 3, 4, 5, 6, 8, 9], view.Numbers);
        Assert.Equal([(1, 1, 4, 0), (2, 5, 8, 1), (3, 9, 9, 0)], view.Parts.Select(part => (part.Part, part.From, part.To, part.Missing)));
        Assert.Equal(all.Length, view.Parts[0].Bytes);
        Assert.Empty((await new Recordings(Store).View(session, "screen", Ct)).Parts);
    }

    private async Task<RecordingStream> Film() => new(Store, await new Recordings(Store).Film(session, "camera", 1, Ct));
}
