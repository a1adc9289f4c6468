using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Schools;
using ExamEngine.Grains.Programs;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;
using Grains.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Grains.Tests.Programs;

/// <summary>The clock stands still: whatever a process keeps of the catalogue stays as fresh as it was.</summary>
public sealed class CatalogTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task What_was_just_published_can_be_planned_and_sat_at_once()
    {
        var (ada, exam) = (await engine.Candidate(), $"new-{Guid.NewGuid():N}");
        (await ada.Learner.Home(ada.Actor)).Ok();
        (await ada.Learner.Briefing(ada.Actor, exam)).Refused("learner.unknown-exam");

        await Import(Engine.Fixture("plain").Yaml.Replace("exam: plain", $"exam: {exam}", StringComparison.Ordinal));

        await Window.Plan(engine, exam);
        (await engine.Grains.GetGrain<IVoucherGrain>($"NEW-{Guid.NewGuid():N}"[..16].ToUpperInvariant()).Define(People.Staff, new(exam, 1, null))).Ok();
        (await ada.Learner.Briefing(ada.Actor, exam)).Ok();
        await ada.Register(exam);
        await ada.Begin(exam);
    }

    [Fact]
    public async Task A_program_that_was_just_defined_can_be_named_at_once()
    {
        var (ada, program, school) = (await engine.Candidate(), $"new-{Guid.NewGuid():N}", engine.Grains.GetGrain<ISchoolGrain>($"s-{Guid.NewGuid():N}"));
        (await school.Describe(People.Staff, new("A school", "https://school.example/"))).Ok();
        (await ada.Learner.Home(ada.Actor)).Ok();
        (await Publicity(ada).PublishName(ada.Actor, program, true)).Refused("program.unknown");

        await Import($$"""
            kind: program
            program: {{program}}
            title: A new one
            courses: [ { id: a, title: Course A } ]
            earned: { course: a }
            """);

        (await Publicity(ada).PublishName(ada.Actor, program, true)).Ok();
        (await school.Agree(People.Staff, program, new(5, "MSc", "", engine.Now, null))).Ok();
    }

    [Fact]
    public async Task Those_who_ask_for_what_is_not_there_share_a_reading()
    {
        var contexts = new HeldContexts(engine.Of<IDbContextFactory<ExamEngineDb>>());
        using var catalog = new Catalog(new CatalogQueries(contexts), new FakeTimeProvider(engine.Now));
        var first = catalog.Exam("nothing");
        await contexts.Asked;

        var others = Enumerable.Range(0, 50).Select(_ => catalog.Exam("nothing")).ToArray();
        contexts.Release();

        Assert.Null(await first);
        Assert.All(await Task.WhenAll(others), Assert.Null);
        // One that the first began, and one for all who came while it was under way: exams and programs each.
        Assert.Equal(4, contexts.Created);
    }

    private ILearnerPublicity Publicity(Candidate learner) => engine.Grains.GetGrain<ILearnerPublicity>(learner.Id);

    private async Task Import(string yaml) => (await engine.Grains.GetGrain<IImportGrain>(0).Import(Actor.System, new(yaml, []))).Ok();

    /// <summary>The engine's own database, which nobody reaches before a test says so.</summary>
    private sealed class HeldContexts(IDbContextFactory<ExamEngineDb> contexts) : IDbContextFactory<ExamEngineDb>
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _created;

        public Task Asked => _asked.Task;

        public int Created => _created;

        public void Release() => _open.SetResult();

        public ExamEngineDb CreateDbContext() => throw new NotSupportedException("Queries are asynchronous.");

        public async Task<ExamEngineDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _created);
            _asked.TrySetResult();
            await _open.Task;
            return await contexts.CreateDbContextAsync(cancellationToken);
        }
    }
}
