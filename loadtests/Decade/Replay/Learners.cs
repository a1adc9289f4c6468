using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Decade.Plan;

namespace ExamEngine.Decade.Replay;

/// <summary>What an office and a learner do, by calling the grains as the web tier does.</summary>
internal sealed class Learners(DecadePlan plan, IGrainFactory grains)
{
    private static readonly TimeSpan Open = TimeSpan.FromDays(200);

    /// <param name="from">When the registration opens.</param>
    public async Task Enrol(Enrolment enrolment, DateTimeOffset from)
    {
        var learner = grains.GetGrain<ILearnerGrain>(plan.LearnerId(enrolment.Learner));
        if (enrolment.IsFirst)
            (await learner.Describe(Actor.System, new(plan.LegalName(enrolment.Learner), plan.Country(enrolment.Learner)))).Require();
        (await learner.Register(Actor.System, new(plan.ProgramOf(enrolment.Learner).ExamId(enrolment.Course), from, from + Open))).Require();
    }

    /// <summary>Takes a seat, starts, saves each of the twenty answers by itself, submits. Returns the session.</summary>
    public async Task<Guid> Sit(Sitting sitting)
    {
        var id = plan.LearnerId(sitting.Learner);
        var (actor, device) = (new Actor(id, id, Roles.Learner), Guid.CreateVersion7());
        var begun = (await grains.GetGrain<ILearnerGrain>(id).Begin(actor, Guid.CreateVersion7(), plan.ProgramOf(sitting.Learner).ExamId(sitting.Course), honourCodeAccepted: true)).Require();
        var session = grains.GetGrain<ISessionGrain>(begun.SessionId);
        var view = (await session.Start(new(actor, Guid.CreateVersion7(), device))).Require();
        var right = plan.RightAnswers(sitting);
        for (var place = 0; place < ExamFile.Items; place++)
        {
            var item = view.Items[place];
            var answer = new Entry.Answer(Guid.CreateVersion7(), place + 1, item.Number, item.Fields[0].Id, ExamFile.Answer(item, right[place]));
            if ((await session.Save(new(actor, device, [answer]))).Require().Acks is not [{ Status: AckStatus.Saved }])
                throw new InvalidOperationException("An answer was not saved.");
        }

        (await session.Submit(new(actor, Guid.CreateVersion7(), device), ExamFile.Items)).Require();
        return begun.SessionId;
    }
}
