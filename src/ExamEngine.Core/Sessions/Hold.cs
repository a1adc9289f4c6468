namespace ExamEngine.Core.Sessions;

/// <summary>Why a session stands still. One thing at a time holds it: a pause takes the place of a break, and a lock that of either.</summary>
public abstract record Hold(DateTimeOffset Since)
{
    /// <summary>Until somebody resumes it.</summary>
    public sealed record Paused(DateTimeOffset Since) : Hold(Since);

    /// <summary>Until <paramref name="Until"/>, or somebody ends it before. <paramref name="FromBudget"/> of it is the learner's own.</summary>
    public sealed record OnBreak(DateTimeOffset Since, DateTimeOffset Until, TimeSpan FromBudget) : Hold(Since);

    /// <summary>Until somebody unlocks it; the learner reads <paramref name="Message"/>.</summary>
    public sealed record Locked(DateTimeOffset Since, string Message) : Hold(Since);
}
