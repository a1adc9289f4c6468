namespace ExamEngine.LoadTests.Profiles;

internal static class SiloKilled
{
    public static readonly Profile Profile = new("silo-killed", "kill -9 of one of two silos, while some deadlines fall due.")
    {
        Shape = StageShape.Cluster,
        ShortShare = 0.1,
        Faults = [new(At: 0.3, new Fault.KillSilo())],
    };
}
