using System.Buffers;
using System.Runtime.CompilerServices;

namespace ExamEngine.Storage.Evidence;

/// <summary>
/// Evidence as files: <c>ab/cd/{session}/{kind}/{file}</c>, where <c>ab</c> and <c>cd</c> are the last letters of the session's id, which are
/// random: a million sessions leave sixteen in each directory.
/// </summary>
/// <remarks>
/// A file is written under a name of its own where it will be, and then renamed, so what a crash leaves half is never seen under its name; it goes when its
/// kind is erased. One directory for all drafts would be a queue before one lock, and the file system would seek room for all of them in one place. Names that
/// may be taken, those of chunks, are taken by a link, which the file system gives to one writer only. Stills come by the thousand and are
/// written at once on the caller's thread, at most <see cref="AtOnce"/> at a time: a disk that stands still holds so many threads and no more.
/// Everything else is flushed before it is acknowledged; a still is not, and the last seconds of them may be lost with the machine's power. What that
/// leaves is a name with nothing under it, which is no evidence.
/// </remarks>
internal sealed class DiskEvidenceStore : IEvidenceStore, IDisposable
{
    private const int AtOnce = 8;
    private const int Buffer = 64 * 1024;

    private readonly SemaphoreSlim _writing = new(AtOnce);
    private readonly string _root;
    private readonly string _mark;

    /// <exception cref="EvidenceUnavailableException">The directory cannot be made or read.</exception>
    public DiskEvidenceStore(EvidenceOptions.Disk options)
    {
        _root = Path.GetFullPath(options.Directory);
        _mark = Path.Combine(_root, ".evidence");
        Guarded(() =>
        {
            MakeDirectory(_root);
            File.WriteAllBytes(_mark, []);
            return true;
        });
    }

