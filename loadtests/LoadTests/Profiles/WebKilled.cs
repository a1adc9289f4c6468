namespace ExamEngine.LoadTests.Profiles;

internal static class WebKilled
{
    public static readonly Profile Profile = new("web-killed", "kill -9 of one of two web processes.")
    {
        Shape = StageShape.Cluster,
        ShortShare = 0.1,
        Faults = [new(At: 0.3, new Fault.KillWeb())],
    };
}
