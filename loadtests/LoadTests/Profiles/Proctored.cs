namespace ExamEngine.LoadTests.Profiles;

internal static class Proctored
{
    public static readonly Profile Profile = new("proctored", "Everybody is watched: check-in, rooms of 50 with a console each, a signal every 10 s besides the answers.")
    {
        Arrival = Watch.CheckIns,
        Minutes = 10,
        Watch = new(RoomSize: 50, SignalEvery: TimeSpan.FromSeconds(10)),
    };
}
