using System.Collections.Immutable;
using System.Security.Cryptography;
using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Contracts.Windows;
using ExamEngine.Core.Learners;
using ExamEngine.Grains.Definitions;
using ExamEngine.Grains.Kernel;
using ExamEngine.Grains.Programs;
using ExamEngine.Grains.Sessions;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Learners;

/// <summary>One learner's record, and the only place that lets them take a seat.</summary>
[GrainType("learner")]
internal sealed partial class LearnerGrain(IJournal journal, TimeProvider time, ExamVersions exams, Catalog catalog, LearnerStandings standings)
    : EventSourcedGrain<LearnerState, LearnerEvent>(journal, time, LearnerJournal.Codec, LearnerState.Empty), ILearnerGrain, ILearnerEntitlements, ILearnerSeats, ILearnerPublicity
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
            await Keep(actor.Id, [new LearnerEvent.Described(profile.LegalName, profile.Country) { At = Now }]);
        return Done.It;
    }

    public async Task<Reply<Done>> Accommodate(Actor actor, AccommodationView granted)
    {
        if (!actor.Is(Office))
            return Forbidden;
        if (AccommodationRules.Check(granted) is { } problem)
            return problem;
        var prepared = State.Prepared;
        await Keep(actor.Id, LearnerSeats.Accommodate(State, granted.ToCore(), Now));
        foreach (var session in prepared.Where(session => State.PreparedFor(session.Window) is null))
            await Prepare(session.Window);
        return Done.It;
    }

    public Task<Reply<AccommodationView>> Accommodation(Actor actor) =>
        Task.FromResult<Reply<AccommodationView>>(Mine(actor) ? State.Accommodation.ToWire() : UnknownLearner);

    public async Task<Reply<Done>> Register(Actor actor, Registration registration)
    {
        if (!actor.Is(Office))
            return Forbidden;
        if (registration is { TimeMultiplierPercent: < 100 or > 1000 } or { ExtraAttempts: < 0 or > 100 } || registration.Closes <= registration.Opens)
            return new Problem("input.registration", "A window must close after it opens, and an accommodation lies between 100 and 1000 per cent.");
        var wanted = new ExamRegistration(registration.ExamId, WholeMs(registration.Opens), WholeMs(registration.Closes), registration.TimeMultiplierPercent, registration.ExtraAttempts);
        if (State.Registrations.GetValueOrDefault(wanted.Exam) != wanted)
            await Keep(actor.Id, [new LearnerEvent.Registered(wanted.Exam, wanted.Opens, wanted.Closes, wanted.TimeMultiplierPercent, wanted.ExtraAttempts) { At = Now }]);
        return Done.It;
    }

    public async Task<Reply<HomeView>> Home(Actor actor) => Mine(actor) ? await standings.Home(Id, State, Now) : Unknown;

    public async Task<Reply<BriefingView>> Briefing(Actor actor, string examId)
    {
        if (!Mine(actor) || await catalog.Exam(examId) is not { } exam)
            return Unknown;
        var version = await exams.Get(exam.Id, exam.Version);
        return LearnerViews.Briefing(version, (await standings.Of(Id, State, version, Now)).Card);
    }

    public async Task<Reply<SessionBegun>> Begin(Actor actor, Guid commandId, string examId, bool honourCodeAccepted)
    {
        // Nobody uses up an attempt for somebody else.
        if ((actor.LearnerId != Id && !actor.Is(Roles.System)) || await catalog.Exam(examId) is not { } exam)
            return Unknown;
        if (State.Attempts.FirstOrDefault(attempt => attempt.Command == commandId) is { } repeated)
            return await standings.Seat(Id, State, repeated);
        var version = await exams.Get(exam.Id, exam.Version);
        var (standing, open, reasons, _) = await standings.Of(Id, State, version, Now);
        if (open is not null)
            return await standings.Seat(Id, State, open);
        if (standing != ExamStanding.Ready)
            return reasons;
        if (version.HonourCode.Length > 0 && !honourCodeAccepted)
            return new Problem("learner.honour-code", "The honour code has to be accepted first.");

        await Keep(actor.Id, LearnerSeats.Begin(
            State, State.RegistrationFor(exam.Id, Now), exam.Id, exam.Version, commandId, Guid.CreateVersion7(Now), NewSeed(), Now));
        return await standings.Seat(Id, State, State.Attempts[^1]);
    }

    public Task Carry(string message) =>
        LearnerDuties.IsFollow(message, out var window) ? Follow(window)
        : LearnerDuties.IsPrepare(message, out window) ? Prepare(window)
        : LearnerDuties.IsVoucher(message, out var code) ? HearVoucher(code)
        : Hear(Guid.Parse(message));

    /// <summary>News from grading, or from a session that was never started.</summary>
    private async Task Hear(Guid session)
    {
        if (State.Attempt(session) is not { } known)
        {
            // Ended with its window and never begun: no attempt was used.
            if (State.Prepared.Any(prepared => prepared.Session == session))
                await Commit("system", [new LearnerEvent.PreparedWithdrawn(session) { At = Now }]);
            return;
        }
        var news = await GrainFactory.GetGrain<IAttemptGrain>(session).Summary();
        if (news is null)
        {
            // Grading tells after it has graded: a session that ended and has no grade was never started.
            if (known.EndedAt is null && await GrainFactory.GetGrain<ISessionGrain>(session).Status() is { EndedAt: { } ended } status)
                await Commit("system", [LearnerViews.NeverStarted(session, status.State, ended) with { At = Now }]);
            return;
        }
        await Keep("system", LearnerViews.News(known, news, Now), news.ProgramId);
    }

    /// <summary>Registers as the seat in the window says now; a seat that is gone withdraws the registration.</summary>
    private async Task Follow(string window)
    {
        var seat = await GrainFactory.GetGrain<IWindowGrain>(window).Seat(Id);
        var unfit = State.PreparedFor(window);
        await Keep("system", LearnerSeats.Follow(
            State, window, seat is null ? null : new(seat.ExamId, seat.Opens, seat.Closes, seat.TimeMultiplierPercent, 0, window), Now));
        // Other times are prepared for in their own time; another accommodation now.
        if (seat is not null && unfit?.Closes == seat.Closes && State.PreparedFor(window) is null)
            await Prepare(window);
    }

    /// <summary>Sees to it that a session waits for the learner which is what they would get if they began at the opening.</summary>
    private async Task Prepare(string window)
    {
        await Follow(window);
        if (State.InWindow(window) is not { } registration || registration.Closes <= Now || State.Attempts.Any(attempt => attempt.Window == window)
            || await catalog.Exam(registration.Exam) is not { } exam)
            return;
        var opening = registration.Opens > Now ? registration.Opens.Value : Now;
        var version = await exams.Get(exam.Id, exam.Version);
        var (standing, open, _, _) = await standings.Of(Id, State, version, opening);
        // A rehearsal may still be finished by then.
        if (open is not null || standing is not (ExamStanding.Ready or ExamStanding.NeedsRehearsal) || State.RegistrationFor(exam.Id, opening)?.Window != window)
            return;
        await Keep("system", LearnerSeats.Prepare(State, registration, exam.Version, Guid.CreateVersion7(Now), NewSeed(), Now));
        if (State.PreparedFor(window) is { } prepared)
            await standings.Seat(Id, State, prepared, registration.Opens);
    }

    /// <param name="program">The program of the exam that has news; empty where the catalogue knows it.</param>
    private async ValueTask Keep(string actor, ImmutableArray<LearnerEvent> events, string program = "")
    {
        if (events.IsEmpty)
            return;
        var programs = new HashSet<string>();
        foreach (var exam in LearnerDuties.Progressed(State, events))
        {
            programs.UnionWith(await catalog.ProgramsOf(exam));
            if (program.Length > 0 && !catalog.IsRehearsal(exam))
                programs.Add(program);
        }
        await Commit(
            actor, events, [.. LearnerDuties.Of(State, events, Now), .. programs.Select(of => ProgressDuties.ToLook(Id, of, Now))], LearnerRows.Of(Id, State, events));
    }

    private static ulong NewSeed() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));

    private static DateTimeOffset? WholeMs(DateTimeOffset? at) => at is { } moment ? DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds()) : null;

    private bool Mine(Actor actor) => actor.LearnerId == Id || actor.Is(Office);

    private static Problem UnknownLearner => new("learner.unknown", "There is no such learner.");

    private static Problem Unknown => new("learner.unknown-exam", "There is no such exam for you.");
}
