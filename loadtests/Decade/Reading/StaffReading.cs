using System.Diagnostics;
using ExamEngine.Decade.Plan;
using ExamEngine.Decade.Replay;
using ExamEngine.Storage.ReadModel.Queries;

namespace ExamEngine.Decade.Reading;

/// <summary>How long a question of the staff took to answer.</summary>
/// <param name="Rows">How many lines the answer has.</param>
/// <param name="First">The first time it was asked, in milliseconds.</param>
/// <param name="Median">Of twenty more.</param>
internal sealed record Answered(string Question, int Rows, double First, double Median, double Slowest, IReadOnlyList<string> Plan);

/// <summary>Asks the decade-full database what staff ask, by the queries that their endpoints use.</summary>
internal sealed class StaffReading(DecadePlan plan, Engine engine)
{
    public const int Times = 20;

    private const int Page = 50;

    private readonly EnrolmentQueries _enrolments = engine.Get<EnrolmentQueries>();
    private readonly AttemptQueries _attempts = engine.Get<AttemptQueries>();
    private readonly CredentialQueries _credentials = engine.Get<CredentialQueries>();
    private readonly CeremonyQueries _ceremonies = engine.Get<CeremonyQueries>();

    public static Moments Ceremony2020 { get; } = new(DecadePlan.Start.AddYears(DecadePlan.YearOf2020), DecadePlan.Start.AddYears(DecadePlan.YearOf2020 + 1));

    public async Task<IReadOnlyList<Answered>> All(Action<Answered> report)
    {
        var scm = plan.Programs[0];
        var exams = await engine.Get<CatalogQueries>().ExamsOf(scm.Id, default);
        var (exam, completer) = (scm.ExamId(0), plan.LearnerId(0));
        var middle = scm.LearnerId(scm.Learners / 2);
        // The fifteenth of a month: a window in which that exam was sat.
        var month = Enumerable.Range(0, DecadePlan.Months).MaxBy(month => plan.Calendar[month].Exams.Count(sitting => plan.People[sitting.Learner].Program == 0 && sitting.Course == 0));
        var window = new Moments(DecadePlan.Start.AddMonths(month).AddDays(14), DecadePlan.Start.AddMonths(month).AddDays(15));
        var answers = new List<Answered>();

        async Task Ask(string question, Func<Task<int>> ask)
        {
            var answered = await Time(question, ask);
            answers.Add(answered);
            report(answered);
        }

        await Ask("roster by name, first page", async () => (await _enrolments.Roster(exams, RosterOrder.Name, null, Page, default)).Count);
        await Ask("roster by name, from the middle", async () => (await _enrolments.Roster(exams, RosterOrder.Name, middle, Page, default)).Count);
        await Ask("roster by learner, from the middle", async () => (await _enrolments.Roster(exams, RosterOrder.Learner, middle, Page, default)).Count);
        await Ask("results of an exam's window", async () => (await _attempts.OfExam(exam, window, null, Page, default))?.Count ?? 0);
        await Ask("results of rehearsals, first page", async () => (await _attempts.OfExam(scm.ExamId(Sitting.Practice), Moments.Ever, null, Page, default))?.Count ?? 0);
        await Ask("a learner's record", () => Record(completer));
        await Ask("ceremony of 2020, first 200", async () => (await _ceremonies.Earned(new(null, Ceremony2020), CeremonyOrder.Earned, null, 200, default))?.Count ?? 0);
        await Ask("ceremony of 2020, by name", async () => (await _ceremonies.Earned(new(null, Ceremony2020), CeremonyOrder.Name, null, 200, default))?.Count ?? 0);
        await Ask("ten years, by name", async () => (await _ceremonies.Earned(new(null, Moments.Ever), CeremonyOrder.Name, null, 200, default))?.Count ?? 0);
        await Ask("ceremony of 2020, one program and country", async () => (await _ceremonies.Earned(new(scm.Id, Ceremony2020, "US"), CeremonyOrder.Earned, null, 200, default))?.Count ?? 0);
        await Ask("ceremony of 2020, countries", async () => (await _ceremonies.Countries(new(null, Ceremony2020), default)).Count);
        await Ask("ten years, figures", async () => (await _ceremonies.Figures(new(null, Moments.Ever), default)).ProgramCountries.Count);
        await Ask("what waits for a grader", async () => (await _attempts.Waiting(200, default)).Count);
        return answers;
    }

    private async Task<int> Record(string learner)
    {
        var known = await engine.Get<LearnerQueries>().Find(learner, default);
        return (known is null ? 0 : 1) + (await _enrolments.OfLearner(learner, default)).Count + (await engine.Get<SessionQueries>().OfLearner(learner, default)).Count
            + (await _attempts.OfLearner(learner, default)).Count + (await _credentials.OfLearner(learner, default)).Count;
    }

    private async Task<Answered> Time(string question, Func<Task<int>> ask)
    {
        var (rows, first) = await Once(ask);
        var times = new List<double>(Times);
        for (var i = 0; i < Times; i++)
            times.Add((await Once(ask)).Milliseconds);
        times.Sort();
        return new(question, rows, first, (times[Times / 2 - 1] + times[Times / 2]) / 2, times[^1], await engine.Plans.Of(ask));
    }

    private static async Task<(int Rows, double Milliseconds)> Once(Func<Task<int>> ask)
    {
        var started = Stopwatch.GetTimestamp();
        var rows = await ask();
        return (rows, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }
}
