namespace ExamEngine.LoadTests.Profiles;

internal static class Rolling
{
    public static readonly Profile Profile = new("rolling", "Every process in turn is stopped in order and started again.")
    {
        Shape = StageShape.Cluster,
        Minutes = 3,
        ShortShare = 0.1,
        Faults = [new(At: 0.2, new Fault.RollingRestart())],
    };
}
