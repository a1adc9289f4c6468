using System.Collections.Concurrent;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Programs;

/// <summary>
/// Programs as their streams say, for those who decide by them: never older than the question. What was read before is kept, one copy a silo, and
/// asking again reads what has come since, which is hardly ever anything.
/// </summary>
internal sealed class ProgramVersions(IJournal journal)
{
    private readonly ConcurrentDictionary<string, (long Version, ProgramState State)> _known = new();

    /// <summary>Without versions when there is no such program.</summary>
    /// <exception cref="UnavailableException">The journal cannot be read now.</exception>
    public async ValueTask<ProgramState> Of(string program)
    {
        var (version, state) = _known.GetValueOrDefault(program, (0, ProgramState.Empty));
        var known = version;
        try
        {
            await foreach (var stored in journal.Read(ProgramJournal.StreamOf(program), version))
                (version, state) = (stored.Version, ProgramState.Evolve(state, ProgramJournal.Codec.Decode(stored)));
        }
        catch (JournalUnavailableException e)
        {
            throw new UnavailableException(e.Message);
        }
        // Whoever asks for what is not there leaves nothing behind; of two who read at once the one that read more is kept.
        if (version > known)
            _known.AddOrUpdate(program, (version, state), (_, other) => other.Version > version ? other : (version, state));
        return state;
    }
}
