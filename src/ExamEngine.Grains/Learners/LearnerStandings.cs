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
internal sealed class LearnerStandings(IGrainFactory grains, ExamVersions exams, Catalog catalog, PlacesAtHand places)
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
        // A program is the learner's by a registration, by enrolment, or because something in it was paid for.
        var mine = cards.Where(card => learner.IsRegistered(card.Card.ExamId) || (card.Program.Length > 0 && learner.Entitlements.HasPaid(card.Card.ExamId, card.Program)))
            .Select(card => card.Program).Concat(learner.Entitlements.Programs).ToHashSet();
        var rehearsals = cards.Where(card => card.Rehearsal).Select(card => card.Card).ToImmutableArray();
        return new(
            learner.LegalName, now,
            [.. (await catalog.Programs()).Where(program => mine.Contains(program.Id)).Select(program => new ProgramCard(
                program.Id, program.Title, Markup.Html(program.Description), [.. program.Courses.Select(course => new CourseCard(course.Id, course.Title))],
                [.. cards.Where(card => !card.Rehearsal && card.Program == program.Id).Select(card => card.Card)]))],
            rehearsals.FirstOrDefault(), [.. rehearsals.Skip(1)]);
    }

    /// <param name="now">When: later than now for what will be so at an opening.</param>
    public async Task<LearnerStanding> Of(string id, LearnerState learner, ExamVersion exam, DateTimeOffset now)
    {
        LearnerAttempt? open = null;
        DateTimeOffset? unheard = null;
        var used = learner.Attempts.Where(attempt => attempt.Exam == exam.ExamId).ToArray();
        var cards = ImmutableArray.CreateBuilder<AttemptCard>(used.Length);
        foreach (var attempt in used.Where(attempt => !attempt.NeverStarted))
        {
            var status = attempt.EndedAt is null ? await grains.GetGrain<ISessionGrain>(attempt.Session).Status() : null;
            if (status is { EndedAt: null })
                open = attempt;
            if (status is { EndedAt: { } ended } && !(unheard >= ended))
                unheard = ended;
            // Begun, and the seat could not be written then.
            if (status is { State: "unknown" })
                await Seat(id, learner, attempt);
            cards.Add(LearnerViews.Attempt(attempt, status, exam.Review.Score));
        }
        var around = await Around(id, learner, exam, now) with { UnheardEnd = unheard };
        var (standing, reasons) = Eligibility.Of(learner, exam, open, around, now);
        return new(standing, open, reasons.ToProblems(), LearnerViews.Exam(
            exam, learner, learner.RegistrationFor(exam.ExamId, now), standing, reasons, open, Eligibility.AttemptsUsed(learner, exam, now), cards.ToImmutable(),
            !exam.Rehearsal && await places.Any(exam.ExamId, now)));
    }

    /// <summary>What the record does not know itself; of windows only where the learner has none to sit in.</summary>
    public async Task<Surroundings> Around(string id, LearnerState learner, ExamVersion exam, DateTimeOffset now)
    {
        var rehearsed = learner.Attempts.Any(attempt => attempt is { EndedAt: not null, NeverStarted: false } && catalog.IsRehearsal(attempt.Exam));
        var registration = learner.RegistrationFor(exam.ExamId, now);
        var around = new Surroundings(rehearsed) { Titles = await Titles(exam) };
        if (exam.Rehearsal || (registration is not null && !(registration.Closes <= now)))
            return around;
        var (standing, at) = await places.Of(id, exam.ExamId, now);
        return around with { Places = standing, PlacesAt = at };
    }

    /// <summary>Of what has to be passed before.</summary>
    private async Task<ImmutableDictionary<string, string>> Titles(ExamVersion exam)
    {
        var titles = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var before in exam.Eligibility?.Passed ?? [])
        {
            var title = before is Prerequisite.Course
                ? (await catalog.Programs()).SelectMany(program => program.Courses).FirstOrDefault(course => course.Id == before.Id)?.Title
                : (await catalog.Exam(before.Id))?.Title;
            if (title is not null)
                titles[before is Prerequisite.Course ? $"course/{before.Id}" : $"exam/{before.Id}"] = title;
        }
        return titles.ToImmutable();
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
