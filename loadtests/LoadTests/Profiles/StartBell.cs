namespace ExamEngine.LoadTests.Profiles;

internal static class StartBell
{
    public static readonly Profile Profile = new("start-bell", "The window opens and everybody presses start within 30 s.")
    {
        Arrival = new Arrival.Bell(Within: TimeSpan.FromSeconds(30)),
        Minutes = 1,
    };
}
