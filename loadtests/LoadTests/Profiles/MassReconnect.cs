namespace ExamEngine.LoadTests.Profiles;

internal static class MassReconnect
{
    public static readonly Profile Profile = new("mass-reconnect", "Every socket is cut at the same moment.")
    {
        Line = LineQuality.Clear,
        Faults = [new(At: 0.3, new Fault.CutAllSockets())],
    };
}
