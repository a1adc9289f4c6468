using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Programs;
using ExamEngine.Grains.Programs;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;

namespace Grains.Tests.Harness;

/// <summary>
/// A program of its own with small exams: courses a and b and c of one exam each (<c>ID-a</c>, …), and <c>duo</c> of two that pass together at 60 % within twelve
/// hours (<c>ID-1</c>, <c>ID-2</c>). Each exam has two items of one point.
/// </summary>
internal sealed class Road(Engine engine, string id)
{
    private static int _roads;

    public string Id => id;

    public IProgramGrain Program => engine.Grains.GetGrain<IProgramGrain>(id);

    public IProgramChangeGrain Change => engine.Grains.GetGrain<IProgramChangeGrain>(id);

    /// <param name="earned">The requirement, as YAML in one line.</param>
    public static async Task<Road> Open(Engine engine, string earned)
    {
        var road = new Road(engine, $"road-{Interlocked.Increment(ref _roads)}");
        (await road.Define(earned)).Ok();
        foreach (var (exam, course) in ((string, string)[])[("a", "a"), ("b", "b"), ("c", "c"), ("1", "duo"), ("2", "duo")])
            await road.Import(road.Exam(exam, course));
        // The catalogue is looked at again.
        engine.Advance(TimeSpan.FromSeconds(3));
        return road;
    }

    public Task<Reply<ImportDone>> Define(string earned, string title = "The road") => engine.Grains.GetGrain<IImportGrain>(0).Import(Actor.System, File(earned, title));

    public AuthoringFile File(string earned, string title = "The road") => new(
        $$"""
        kind: program
        program: {{id}}
        title: {{title}}
        courses:
          - { id: a, title: Course A }
          - { id: b, title: Course B }
          - { id: c, title: Course C }
          - id: duo
            title: Course of two
            parts: { within: 12h, pass: together, cutScore: 60%, exams: [{ exam: {{id}}-1 }, { exam: {{id}}-2 }] }
        earned: {{earned}}
        """, []);

    public Task<Candidate> Candidate() => engine.Candidate();

    /// <param name="right">How many of the two items.</param>
    public async Task Sit(Candidate learner, string exam, int right = 2)
    {
        await learner.Sit($"{id}-{exam}");
        for (var item = 1; item <= 2; item++)
            await learner.Save(learner.Pick(item, item <= right ? "a" : "b"));
        await learner.Submit();
    }

    /// <summary>As <see cref="Sit"/>, and carried on as far as it goes by itself.</summary>
    public async Task Pass(Candidate learner, string exam, int right = 2)
    {
        await Sit(learner, exam, right);
        await Settle();
    }

    /// <summary>Carries on what is due, and what was put off by a second or so.</summary>
    public Task Settle() => engine.SweepFor(TimeSpan.FromSeconds(5));

    public IProgressGrain Progress(Candidate learner) => engine.Grains.GetGrain<IProgressGrain>($"{learner.Id}/{id}");

    public async Task<ProgressView> View(Candidate learner) => (await Progress(learner).Show(learner.Actor)).Ok();

    public async Task<AwardView?> Award(Candidate learner, string? course = null) => (await View(learner)).Awards.SingleOrDefault(award => award.CourseId == course);

    public Task<List<StoredEvent>> Events(Candidate learner) => engine.Events(ProgressJournal.StreamOf(learner.Id, id));

    /// <summary>The credentials that are not the exams' own: kind, standing.</summary>
    public async Task<List<(string Kind, string Subject, bool Stands)>> Documents(Candidate learner) =>
        [.. (await Rows(learner)).Where(row => row.Kind != "exam").OrderBy(row => row.Kind).Select(row => (row.Kind, row.ExamId, row.RevokedAt is null))];

    public async Task<List<CredentialRow>> Rows(Candidate learner) => [.. await engine.Of<CredentialQueries>().OfLearner(learner.Id, default)];

    public async Task<CredentialView> Document(Candidate learner, string? course = null) =>
        Assert.IsType<CredentialView>(await learner.Credential(Assert.IsType<AwardView>(await Award(learner, course)).CredentialId).Show());

    private async Task Import(string yaml) => (await engine.Grains.GetGrain<IImportGrain>(0).Import(Actor.System, new(yaml, []))).Ok();

    private string Exam(string exam, string course) => $$"""
        exam: {{id}}-{{exam}}
        title: Exam {{exam}}
        program: {{id}}
        course: {{course}}
        timeLimit: 60m
        cutScore: 60%
        policy: { attempts: 5 }
        sections:
          - id: only
            items:
              - id: one
                stem: One?
                singleChoice: { shuffle: false, options: [ { text: "Yes", correct: true }, { text: "No" } ] }
              - id: two
                stem: Two?
                singleChoice: { shuffle: false, options: [ { text: "Yes", correct: true }, { text: "No" } ] }
        """;
}
