using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Windows;

namespace ExamEngine.Grains.Learners;

/// <summary>
/// Registration into windows by the learner: the record says whether they may, the window whether there is a place. A change takes the new
/// seat before it gives back the old one, so nobody is left with none; the new window's append carries the duty that gives it back.
/// </summary>
internal sealed partial class LearnerGrain
{
    public async Task<Reply<WindowPlace>> RegisterIn(Actor actor, Guid commandId, string windowId, string? insteadOf, bool waits)
    {
        if (actor.LearnerId != Id && !actor.Is(Roles.System))
            return UnknownLearner;
        var window = GrainFactory.GetGrain<IWindowPlaces>(windowId);
        if (await window.Place(Id) is not { } place || await catalog.Exam(place.ExamId) is not { } exam)
            return new Problem("window.unknown", "There is no such window.");
        if (place.State == "seated")
        {
            await Follow(windowId);
            return place;
        }

        var version = await exams.Get(exam.Id, exam.Version);
        var hindrances = Core.Learners.Eligibility.ToRegister(State, version, await standings.Around(Id, State, version, Now), Now, place.Closes);
        if (!hindrances.IsEmpty)
            return hindrances.ToProblems();
        var (before, problem) = await SeatOfBefore(exam.Id, windowId, insteadOf);
        if (problem is not null)
            return problem;

        var reply = await window.Register(actor, new(commandId, Id, waits, before));
        if (reply.Value is not { State: "seated" })
            return reply;
        if (before is not null)
        {
            await GrainFactory.GetGrain<IWindowPlaces>(before.WindowId).GiveBack(Id, before.Number);
            await Follow(before.WindowId);
        }
        await Follow(windowId);
        return reply;
    }

    public async Task<Reply<Done>> CancelIn(Actor actor, string windowId)
    {
        if (actor.LearnerId != Id && !actor.Is(Roles.System))
            return UnknownLearner;
        var left = await GrainFactory.GetGrain<IWindowPlaces>(windowId).Leave(actor, Id);
        if (left.Problems.IsEmpty)
            await Follow(windowId);
        return left;
    }

    /// <summary>The seat that another one takes the place of. A learner has one seat ahead an exam; only a program gives several.</summary>
    private async Task<(SeatElsewhere? Seat, Problem? Problem)> SeatOfBefore(string exam, string window, string? insteadOf)
    {
        var ahead = State.Windows
            .Where(seat => seat.Exam == exam && seat.Window != window && seat.Closes > Now && !State.Attempts.Any(attempt => attempt.Window == seat.Window))
            .Select(seat => seat.Window).ToArray();
        if (insteadOf is null)
            return ahead.Length == 0 ? default : (null, new Problem("learner.registered-elsewhere", "You have a seat in another window of this exam.", "insteadOf"));
        if (await GrainFactory.GetGrain<IWindowPlaces>(insteadOf).Place(Id) is not { State: "seated", SeatNumber: { } number } held || held.ExamId != exam)
            return default;
        return held.ChangeUntil is not { } until ? (null, new Problem("window.no-registration", "Your program gives back seats in that window.", "insteadOf"))
            : until <= Now ? (null, new Problem("window.change-too-late", "It is too late to change.", "insteadOf"))
            : (new SeatElsewhere(insteadOf, number), null);
    }
}
