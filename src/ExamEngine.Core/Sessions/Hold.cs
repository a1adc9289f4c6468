namespace ExamEngine.Core.Sessions;

/// <summary>Why a session stands still. A pause takes the place of a break, and a lock that of a break; a pause lies under a lock.</summary>
public abstract record Hold(DateTimeOffset Since)
{
    /// <summary>Until somebody resumes it.</summary>
    /// <param name="Command">The act that it comes from: only that one can be taken back.</param>
    public sealed record Paused(DateTimeOffset Since, Guid Command, string By, string Reason) : Hold(Since);

    /// <summary>Until <paramref name="Until"/>, or somebody ends it before. <paramref name="FromBudget"/> of it is the learner's own.</summary>
    public sealed record OnBreak(DateTimeOffset Since, DateTimeOffset Until, TimeSpan FromBudget) : Hold(Since);

    /// <summary>Until somebody unlocks it; the learner reads <paramref name="Message"/>.</summary>
    /// <param name="Command">The act that it comes from: only that one can be taken back.</param>
    /// <param name="Under">The pause that goes on when it is unlocked, so that whoever was locked does not go on alone in a room that stands still; else null.</param>
    public sealed record Locked(DateTimeOffset Since, string Message, Guid Command, string By, string Reason, Paused? Under) : Hold(Since);
}
