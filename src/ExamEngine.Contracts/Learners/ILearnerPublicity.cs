namespace ExamEngine.Contracts.Learners;

/// <summary>What may be told of a learner to everybody. The same actor as <see cref="ILearnerGrain"/>.</summary>
[Alias("ee.ILearnerPublicity")]
public interface ILearnerPublicity : IGrainWithStringKey
{
    /// <summary>
    /// Whether the learner's name may be published with what they earn in a program; no until they say so, and no again as soon as they do. Repeating is
    /// harmless. The learner, and nobody for them.
    /// </summary>
    [Alias("PublishName")]
    Task<Reply<Done>> PublishName(Actor actor, string programId, bool agreed);
}
