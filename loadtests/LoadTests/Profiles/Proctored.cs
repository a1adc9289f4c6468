namespace ExamEngine.LoadTests.Profiles;

internal static class Proctored
{
    public static readonly Profile Profile = new("proctored", "Everybody is watched: check-in, rooms of 50 with a console each, a signal every 10 s besides the answers.")
    {
        // A check-in is a dozen calls and photos; people come to it over half an hour before an exam, not within two minutes.
        Arrival = new Arrival.Ramp(PerSecond: 40),
        Minutes = 10,
        Watch = new(RoomSize: 50, SignalEvery: TimeSpan.FromSeconds(10)),
    };
}
