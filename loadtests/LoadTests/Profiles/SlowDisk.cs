namespace ExamEngine.LoadTests.Profiles;

internal static class SlowDisk
{
    public static readonly Profile Profile = new("slow-disk", "Each flush of the journal's disk takes 20 ms longer for a while.")
    {
        Shape = StageShape.OneProcessOnPostgres,
        ShortShare = 0.1,
        Faults = [new(At: 0.3, new Fault.SlowDisk(TimeSpan.FromMilliseconds(20), For: TimeSpan.FromSeconds(30)))],
    };
}
