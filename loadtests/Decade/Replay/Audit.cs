using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Decade.Plan;
using ExamEngine.Decade.Reading;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel.Queries;
using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Decade.Replay;

/// <summary>One thing that was checked.</summary>
internal sealed record Check(string What, long Expected, long Found)
{
    public bool Holds => Expected == Found;
}

/// <summary>
/// Whether what is stored is what happened. The numbers that were planned are counted in the read model; and of a sample of sittings, whose grains
/// have long left memory, the streams are replayed and asked again: the answers, the score, the record and the credential.
/// </summary>
internal sealed class Audit(DecadePlan plan, Engine engine)
{
    private static readonly Actor Staff = new("auditor", null, Roles.Staff);

    public async Task<IReadOnlyList<Check>> Run(IReadOnlyList<(Sitting Sitting, Guid Session)> sample)
    {
        var checks = new List<Check>();
        await Counts(checks);
        await Roster(checks);
        await Ceremony(checks);
        if (plan.Scale == 1)
            await Published(checks);
        var faithful = 0;
        foreach (var (sitting, session) in sample)
            faithful += await IsFaithful(sitting, session) ? 1 : 0;
        checks.Add(new("sampled sittings that replay to what was sat", sample.Count, faithful));
        return checks;
    }

    private async Task Counts(List<Check> checks)
    {
        await using var db = await engine.Db();
        checks.Add(new("learners", plan.People.Count, await db.Learners.LongCountAsync()));
        checks.Add(new("enrolments", plan.Enrolments, await db.Enrolments.LongCountAsync()));
        checks.Add(new("sessions submitted", plan.Attempts, await db.Sessions.LongCountAsync(session => session.State == "submitted")));
        checks.Add(new("attempts released", plan.Attempts, await db.Attempts.LongCountAsync(attempt => attempt.State == "released")));
        checks.Add(new("attempts passed", plan.Sittings.Count(sitting => sitting.Passes), await db.Attempts.LongCountAsync(attempt => attempt.Passed == true)));
        checks.Add(new("points", plan.Sittings.Sum(sitting => sitting.Right), (long)(await db.Attempts.Select(attempt => (double?)attempt.Score).SumAsync() ?? 0)));
        foreach (var program in plan.Programs)
        {
            var earned = plan.Sittings.Count(sitting => sitting.Earns && plan.ProgramOf(sitting.Learner) == program);
            checks.Add(new($"credentials of {program.Id}", earned, await db.Credentials.LongCountAsync(credential => credential.ProgramId == program.Id && credential.Kind == "exam")));
            checks.Add(new($"who completed {program.Id}", program.Completers, await db.Credentials.LongCountAsync(credential => credential.ProgramId == program.Id && credential.Kind == "program")));
        }

        var scm = plan.Programs[0].Id;
        checks.Add(new(
            "who finished all of supply chain", plan.Programs[0].Completers,
            await db.Credentials.Where(credential => credential.ProgramId == scm && credential.Kind == "exam").GroupBy(credential => credential.LearnerId).CountAsync(of => of.Count() == ProgramPlan.CoursesEach)));
        checks.Add(new("duties left on the agenda", 0, await db.Database.SqlQueryRaw<long>("""select count(*) as "Value" from agenda""").SingleAsync()));
    }

    /// <summary>The size that is replayed, as MIT told it of MITx MicroMasters, and the ceremony of 2020.</summary>
    private async Task Published(List<Check> checks)
    {
        await using var db = await engine.Db();
        var ceremony = await engine.Get<CeremonyQueries>().Countries(new(null, StaffReading.Ceremony2020), default);
        var programs = await db.Credentials.Where(credential => credential.EarnedAt >= StaffReading.Ceremony2020.From && credential.EarnedAt < StaffReading.Ceremony2020.To)
            .Select(credential => credential.ProgramId).Distinct().CountAsync();
        checks.Add(new("full size: enrolments", 1_000_000, await db.Enrolments.LongCountAsync()));
        checks.Add(new("full size: learners of supply chain", 180_000, await db.Learners.LongCountAsync(learner => learner.Id.StartsWith("scm-"))));
        checks.Add(new("full size: credentials", 9_500, await db.Credentials.LongCountAsync(credential => credential.Kind == "exam")));
        checks.Add(new("full size: who finished all of supply chain", 1_100, plan.Programs[0].Completers));
        checks.Add(new("full size: learners at the ceremony of 2020", 609, ceremony.Sum(of => of.Learners)));
        checks.Add(new("full size: their countries", 82, ceremony.Count));
        checks.Add(new("full size: their programs", 3, programs));
    }

