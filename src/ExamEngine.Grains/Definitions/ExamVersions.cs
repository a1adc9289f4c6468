using System.Collections.Concurrent;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Core.Definitions;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Definitions;

/// <summary>
/// Published versions, one copy a silo, shared by every session of it. Safe to keep for ever: a version never changes.
/// </summary>
internal sealed class ExamVersions(IJournal journal)
{
    private readonly ConcurrentDictionary<(string Exam, int Version), ExamVersion> _known = new();

    /// <exception cref="UnavailableException">The journal cannot be read now.</exception>
    /// <exception cref="InvalidOperationException">No such version was published.</exception>
    public async ValueTask<ExamVersion> Get(string exam, int version)
    {
        if (_known.TryGetValue((exam, version), out var known))
            return known;
        try
        {
            await foreach (var stored in journal.Read(ExamJournal.StreamOf(exam)))
            {
                if (ExamJournal.Codec.Decode(stored) is ExamEvent.VersionPublished published)
                    _known.TryAdd((exam, published.Exam.Version), published.Exam);
            }
        }
        catch (JournalUnavailableException e)
        {
            throw new UnavailableException(e.Message);
        }
        return _known.TryGetValue((exam, version), out known) ? known : throw new InvalidOperationException($"Exam {exam} has no version {version}.");
    }
}
