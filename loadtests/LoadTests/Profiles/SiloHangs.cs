namespace ExamEngine.LoadTests.Profiles;

internal static class SiloHangs
{
    public static readonly Profile Profile = new("silo-hangs", "One of two silos stands still for 20 s.")
    {
        Shape = StageShape.Cluster,
        ShortShare = 0.1,
        Faults = [new(At: 0.3, new Fault.HangSilo(TimeSpan.FromSeconds(20)))],
    };
}
