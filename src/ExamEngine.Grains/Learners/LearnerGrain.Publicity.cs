using ExamEngine.Contracts.Kernel;
using ExamEngine.Core.Learners;

namespace ExamEngine.Grains.Learners;

/// <summary>What may be told of a learner to everybody.</summary>
internal sealed partial class LearnerGrain
{
    public async Task<Reply<Done>> PublishName(Actor actor, string programId, bool agreed)
    {
        // Nobody agrees for somebody else.
        if (actor.LearnerId != Id)
            return UnknownLearner;
        if (await catalog.Program(programId) is null)
            return new Problem("program.unknown", "There is no such program.");
        if (State.NamePublished.Contains(programId) != agreed)
            await Keep(actor.Id, [agreed ? new LearnerEvent.NamePublishingAgreed(programId) { At = Now } : new LearnerEvent.NamePublishingWithdrawn(programId) { At = Now }]);
        return Done.It;
    }
}
