using System.Diagnostics;
using ExamEngine.Benchmarks.Journal;
using ExamEngine.Benchmarks.Kernel;
using ExamEngine.Benchmarks.Sessions;
using ExamEngine.Storage;
using ExamEngine.Storage.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace ExamEngine.Benchmarks.Avalanche;

/// <summary>
/// A whole class from the bell to the record, in one process: all take a seat and start within half a minute, answer, and end in the same
/// second, by the deadline or by submitting. Measured until each is sealed, graded and known to its learner's record, and checked against
/// an expectation of its own. Starts and submissions are an open model: latencies count from the moment each was due.
/// </summary>
internal static class AvalancheBenchmark
{
    private const string Exam = "avalanche";
    private const int Answers = 20, Callers = 200;
    private const double EndedWithin = 10, FirstQuestionMs = 2000, CpuMillis = 6;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5), Patience = TimeSpan.FromMinutes(3);

    public static async Task Run(Arguments asked, Report report)
    {
        var sessions = asked.Count("sessions", asked.Short ? 1000 : 10_000);
        var ending = asked.Text("ending", "deadline");
        report.Head($"{sessions} sessions that end at once, by {ending}");
        if (asked.Wants("sqlite"))
            await Measure("SQLite", directory => new StorageOptions.Sqlite(Path.Combine(directory.FullName, "exam.db")), sessions, ending == "submit", asked, report);
        if (asked.Wants("postgres") && Arguments.PostgresServer is { } server)
        {
            await using var database = await ScratchDatabase.Create(server, "avalanche");
            await Measure("PostgreSQL", _ => new StorageOptions.Postgres(database.ConnectionString), sessions, ending == "submit", asked, report);
        }
    }

    private static async Task Measure(string store, Func<DirectoryInfo, StorageOptions> storage, int sessions, bool submit, Arguments asked, Report report)
    {
        JournalProbe? watched = null;
        await using var engine = await Engine.Start(storage, SampleExam.Yaml(Exam, Answers, rehearsal: false), services =>
        {
            var journal = services.Last(service => service.ServiceType == typeof(IJournal)).ImplementationFactory ?? throw new InvalidOperationException("There is no journal.");
            services.AddSingleton<IJournal>(provider => watched = new JournalProbe((IJournal)journal(provider)));
        });
        var probe = watched ?? throw new InvalidOperationException("Nobody asked for the journal.");
        var bell = TimeSpan.FromSeconds(asked.Count("bell", asked.Short ? 5 : 30));

        // Compiles everything, and says how long the answers will take, for the deadline stands from the seat on.
        var done = probe.Watch("learner.result-known.v1");
        var warm = await Class(engine, sessions, Math.Min(1000, sessions), null);
        await Phase.Spread(warm, TimeSpan.FromSeconds(2), Take);
        var rate = await Phase.Closed(probe, warm, Callers, Answer);
        await Phase.Closed(probe, warm, Callers, examinee => examinee.Submit());
        await done.Until(warm.Length, Patience, "known to their learners' records");

        var room = bell + 2 * rate.Elapsed * sessions / warm.Length + TimeSpan.FromSeconds(asked.Count("spare", 10 + sessions / 2000));
        var closes = DateTimeOffset.FromUnixTimeSeconds((DateTimeOffset.UtcNow + room).ToUnixTimeSeconds());
        var seated = await Class(engine, 0, sessions, submit ? null : closes);
        var (isSealed, graded, known, issued) = (
            probe.Watch("session.expired.v1", "session.submitted.v1"), probe.Watch("attempt.graded.v1"), probe.Watch("learner.result-known.v1"), probe.Watch("credential.issued.v1"));

        var started = await Phase.Open(probe, seated, bell, Take);
        started.Write(report, store, $"seat and start within {bell.TotalSeconds:0} s", FirstQuestionMs);
        var answered = await Phase.Closed(probe, seated, Callers, Answer);
        answered.Write(report, store, $"{Answers} answers");
        report.Add(store, "  resident memory", Environment.WorkingSet / 1024.0 / 1024, "MiB");

        if (!submit && DateTimeOffset.UtcNow > closes)
            throw new InvalidOperationException("The answers took longer than the window; give it more with --spare.");
        if (!submit)
            await Task.Delay(closes + Grace - DateTimeOffset.UtcNow);
        var (start, passing) = (Stopwatch.GetTimestamp(), seated.Count(examinee => examinee.Passes));
        var ended = await Phase.Around(probe, seated.Length, async () =>
        {
            var latencies = submit ? await Phase.Spread(seated, TimeSpan.FromSeconds(1), examinee => examinee.Submit()) : [];
            await isSealed.Until(sessions, Patience, "sealed");
            await graded.Until(sessions, Patience, "graded");
            await known.Until(sessions, Patience, "known to their learners' records");
            await issued.Until(passing, Patience, "issued");
            return latencies;
        });
        ended.Write(report, store, submit ? "submit within 1 s, seal, grade, award" : "seal, grade, award");
        Say("sealed", isSealed, null);
        Say("graded", graded, EndedWithin);
        Say("known to the record", known, null);
        Say($"{passing} credentials issued", issued, null);
        report.Add(store, "processor time of an attempt", started.CpuMillis + answered.CpuMillis + ended.CpuMillis, "ms", atMost: CpuMillis);
        await Audit.Check(probe, seated, Answers, submit ? null : closes);

        void Say(string what, Milestone milestone, double? target)
        {
            report.Add(store, $"  all {what} after", milestone.Seconds(start, 1), "s", atMost: target);
            report.Add(store, $"  half {what} after", milestone.Seconds(start, 0.5), "s");
        }
    }

    private static async Task<Examinee[]> Class(Engine engine, int first, int count, DateTimeOffset? closes)
    {
        var examinees = Enumerable.Range(first, count).Select(number => new Examinee(engine.Grains, Exam, number)).ToArray();
        await Parallel.ForEachAsync(examinees, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (examinee, _) => await examinee.Register(closes));
        return examinees;
    }

    private static async Task Take(Examinee examinee)
    {
        await examinee.Begin();
        await examinee.Start();
    }

    private static async Task Answer(Examinee examinee)
    {
        for (var item = 1; item <= Answers; item++)
            await examinee.Save(item);
    }
}
