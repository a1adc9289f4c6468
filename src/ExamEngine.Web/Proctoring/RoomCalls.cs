using ExamEngine.Contracts.Proctoring;
using ExamEngine.Web.Kernel;

namespace ExamEngine.Web.Proctoring;

/// <summary>What REST and the hub ask of rooms alike.</summary>
internal static class RoomCalls
{
    public const int MostSessions = 10_000;

    public static readonly Problem Unknown = new("room.unknown", "There is no such room.");

    /// <param name="rooms">A room, or all rooms of a scope.</param>
    public static Task<Reply<ActPreview>> Preview(this IGrainFactory grains, string rooms, Actor actor, ActOrder order) =>
        Check(order) is { } problem ? Task.FromResult<Reply<ActPreview>>(problem)
        : RoomNames.IsRoom(rooms) ? grains.GetGrain<IRoomGrain>(rooms).Preview(actor, order)
        : grains.GetGrain<IRoomsGrain>(rooms).Preview(actor, order);

    public static Task<Reply<ActProgress>> Act(this IGrainFactory grains, string rooms, Actor actor, ActOrder order) =>
        Check(order) is { } problem ? Task.FromResult<Reply<ActProgress>>(problem)
        : RoomNames.IsRoom(rooms) ? grains.GetGrain<IRoomGrain>(rooms).Act(actor, order)
        : grains.GetGrain<IRoomsGrain>(rooms).Act(actor, order);

    public static Task<Reply<ActProgress>> Undo(this IGrainFactory grains, string rooms, Actor actor, Guid command, Guid act, string reason) =>
        RoomNames.IsRoom(rooms)
            ? grains.GetGrain<IRoomGrain>(rooms).Undo(actor, command, act, reason)
            : grains.GetGrain<IRoomsGrain>(rooms).Undo(actor, command, act, reason);

    /// <summary>A session as its room sees it; in another room it is not there.</summary>
    public static async Task<Reply<WatchView>> WatchIn(this IGrainFactory grains, string room, Guid session, Actor actor, string? before = null)
    {
        if (!await grains.GetGrain<IRoomGrain>(room).Admits(actor))
            return Unknown;
        var answer = await grains.GetGrain<IWatchGrain>(session).View(actor, before);
        return answer.Value is { } view && view.Room != room ? new Problem("session.unknown", "There is no such session in this room.") : answer;
    }

    /// <summary>Keeps out what no console sends; whether it makes sense is the room's to say.</summary>
    private static Problem? Check(ActOrder order) =>
        order is null ? new Problem(ProblemCodes.Invalid, "There is no order.")
        : order.Sessions is { } sessions && (sessions.IsDefault || sessions.Length > MostSessions) ? new Problem(ProblemCodes.TooMany, $"At most {MostSessions} sessions.", "sessions")
        : null;
}
