namespace ExamEngine.Contracts.Kernel;

/// <summary>
/// Who asks. The web tier has authenticated it; every grain checks it again against its own state, so a mistake in a route
/// opens nothing.
/// </summary>
/// <param name="Id">Account id, or <c>system</c>; stored with each event as its actor.</param>
/// <param name="LearnerId">The learner this account is, or null.</param>
[GenerateSerializer, Alias("ee.actor"), Immutable]
public sealed record Actor([property: Id(0)] string Id, [property: Id(1)] string? LearnerId, [property: Id(2)] Roles Roles)
{
    public static readonly Actor System = new("system", null, Roles.System);

    /// <summary>The pathway school this account is of, or null.</summary>
    [Id(3)]
    public string? SchoolId { get; init; }

    public bool Is(Roles role) => (Roles & role) != 0;
}

[Flags, GenerateSerializer, Alias("ee.roles")]
public enum Roles
{
    None = 0,
    Learner = 1,
    Proctor = 2,
    Grader = 4,
    Staff = 8,
    Admin = 16,

    /// <summary>The engine itself: agenda, import at the command line.</summary>
    System = 32,

    /// <summary>A pathway school, which sees what learners share with it.</summary>
    School = 64,
}