    public async ValueTask<EvidencePut> Put(EvidenceName name, Stream content, CancellationToken ct)
    {
        var directory = DirectoryOf(name.Session, name.Kind);
        var (draft, path) = (Path.Combine(directory, $"draft-{Guid.NewGuid():N}"), Path.Combine(directory, name.File));
        if (name.Kind.IsStill() && content is MemoryStream small && small.TryGetBuffer(out var bytes))
        {
            await _writing.WaitAsync(ct);
            try
            {
                return Guarded(() =>
                {
                    using (var file = InDirectory(directory, () => File.OpenHandle(draft, FileMode.CreateNew, FileAccess.Write)))
                        RandomAccess.Write(file, bytes.AsSpan((int)small.Position), 0);
                    return Keep(draft, path, name.Kind);
                });
            }
            catch
            {
                Remove(draft);
                throw;
            }
            finally
            {
                _writing.Release();
            }
        }

        try
        {
            await using (var file = Guarded(() => InDirectory(
                directory, () => new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))))
            {
                await Copy(content, file, ct);
                Guarded(() =>
                {
                    file.Flush(flushToDisk: true);
                    return true;
                });
            }

            return Guarded(() => Keep(draft, path, name.Kind));
        }
        catch
        {
            Remove(draft);
            throw;
        }
    }

    public ValueTask<bool> Has(EvidenceName name, CancellationToken ct) =>
        ValueTask.FromResult(new FileInfo(PathOf(name)) is { Exists: true, Length: > 0 });

    public ValueTask<Stream?> Open(EvidenceName name, CancellationToken ct) => ValueTask.FromResult(Guarded<Stream?>(() =>
    {
        try
        {
            var file = new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0, FileOptions.Asynchronous);
            if (file.Length > 0)
                return file;
            file.Dispose();
            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }));

    public async IAsyncEnumerable<StoredEvidence> List(Guid session, EvidenceKind kind, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var stored in Guarded(() => Files(session, kind)))
        {
            ct.ThrowIfCancellationRequested();
            yield return stored;
        }

        await Task.CompletedTask;
    }

    public Task<int> Delete(Guid session, EvidenceKind kind, CancellationToken ct) => Task.Run(
        () => Guarded(() =>
        {
            var directory = DirectoryOf(session, kind);
            if (!Directory.Exists(directory))
                return 0;

            var erased = 0;
            foreach (var file in Directory.EnumerateFiles(directory))
            {
                ct.ThrowIfCancellationRequested();
                File.Delete(file);
                erased++;
            }

            RemoveEmpty(directory);
            RemoveEmpty(Path.GetDirectoryName(directory) ?? directory);
            return erased;
        }),
        ct);

    public Task Delete(EvidenceName name, CancellationToken ct) => Task.Run(
        () => Guarded(() =>
        {
            var path = PathOf(name);
            if (File.Exists(path))
                File.Delete(path);
            return true;
        }),
        ct);

    public ValueTask<string?> Problem(CancellationToken ct) => ValueTask.FromResult(IsThere ? null : "the evidence directory is gone");

    public void Dispose() => _writing.Dispose();

    /// <summary>False when the directory is gone, or is the empty place of a disk that is no longer there.</summary>
    private bool IsThere => File.Exists(_mark);

    /// <summary>Makes the directory when there is none, but not where all are gone: what was there would seem never to have been.</summary>
    private T InDirectory<T>(string directory, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (DirectoryNotFoundException) when (IsThere)
        {
            MakeDirectory(directory);
            return open();
        }
    }

    private static EvidencePut Keep(string draft, string path, EvidenceKind kind)
    {
        try
        {
            // A name that nothing was ever called before cannot be taken.
            File.Move(draft, path, overwrite: !kind.IsRecording());
            return EvidencePut.Stored;
        }
        catch (IOException) when (kind.IsRecording() && File.Exists(path))
        {
            var same = Same(draft, path);
            Remove(draft);
            return same ? EvidencePut.Known : EvidencePut.Differs;
        }
    }

    private List<StoredEvidence> Files(Guid session, EvidenceKind kind)
    {
        var directory = new DirectoryInfo(DirectoryOf(session, kind));
        if (!directory.Exists)
            return [];

        var files = new List<StoredEvidence>();
        foreach (var file in directory.EnumerateFiles())
        {
            if (file.Length > 0 && EvidenceName.Parse(session, kind, file.Name) is { } name)
                files.Add(new(name, file.Length, name.At ?? file.LastWriteTimeUtc));
        }

        files.Sort(static (one, other) => string.CompareOrdinal(one.Name.File, other.Name.File));
        return files;
    }

    /// <summary>Of the caller's stream, errors are the caller's; of the file, the store's.</summary>
    private static async Task Copy(Stream content, FileStream file, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Buffer);
        try
        {
            while (await content.ReadAsync(buffer, ct) is var read and > 0)
            {
                try
                {
                    await file.WriteAsync(buffer.AsMemory(0, read), ct);
                }
                catch (IOException e)
                {
                    throw Unavailable(e);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool Same(string one, string other)
    {
        using FileStream left = File.OpenRead(one), right = File.OpenRead(other);
        if (left.Length != right.Length)
            return false;

        Span<byte> ofLeft = stackalloc byte[4096], ofRight = stackalloc byte[4096];
        while (left.ReadAtLeast(ofLeft, ofLeft.Length, throwOnEndOfStream: false) is var read and > 0)
        {
            if (right.ReadAtLeast(ofRight[..read], read, throwOnEndOfStream: false) != read || !ofLeft[..read].SequenceEqual(ofRight[..read]))
                return false;
        }

        return true;
    }

    private string DirectoryOf(Guid session, EvidenceKind kind)
    {
        var id = session.ToString();
        return Path.Combine(_root, id[^4..^2], id[^2..], id, kind.Name());
    }

    private string PathOf(EvidenceName name) => Path.Combine(DirectoryOf(name.Session, name.Kind), name.File);

    /// <summary>For the account of the engine alone, as the data directory is.</summary>
    private static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void RemoveEmpty(string directory)
    {
        try
        {
            Directory.Delete(directory);
        }
        catch (IOException)
        {
            // Something else is in it.
        }
    }

    private static void Remove(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (IOException)
        {
            // It goes when its kind is erased.
        }
    }

    private static T Guarded<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(e);
        }
    }

    private static EvidenceUnavailableException Unavailable(Exception e) => new("The disk for evidence cannot be used.", e);
}
