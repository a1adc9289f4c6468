namespace ExamEngine.LoadTests.Profiles;

internal static class Steady
{
    public static readonly Profile Profile = new("steady", "Everybody works: a save every 15 s, presence every 10 s, an open socket.") { Minutes = 10 };
}
