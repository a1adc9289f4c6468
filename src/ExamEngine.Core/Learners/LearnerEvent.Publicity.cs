namespace ExamEngine.Core.Learners;

public abstract partial record LearnerEvent
{
    /// <summary>The learner agrees that their name is published with what they earn in the program: at ceremonies, in lists.</summary>
    public sealed record NamePublishingAgreed(string Program) : LearnerEvent;

    /// <summary>They agree no longer.</summary>
    public sealed record NamePublishingWithdrawn(string Program) : LearnerEvent;
}
