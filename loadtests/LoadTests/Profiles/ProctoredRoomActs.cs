namespace ExamEngine.LoadTests.Profiles;

internal static class ProctoredRoomActs
{
    public static readonly Profile Profile = new("proctored-room-acts", "Rooms of 200, let in by their proctors; each room is told something, paused, given time, resumed, and the time taken back.")
    {
        // A check-in is a dozen calls and photos; people come to it over half an hour before an exam, not within two minutes.
        Arrival = new Arrival.Ramp(PerSecond: 40),
        Minutes = 10,
        Watch = new(RoomSize: 200, SignalEvery: TimeSpan.FromSeconds(10), AdmittedByProctors: true, Acts: true),
    };
}
