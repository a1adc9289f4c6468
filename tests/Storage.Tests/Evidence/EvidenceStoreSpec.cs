using ExamEngine.Storage.Evidence;

namespace Storage.Tests.Evidence;

/// <summary>What every store of evidence keeps to.</summary>
public abstract class EvidenceStoreSpec : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly Guid _session = Guid.CreateVersion7();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected abstract IEvidenceStore Store { get; }

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(8_192)]
    [InlineData(3_000_001)]
    public async Task What_is_put_comes_back_to_the_byte(int size)
    {
        var bytes = Bytes(size);
        EvidenceName still = Still(), document = EvidenceName.New(_session, EvidenceKind.Document, EvidenceFormat.Png, Noon);

        Assert.Equal(EvidencePut.Stored, await Store.Put(still, Small(bytes), Ct));
        Assert.Equal(EvidencePut.Stored, await Store.Put(document, new Trickle(bytes), Ct));

        Assert.True(await Store.Has(still, Ct) && await Store.Has(document, Ct));
        Assert.Equal(bytes, await Read(still));
        Assert.Equal(bytes, await Read(document));
    }

    [Fact]
    public async Task What_was_never_put_is_not_there()
    {
        await Store.Put(Still(), Small(Bytes(10)), Ct);

        Assert.False(await Store.Has(Still(), Ct));
        Assert.Null(await Store.Open(Still(), Ct));
        Assert.Null(await Store.Open(EvidenceName.New(Guid.CreateVersion7(), EvidenceKind.Face, EvidenceFormat.Jpeg, Noon), Ct));
        Assert.Empty(await All(EvidenceKind.Face));
    }

    [Fact]
    public async Task A_list_has_what_there_is_of_one_kind_and_session_in_order()
    {
        var names = Enumerable.Range(0, 12).Select(n => Still(Noon.AddSeconds(n))).ToArray();
        foreach (var name in names.Reverse())
            await Store.Put(name, Small(Bytes(20)), Ct);
        await Store.Put(EvidenceName.New(_session, EvidenceKind.ScreenStill, EvidenceFormat.Jpeg, Noon), Small(Bytes(5)), Ct);
        await Store.Put(EvidenceName.New(Guid.CreateVersion7(), EvidenceKind.CameraStill, EvidenceFormat.Jpeg, Noon), Small(Bytes(5)), Ct);

        var listed = await All(EvidenceKind.CameraStill);

        Assert.Equal(names, listed.Select(stored => stored.Name));
        Assert.All(listed, stored => Assert.Equal(20, stored.Bytes));
        Assert.Equal(names.Select(name => name.At), listed.Select(stored => (DateTimeOffset?)stored.At));
    }

    [Fact]
    public async Task Erasing_takes_one_kind_of_one_session_and_says_how_many()
    {
        var other = EvidenceName.New(Guid.CreateVersion7(), EvidenceKind.CameraStill, EvidenceFormat.Jpeg, Noon);
        var face = EvidenceName.New(_session, EvidenceKind.Face, EvidenceFormat.Jpeg, Noon);
        for (var n = 0; n < 12; n++)
            await Store.Put(Still(Noon.AddSeconds(n)), Small(Bytes(20)), Ct);
        await Store.Put(face, Small(Bytes(5)), Ct);
        await Store.Put(other, Small(Bytes(5)), Ct);

        Assert.Equal(12, await Store.Delete(_session, EvidenceKind.CameraStill, Ct));
        Assert.Equal(0, await Store.Delete(_session, EvidenceKind.CameraStill, Ct));

        Assert.Empty(await All(EvidenceKind.CameraStill));
        Assert.NotEmpty(await Read(face));
        Assert.NotEmpty(await Read(other));
    }

    [Fact]
    public async Task One_piece_is_erased_and_no_other()
    {
        EvidenceName first = Still(), second = Still(Noon.AddSeconds(1));
        await Store.Put(first, Small(Bytes(5)), Ct);
        await Store.Put(second, Small(Bytes(6)), Ct);

        await Store.Delete(first, Ct);
        await Store.Delete(first, Ct);
        await Store.Delete(EvidenceName.New(Guid.CreateVersion7(), EvidenceKind.Face, EvidenceFormat.Jpeg, Noon), Ct);

        Assert.Equal(second, Assert.Single(await All(EvidenceKind.CameraStill)).Name);
    }

    [Fact]
    public async Task After_erasing_there_can_be_something_again()
    {
        await Store.Put(Still(), Small(Bytes(5)), Ct);
        await Store.Delete(_session, EvidenceKind.CameraStill, Ct);

        Assert.Equal(EvidencePut.Stored, await Store.Put(Still(), Small(Bytes(5)), Ct));

        Assert.Single(await All(EvidenceKind.CameraStill));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(100_000)]
    public async Task A_chunk_that_comes_again_is_known_and_another_of_its_number_is_not_taken(int size)
    {
        var name = EvidenceName.Chunk(_session, EvidenceKind.CameraRecording, 12, begins: false);
        byte[] first = Bytes(size), longer = [.. first, 1], changed = [.. first[..^1], (byte)~first[^1]];

        Assert.Equal(EvidencePut.Stored, await Store.Put(name, new Trickle(first), Ct));
        Assert.Equal(EvidencePut.Known, await Store.Put(name, new Trickle(first), Ct));
        Assert.Equal(EvidencePut.Differs, await Store.Put(name, new Trickle(longer), Ct));
        Assert.Equal(EvidencePut.Differs, await Store.Put(name, new Trickle(changed), Ct));

        Assert.Equal(first, await Read(name));
        Assert.Single(await All(EvidenceKind.CameraRecording));
    }

    [Fact]
    public async Task Chunks_are_listed_by_number_whenever_they_came()
    {
        foreach (var number in (int[])[3, 1, 100, 20])
            await Store.Put(EvidenceName.Chunk(_session, EvidenceKind.ScreenRecording, number, begins: number is 1 or 20), new Trickle(Bytes(number)), Ct);

        var listed = await All(EvidenceKind.ScreenRecording);

        Assert.Equal([(1, true), (3, false), (20, true), (100, false)], listed.Select(stored => (stored.Name.Number, stored.Name.Begins)));
        Assert.All(listed, stored => Assert.True(stored.At > Noon.AddYears(-5), $"{stored.At}"));
    }

    [Fact]
    public async Task Content_that_breaks_off_leaves_nothing_behind()
    {
        var name = EvidenceName.New(_session, EvidenceKind.RoomScan, EvidenceFormat.WebM, Noon);

        await Assert.ThrowsAsync<EndOfStreamException>(() => Store.Put(name, new Trickle(Bytes(200_000)) { BreaksOffAt = 150_000 }, Ct).AsTask());

        Assert.Null(await Store.Open(name, Ct));
        Assert.Empty(await All(EvidenceKind.RoomScan));
    }

    [Fact]
    public async Task A_store_that_serves_has_no_problem() => Assert.Null(await Store.Problem(Ct));

    private protected EvidenceName Still(DateTimeOffset? at = null) => EvidenceName.New(_session, EvidenceKind.CameraStill, EvidenceFormat.Jpeg, at ?? Noon);

    private protected static MemoryStream Small(byte[] bytes) => new(bytes, 0, bytes.Length, writable: false, publiclyVisible: true);

    private protected static byte[] Bytes(int size) => [.. Enumerable.Range(0, size).Select(n => (byte)(n * 31 % 251))];

    private protected async Task<List<StoredEvidence>> All(EvidenceKind kind) => await Store.List(_session, kind, Ct).ToListAsync(Ct);

    private async Task<byte[]> Read(EvidenceName name)
    {
        await using var stream = Assert.IsType<Stream>(await Store.Open(name, Ct), exactMatch: false);
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, Ct);
        return all.ToArray();
    }

    /// <summary>A request's body: bytes come as the network brings them, and nobody can go back.</summary>
    private sealed class Trickle(byte[] bytes) : Stream
    {
        private int _at;

        public int? BreaksOffAt { get; init; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Next(buffer.AsSpan(offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return Next(buffer.Span);
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Next(Span<byte> buffer)
        {
            if (_at >= BreaksOffAt)
                throw new EndOfStreamException("The browser went away.");
            var some = bytes.AsSpan(_at, Math.Min(Math.Min(buffer.Length, 7_001), bytes.Length - _at));
            some.CopyTo(buffer);
            _at += some.Length;
            return some.Length;
        }
    }
}
