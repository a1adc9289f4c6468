namespace ExamEngine.LoadTests.Profiles;

internal static class DatabaseRestarted
{
    public static readonly Profile Profile = new("db-restarted", "PostgreSQL crashes and comes back.")
    {
        Shape = StageShape.Cluster,
        ShortShare = 0.1,
        Faults = [new(At: 0.3, new Fault.RestartPostgres())],
    };
}
