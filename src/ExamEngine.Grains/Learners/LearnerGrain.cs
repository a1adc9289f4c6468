using System.Collections.Immutable;
using System.Security.Cryptography;
using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Learners;
using ExamEngine.Grains.Definitions;
using ExamEngine.Grains.Kernel;
using ExamEngine.Grains.Programs;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;

namespace ExamEngine.Grains.Learners;

/// <summary>One learner's record, and the only place that lets them take a seat.</summary>
[GrainType("learner")]
internal sealed class LearnerGrain(IJournal journal, TimeProvider time, ExamVersions exams, Catalog catalog)
    : EventSourcedGrain<LearnerState, LearnerEvent>(journal, time, LearnerJournal.Codec, LearnerState.Empty), ILearnerGrain
{
    private const Roles Office = Roles.Staff | Roles.Admin | Roles.System;
    private static readonly Problem Forbidden = new("account.forbidden", "This takes a member of staff.");

    private string Id => this.GetPrimaryKeyString();

    protected override string StreamName() => LearnerJournal.StreamOf(Id);

    protected override LearnerState Evolve(LearnerState state, LearnerEvent happened, long version) => LearnerState.Evolve(state, happened);

    public async Task<Reply<Done>> Describe(Actor actor, LearnerProfile profile)
    {
        if (!actor.Is(Office))
            return Forbidden;
        if (string.IsNullOrWhiteSpace(profile.LegalName) || profile.LegalName.Length > 200 || profile.Country.Length != 2)
            return new Problem("input.profile", "A legal name of at most 200 characters and a two-letter country are needed.");
        if (profile != new LearnerProfile(State.LegalName, State.Country))
            await Commit(actor.Id, [new LearnerEvent.Described(profile.LegalName, profile.Country) { At = Now }], projections: [new LearnerRow(Id, profile.LegalName, profile.Country)]);
        return Done.It;
    }

    public async Task<Reply<Done>> Register(Actor actor, Registration registration)
    {
        if (!actor.Is(Office))
            return Forbidden;
        if (registration is { TimeMultiplierPercent: < 100 or > 1000 } or { ExtraAttempts: < 0 or > 100 } || registration.Closes <= registration.Opens)
            return new Problem("input.registration", "A window must close after it opens, and an accommodation lies between 100 and 1000 per cent.");
        var wanted = new ExamRegistration(registration.ExamId, WholeMs(registration.Opens), WholeMs(registration.Closes), registration.TimeMultiplierPercent, registration.ExtraAttempts);
        if (State.Registrations.GetValueOrDefault(wanted.Exam) != wanted)
            await Commit(actor.Id, [new LearnerEvent.Registered(wanted.Exam, wanted.Opens, wanted.Closes, wanted.TimeMultiplierPercent, wanted.ExtraAttempts) { At = Now }]);
        return Done.It;
    }

    public async Task<Reply<HomeView>> Home(Actor actor)
    {
        if (!Mine(actor))
            return Unknown;
        var cards = new List<(string Program, bool Rehearsal, ExamCard Card)>();
        foreach (var exam in await catalog.Exams())
        {
            var version = await exams.Get(exam.Id, exam.Version);
            cards.Add((exam.ProgramId, exam.Rehearsal, (await Standing(version)).Card));
        }
        var mine = cards.Where(card => State.Registrations.ContainsKey(card.Card.ExamId)).Select(card => card.Program).ToHashSet();
        return new HomeView(
            State.LegalName, Now,
            [.. (await catalog.Programs()).Where(program => mine.Contains(program.Id)).Select(program => new ProgramCard(
                program.Id, program.Title, Markup.Html(program.Description), [.. program.Courses.Select(course => new CourseCard(course.Id, course.Title))],
                [.. cards.Where(card => !card.Rehearsal && card.Program == program.Id).Select(card => card.Card)]))],
            cards.Where(card => card.Rehearsal).Select(card => card.Card).FirstOrDefault());
    }

    public async Task<Reply<BriefingView>> Briefing(Actor actor, string examId)
    {
        if (!Mine(actor) || await catalog.Exam(examId) is not { } exam)
            return Unknown;
        var version = await exams.Get(exam.Id, exam.Version);
        return new BriefingView(
            (await Standing(version)).Card, Markup.Html(version.Instructions, exam.Id, exam.Version), Markup.Html(version.HonourCode, exam.Id, exam.Version),
            version.Navigation == Core.Definitions.Navigation.Linear, version.Sections.Length,
            (long)version.Policy.Grace.TotalMilliseconds, (long)version.Policy.LostTimeCap.TotalMilliseconds, version.Policy.WindowCloseWins);
    }

    public async Task<Reply<SessionBegun>> Begin(Actor actor, Guid commandId, string examId, bool honourCodeAccepted)
    {
        // Nobody uses up an attempt for somebody else.
        if ((actor.LearnerId != Id && !actor.Is(Roles.System)) || await catalog.Exam(examId) is not { } exam)
            return Unknown;
        if (State.Attempts.FirstOrDefault(attempt => attempt.Command == commandId) is { } repeated)
            return await Seat(repeated);
        var version = await exams.Get(exam.Id, exam.Version);
        var (standing, open, reasons, _) = await Standing(version);
        if (open is not null)
            return await Seat(open);
        if (standing != ExamStanding.Ready)
            return reasons;
        if (version.HonourCode.Length > 0 && !honourCodeAccepted)
            return new Problem("learner.honour-code", "The honour code has to be accepted first.");

        await Commit(actor.Id, [new LearnerEvent.SessionBegun(
            commandId, Guid.CreateVersion7(Now), exam.Id, exam.Version, BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)),
            State.Attempts.Count(attempt => attempt.Exam == exam.Id) + 1) { At = Now }]);
        return await Seat(State.Attempts[^1]);
    }

    /// <summary>News from grading, or from a session that was never started.</summary>
    public async Task Carry(string message)
    {
        var session = Guid.Parse(message);
        if (State.Attempt(session) is not { } known)
            return;
        var news = await GrainFactory.GetGrain<IAttemptGrain>(session).Summary();
        if (news is null)
        {
            // Grading tells after it has graded: a session that ended and has no grade was never started.
            if (known.EndedAt is null && await GrainFactory.GetGrain<ISessionGrain>(session).Status() is { EndedAt: { } ended })
                await Commit("system", [new LearnerEvent.ResultKnown(session, ended, false, null, null, null, null) { At = Now }]);
            return;
        }
        var now = new LearnerEvent.ResultKnown(session, news.EndedAt, news.Released, news.Passed, news.Points, news.MaxPoints, news.CredentialId) { At = Now };
        if (known.EndedAt != news.EndedAt || (known.Released, known.Passed, known.Points, known.Credential) != (news.Released, news.Passed, news.Points, news.CredentialId))
            await Commit("system", [now]);
    }

    /// <summary>Harmless when repeated: the attempt was used when the session was begun.</summary>
    private async Task<Reply<SessionBegun>> Seat(LearnerAttempt attempt)
    {
        var registration = State.Registrations.GetValueOrDefault(attempt.Exam);
        var seated = await GrainFactory.GetGrain<ISessionGrain>(attempt.Session).Seat(new(
            attempt.Command, Id, attempt.Exam, attempt.Version, attempt.Seed, registration?.TimeMultiplierPercent ?? 100, registration?.Closes, attempt.Number));
        return seated.Problems.IsEmpty ? new SessionBegun(attempt.Session) : seated.Problems;
    }

    private async Task<(ExamStanding Standing, LearnerAttempt? Open, ImmutableArray<Problem> Reasons, ExamCard Card)> Standing(Core.Definitions.ExamVersion exam)
    {
        LearnerAttempt? open = null;
        var used = State.Attempts.Where(attempt => attempt.Exam == exam.ExamId).ToArray();
        var cards = ImmutableArray.CreateBuilder<AttemptCard>(used.Length);
        foreach (var attempt in used.Where(attempt => !attempt.NeverStarted))
        {
            var status = attempt.EndedAt is null ? await GrainFactory.GetGrain<ISessionGrain>(attempt.Session).Status() : null;
            if (status is { EndedAt: null })
                open = attempt;
            // Begun, and the seat could not be written then.
            if (status is { State: "unknown" })
                await Seat(attempt);
            cards.Add(LearnerViews.Attempt(attempt, status, exam.Review.Score));
        }
        var rehearsed = State.Attempts.Any(attempt => attempt is { EndedAt: not null, NeverStarted: false } && catalog.IsRehearsal(attempt.Exam));
        var (standing, reasons) = Eligibility.Of(State, exam, open, rehearsed, Now);
        var registration = State.Registrations.GetValueOrDefault(exam.ExamId);
        return (standing, open, reasons.ToProblems(), LearnerViews.Exam(exam, registration, standing, reasons.ToProblems(), open, used.Length, cards.ToImmutable()));
    }

    private static DateTimeOffset? WholeMs(DateTimeOffset? at) => at is { } moment ? DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds()) : null;

    private bool Mine(Actor actor) => actor.LearnerId == Id || actor.Is(Office);

    private static Problem Unknown => new("learner.unknown-exam", "There is no such exam for you.");
}
