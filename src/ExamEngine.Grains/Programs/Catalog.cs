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
/// once; a new version may show that much later.
/// </summary>
internal sealed class Catalog(CatalogQueries queries, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);
    private volatile Snapshot _known = new(DateTimeOffset.MinValue, [], []);

    public async Task<IReadOnlyList<ExamRow>> Exams() => (await Read()).Exams;

    public async Task<ExamRow?> Exam(string id) => (await Read()).Exams.FirstOrDefault(exam => exam.Id == id);

    public async Task<ImmutableArray<ProgramDefinition>> Programs() => (await Read()).Programs;

    /// <summary>The programs in which a result of the exam may count: its own, and those that name it.</summary>
    public async Task<ImmutableArray<string>> ProgramsOf(string exam)
    {
        var known = await Read();
        var own = known.Exams.FirstOrDefault(row => row.Id == exam);
        return own is { Rehearsal: true } ? [] : [.. known.Programs.Where(program => program.Id == own?.ProgramId || program.Names(exam)).Select(program => program.Id)];
    }

    /// <summary>True when the exam is one of several parts of a course, and earns nothing on its own.</summary>
    public async Task<bool> IsPart(string exam) => (await Read()).Programs.Any(program => program.CourseOfPart(exam) is not null);

    /// <summary>By what was read last; every exam a learner has sat was in it.</summary>
    public bool IsRehearsal(string exam) => _known.Exams.Any(row => row.Id == exam && row.Rehearsal);

    private async Task<Snapshot> Read()
    {
        var now = time.GetUtcNow();
        if (_known is var known && known.Until > now)
            return known;
        var (exams, programs) = await Ask();
        return _known = new(
            now + Lifetime, [.. exams.Where(exam => exam.Version > 0)],
            [.. programs.Select(row => JsonSerializer.Deserialize(row.Body, ProgramJson.Default.ProgramDefinition)).OfType<ProgramDefinition>()]);
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

    private sealed record Snapshot(DateTimeOffset Until, ImmutableArray<ExamRow> Exams, ImmutableArray<ProgramDefinition> Programs);
}
