using ExamEngine.Storage.Evidence;

namespace ExamEngine.Web.Proctoring;

/// <summary>The chunks of one film as one stream that can be read from anywhere: a chunk is opened when reading comes to it.</summary>
internal sealed class RecordingStream(IEvidenceStore store, ImmutableArray<StoredEvidence> chunks) : Stream
{
    private long position;
    private int index = -1;
    private Stream? open;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = chunks.Sum(chunk => chunk.Bytes);

    public override long Position { get => position; set => Seek(value, SeekOrigin.Begin); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0 && position < Length)
        {
            var from = await OpenAt(cancellationToken);
            if (await from.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                position += read;
                return read;
            }

            // A store that holds less than it said would have us turn round for ever.
            if (await CloseChunk() is var end && position != end)
                throw new EvidenceUnavailableException("A chunk is shorter than it was.");
        }

        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var to = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => position + offset,
            _ => Length + offset,
        };
        ArgumentOutOfRangeException.ThrowIfNegative(to, nameof(offset));
        if (to != position)
        {
            open?.Dispose();
            (open, position) = (null, to);
        }

        return position;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read without waiting.");

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (open is not null)
            await open.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            open?.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<Stream> OpenAt(CancellationToken ct)
    {
        if (open is not null)
            return open;

        var before = 0L;
        for (index = 0; before + chunks[index].Bytes <= position; index++)
            before += chunks[index].Bytes;
        open = await store.Open(chunks[index].Name, ct) ?? throw new EvidenceUnavailableException("A chunk is gone.");
        var skip = position - before;
        if (open.CanSeek)
            open.Position = skip;
        else
            await Skip(open, skip, ct);
        return open;
    }

    /// <summary>Answers with where the chunk that was open ends.</summary>
    private async ValueTask<long> CloseChunk()
    {
        if (open is not null)
            await open.DisposeAsync();
        open = null;
        return chunks.Take(index + 1).Sum(chunk => chunk.Bytes);
    }

    private static async ValueTask Skip(Stream stream, long count, CancellationToken ct)
    {
        var buffer = new byte[Math.Min(count, 16 * 1024)];
        while (count > 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(count, buffer.Length)), ct);
            if (read == 0)
                throw new EvidenceUnavailableException("A chunk is shorter than it was.");
            count -= read;
        }
    }
}
