using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Windows;

namespace Grains.Tests.Harness;

/// <summary>A learner's way to a seat: what is told of them, and the windows they choose.</summary>
internal static class Asking
{
    /// <summary>Of exam <c>asking</c>: everything but a registration.</summary>
    public static readonly LearnerFact[] All = [new("enrolled", "data"), new("paid-exam", "asking", "order-1"), new("course-passed", "prob", Percent: 75)];

    public static ILearnerEntitlements Facts(this Engine engine, Candidate learner) => engine.Grains.GetGrain<ILearnerEntitlements>(learner.Id);

    public static ILearnerSeats Seats(this Engine engine, Candidate learner) => engine.Grains.GetGrain<ILearnerSeats>(learner.Id);

    public static async Task Note(this Engine engine, Candidate learner, params LearnerFact[] facts) => (await engine.Facts(learner).Note(People.Staff, [.. facts])).Ok();

    /// <summary>Everything that <c>asking</c> asks for.</summary>
    public static async Task<Candidate> Entitled(this Engine engine)
    {
        var learner = await engine.Candidate();
        await engine.Note(learner, All);
        (await engine.Facts(learner).ConfirmName(learner.Actor, "Ada Lovelace")).Ok();
        return learner;
    }

    public static async Task<EligibilityView> Why(this Engine engine, Candidate learner, string exam = "asking") => (await engine.Facts(learner).Eligibility(People.Staff, exam)).Ok();

    public static async Task<string[]> Codes(this Engine engine, Candidate learner, string exam = "asking") => [.. (await engine.Why(learner, exam)).Reasons.Select(reason => reason.Code)];

    /// <summary>A window that learners register for: changes end half an hour before it opens, a place is kept for ten minutes.</summary>
    public static async Task<Window> OpenWindow(this Engine engine, string exam = "asking", int capacity = 1, TimeSpan? opensIn = null, TimeSpan? closesIn = null)
    {
        var window = await Window.Plan(engine, exam, capacity, opensIn, closesIn);
        (await engine.Places(window).SetRegistration(People.Staff, new(null, null, ChangeBeforeMinutes: 30, OfferMinutes: 10))).Ok();
        return window;
    }

    public static IWindowPlaces Places(this Engine engine, Window window) => engine.Grains.GetGrain<IWindowPlaces>(window.Id);

    public static Task<Reply<WindowPlace>> TryRegister(this Engine engine, Candidate learner, Window window, Window? insteadOf = null, bool waits = true, Guid? command = null) =>
        engine.Seats(learner).RegisterIn(learner.Actor, command ?? Guid.NewGuid(), window.Id, insteadOf?.Id, waits);

    public static async Task<WindowPlace> Register(this Engine engine, Candidate learner, Window window, Window? insteadOf = null, bool waits = true) =>
        (await engine.TryRegister(learner, window, insteadOf, waits)).Ok();
}
