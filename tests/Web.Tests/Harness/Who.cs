namespace Web.Tests.Harness;

/// <summary>Everybody who may come to a door.</summary>
[Flags]
public enum Who
{
    Nobody = 0,
    Anonymous = 1,
    Learner = 2,
    OtherLearner = 4,
    Proctor = 8,
    Grader = 16,
    Staff = 32,
    Admin = 64,
    School = 128,

    Learners = Learner | OtherLearner,
    Proctors = Proctor | Staff | Admin,
    SignedIn = Learners | Proctor | Grader | Staff | Admin | School,
    Everybody = Anonymous | SignedIn,
}

public static class EveryWho
{
    public static readonly ImmutableArray<Who> Each = [Who.Anonymous, Who.Learner, Who.OtherLearner, Who.Proctor, Who.Grader, Who.Staff, Who.Admin, Who.School];
}
