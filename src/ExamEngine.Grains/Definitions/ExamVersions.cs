using System.Collections.Concurrent;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Core.Definitions;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Definitions;

/// <summary>
/// Published versions, one copy a silo, shared by every session of it. Safe to keep for ever: a version never changes.
/// </summary>
internal sealed class ExamVersions(IJournal journal) : IDisposable
{
    private readonly ConcurrentDictionary<(string Exam, int Version), ExamVersion> _known = new();
    private readonly SemaphoreSlim _reading = new(1);

    /// <exception cref="UnavailableException">The journal cannot be read now.</exception>
    /// <exception cref="InvalidOperationException">No such version was published.</exception>
    public async ValueTask<ExamVersion> Get(string exam, int version)
    {
        if (_known.TryGetValue((exam, version), out var known))
            return known;

        // A whole class may come at once to a cold silo: the first reads, the others find.
        await _reading.WaitAsync();
        try
        {
            if (_known.TryGetValue((exam, version), out known))
                return known;
            await ExamJournal.Codec.Replay(journal, ExamJournal.StreamOf(exam), _known, Keep);
        }
        finally
        {
            _reading.Release();
        }
        return _known.TryGetValue((exam, version), out known) ? known : throw new InvalidOperationException($"Exam {exam} has no version {version}.");
    }

    public void Dispose() => _reading.Dispose();

    private static ConcurrentDictionary<(string Exam, int Version), ExamVersion> Keep(
        ConcurrentDictionary<(string Exam, int Version), ExamVersion> known, ExamEvent happened, long _)
    {
        if (happened is ExamEvent.VersionPublished { Exam: var exam })
            known.TryAdd((exam.ExamId, exam.Version), exam);
        return known;
    }
}
