using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Learners;
using ExamEngine.Grains.Definitions;
using ExamEngine.Grains.Kernel;
using ExamEngine.Grains.Programs;
using ExamEngine.Grains.Sessions;

namespace ExamEngine.Grains.Learners;

/// <summary>How a learner stands with an exam: whether and when, what speaks against it, and the card that says so.</summary>
internal sealed record LearnerStanding(ExamStanding Standing, LearnerAttempt? Open, ImmutableArray<Problem> Reasons, ExamCard Card);

/// <summary>
/// Finds out how a learner stands. It asks the sessions that have not ended by the record's word, at most one or two; windows and what is
/// prepared cost nothing, since the record has them.
/// </summary>
internal sealed class LearnerStandings(IGrainFactory grains, ExamVersions exams, Catalog catalog)
{
    /// <summary>My programs, my exams; when, why, or why not yet.</summary>
    public async Task<HomeView> Home(string id, LearnerState learner, DateTimeOffset now)
    {
        var cards = new List<(string Program, bool Rehearsal, ExamCard Card)>();
        foreach (var exam in await catalog.Exams())
        {
            var version = await exams.Get(exam.Id, exam.Version);
            cards.Add((exam.ProgramId, exam.Rehearsal, (await Of(id, learner, version, now)).Card));
        }
        var mine = cards.Where(card => learner.IsRegistered(card.Card.ExamId)).Select(card => card.Program).ToHashSet();
        return new(
            learner.LegalName, now,
            [.. (await catalog.Programs()).Where(program => mine.Contains(program.Id)).Select(program => new ProgramCard(
                program.Id, program.Title, Markup.Html(program.Description), [.. program.Courses.Select(course => new CourseCard(course.Id, course.Title))],
                [.. cards.Where(card => !card.Rehearsal && card.Program == program.Id).Select(card => card.Card)]))],
            cards.Where(card => card.Rehearsal).Select(card => card.Card).FirstOrDefault());
    }

    /// <param name="now">When: later than now for what will be so at an opening.</param>
    public async Task<LearnerStanding> Of(string id, LearnerState learner, ExamVersion exam, DateTimeOffset now)
    {
        LearnerAttempt? open = null;
        var used = learner.Attempts.Where(attempt => attempt.Exam == exam.ExamId).ToArray();
        var cards = ImmutableArray.CreateBuilder<AttemptCard>(used.Length);
        foreach (var attempt in used.Where(attempt => !attempt.NeverStarted))
        {
            var status = attempt.EndedAt is null ? await grains.GetGrain<ISessionGrain>(attempt.Session).Status() : null;
            if (status is { EndedAt: null })
                open = attempt;
            // Begun, and the seat could not be written then.
            if (status is { State: "unknown" })
                await Seat(id, learner, attempt);
            cards.Add(LearnerViews.Attempt(attempt, status, exam.Review.Score));
        }
        var rehearsed = learner.Attempts.Any(attempt => attempt is { EndedAt: not null, NeverStarted: false } && catalog.IsRehearsal(attempt.Exam));
        var (standing, reasons) = Eligibility.Of(learner, exam, open, rehearsed, now);
        var problems = reasons.ToProblems();
        return new(standing, open, problems, LearnerViews.Exam(
            exam, learner, learner.RegistrationFor(exam.ExamId, now), standing, problems, open, used.Count(attempt => !attempt.Returned), cards.ToImmutable()));
    }

    /// <summary>Takes the seat of an attempt that was begun. Harmless when repeated: the attempt was used when the session was begun.</summary>
    public async Task<Reply<SessionBegun>> Seat(string id, LearnerState learner, LearnerAttempt attempt)
    {
        var registration = attempt.Window is { } window ? learner.InWindow(window) : learner.Registrations.GetValueOrDefault(attempt.Exam);
        var granted = learner.GrantedFor(attempt);
        var seated = await grains.GetGrain<ISessionGrain>(attempt.Session).Seat(new(
            attempt.Command, id, attempt.Exam, attempt.Version, attempt.Seed, granted.TimeMultiplierPercent, registration?.Closes, attempt.Number,
            attempt.Window, null, granted.ToWire()));
        return seated.Problems.IsEmpty ? new SessionBegun(attempt.Session) : seated.Problems;
    }

    /// <summary>Seats a prepared session, which waits in memory for the opening.</summary>
    public Task Seat(string id, LearnerState learner, PreparedSession prepared, DateTimeOffset? opens) => grains.GetGrain<ISessionGrain>(prepared.Session).Seat(new(
        prepared.Command, id, prepared.Exam, prepared.Version, prepared.Seed, prepared.TimeMultiplierPercent, prepared.Closes, prepared.Number,
        prepared.Window, opens, learner.Accommodation.AtLeast(prepared.TimeMultiplierPercent).ToWire()));
}