    /// <summary>Every page of the largest roster: each learner of the program once.</summary>
    private async Task Roster(List<Check> checks)
    {
        var scm = plan.Programs[0];
        var exams = await engine.Get<CatalogQueries>().ExamsOf(scm.Id, default);
        var seen = new HashSet<string>();
        string? after = null;
        while (await engine.Get<EnrolmentQueries>().Roster(exams, RosterOrder.Name, after, 200, default) is { Count: > 0 } page)
        {
            after = page[^1].LearnerId;
            if (page.Any(line => !seen.Add(line.LearnerId)))
                throw new InvalidOperationException("A learner is on the roster twice.");
        }

        checks.Add(new("learners on the roster of supply chain, page by page", scm.Learners, seen.Count));
    }

    private async Task Ceremony(List<Check> checks)
    {
        var begins = 12 * DecadePlan.YearOf2020;
        var earners = plan.Calendar.Skip(begins).Take(12).SelectMany(month => month.Exams).Where(sitting => sitting.Earns).Select(sitting => sitting.Learner).Distinct().ToList();
        var countries = await engine.Get<CeremonyQueries>().Countries(new(null, StaffReading.Ceremony2020), default);
        checks.Add(new("learners at the ceremony of 2020", earners.Count, countries.Sum(of => of.Learners)));
        checks.Add(new("countries at the ceremony of 2020", earners.Select(plan.Country).Distinct().Count(), countries.Count));
    }

    private async Task<bool> IsFaithful(Sitting sitting, Guid session)
    {
        var saved = 0;
        await foreach (var stored in engine.Get<IJournal>().Read($"session/{session}"))
            saved += stored.Type == "session.answer-saved.v1" ? 1 : 0;

        var receipt = (await engine.Grains.GetGrain<ISessionGrain>(session).Receipt(Actor.System)).Require();
        var result = (await engine.Grains.GetGrain<IAttemptGrain>(session).Result(Staff)).Require();
        var row = await engine.Get<AttemptQueries>().Find(session.ToString(), default);
        var credential = result.CredentialId is { } id ? await engine.Grains.GetGrain<ICredentialGrain>(id).Show() : null;
        var home = (await engine.Grains.GetGrain<ILearnerGrain>(plan.LearnerId(sitting.Learner)).Home(Staff)).Require();
        var card = home.Programs.SelectMany(program => program.Exams).Append(home.Rehearsal).SelectMany(exam => exam?.Attempts ?? []).SingleOrDefault(attempt => attempt.SessionId == session);

        return saved == ExamFile.Items
            && receipt is { State: "submitted", Answered: ExamFile.Items }
            && receipt.Answers.OrderBy(answer => answer.Item).Select(answer => Words(answer.Value)).SequenceEqual(result.Fields.OrderBy(field => field.Item).Select(field => Words(field.Value)))
            && result.Fields.Count(field => field.Verdict == "correct") == sitting.Right
            && (result.Score, result.Passed) == (sitting.Right, sitting.Passes)
            && (row?.Score, row?.Passed, row?.LearnerId, row?.ReleasedAt is not null) == (sitting.Right, sitting.Passes, plan.LearnerId(sitting.Learner), true)
            && (credential?.Name == plan.LegalName(sitting.Learner)) == sitting.Earns
            && (sitting.Course == Sitting.Practice || card?.Score == sitting.Right);
    }

    private static string Words(AnswerValue? value) => value?.Text ?? string.Join(",", value?.Choices ?? []);
}
