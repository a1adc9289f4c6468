namespace ExamEngine.LoadTests.Profiles;

internal static class ProctoredRoomActs
{
    public static readonly Profile Profile = new("proctored-room-acts", "Rooms of 200, let in by their proctors; each room is told something, paused, given time, resumed, and the time taken back.")
    {
        Arrival = Watch.CheckIns,
        Minutes = 10,
        Watch = new(RoomSize: 200, SignalEvery: TimeSpan.FromSeconds(10), AdmittedByProctors: true, Acts: true),
    };
}
