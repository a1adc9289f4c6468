using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Core.Programs;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;

namespace ExamEngine.Grains.Programs;

/// <summary>
/// What can be sat, as the read model lists it. Kept for two seconds, so that a whole class opening its home page asks the database
/// once; a new version may show that much later. Whatever is asked for by its id and is not among what is kept is looked for anew:
/// what one process has published is known at once to all.
/// </summary>
internal sealed class Catalog(CatalogQueries queries, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _oneReads = new(1);
    private volatile Snapshot _known = new(0, DateTimeOffset.MinValue, [], []);
    private long _begun;

    public async Task<IReadOnlyList<ExamRow>> Exams() => (await Read()).Exams;

    public Task<ExamRow?> Exam(string id) => Find(known => known.Exam(id));

    public async Task<ImmutableArray<ProgramDefinition>> Programs() => (await Read()).Programs;

    public Task<ProgramDefinition?> Program(string id) => Find(known => known.Program(id));

    /// <summary>The programs in which a result of the exam may count: its own, and those that name it.</summary>
    public async Task<ImmutableArray<string>> ProgramsOf(string exam)
    {
        var own = await Exam(exam);
        return own is { Rehearsal: true } ? [] : [.. (await Programs()).Where(program => program.Id == own?.ProgramId || program.Names(exam)).Select(program => program.Id)];
    }

    /// <summary>True when the exam is one of several parts of a course, and earns nothing on its own.</summary>
    public async Task<bool> IsPart(string exam) => (await Read()).Programs.Any(program => program.CourseOfPart(exam) is not null);

    /// <summary>By what was read last; every exam a learner has sat was in it.</summary>
    public bool IsRehearsal(string exam) => _known.Exam(exam) is { Rehearsal: true };

    public void Dispose() => _oneReads.Dispose();

    private async Task<Snapshot> Read() => _known is var known && known.Until > time.GetUtcNow() ? known : await ReadAfter(Volatile.Read(ref _begun));

    private async Task<T?> Find<T>(Func<Snapshot, T?> find)
        where T : class
    {
        var begun = Volatile.Read(ref _begun);
        var known = await Read();
        return find(known) ?? (known.Number > begun ? null : find(await ReadAfter(begun)));
    }

    /// <summary>What was read by a reading that began after the first so many had; those who wait for one share it.</summary>
    private async Task<Snapshot> ReadAfter(long begun)
    {
        await _oneReads.WaitAsync();
        try
        {
            if (_known is var known && known.Number > begun)
                return known;
            var number = Interlocked.Increment(ref _begun);
            var until = time.GetUtcNow() + Lifetime;
            var (exams, programs) = await Ask();
            return _known = new(
                number, until, [.. exams.Where(exam => exam.Version > 0)],
                [.. programs.Select(row => JsonSerializer.Deserialize(row.Body, ProgramJson.Default.ProgramDefinition)).OfType<ProgramDefinition>()]);
        }
        finally
        {
            _oneReads.Release();
        }
    }

    private async Task<(IReadOnlyList<ExamRow> Exams, IReadOnlyList<ProgramRow> Programs)> Ask()
    {
        try
        {
            return (await queries.Exams(CancellationToken.None), await queries.Programs(CancellationToken.None));
        }
        catch (DbException)
        {
            throw new UnavailableException("The catalogue cannot be read now.");
        }
    }

    /// <param name="Number">Of the reading, from 1.</param>
    private sealed record Snapshot(long Number, DateTimeOffset Until, ImmutableArray<ExamRow> Exams, ImmutableArray<ProgramDefinition> Programs)
    {
        public ExamRow? Exam(string id) => Exams.FirstOrDefault(exam => exam.Id == id);

        public ProgramDefinition? Program(string id) => Programs.FirstOrDefault(program => program.Id == id);
    }
}
