using System.Text.Json;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.LoadTests.Hub;
using ExamEngine.LoadTests.Learners;
using ExamEngine.LoadTests.Learners.Watched;

namespace ExamEngine.LoadTests.Proctors;

/// <summary>The proctors' hub.</summary>
internal sealed class ConsoleSocket(HubWire wire, Action<BoardDelta> changed, CancellationToken ct) : HubSocket(wire, ct)
{
    /// <summary>An act is answered when every session of the room has answered.</summary>
    protected override TimeSpan Patience => TimeSpan.FromSeconds(30);

    public Task<Reply<BoardView>> Watch(string room) => Call("Watch", json => json.WriteStringValue(room), WatchWire.Default.BoardView);

    public Task<Reply<ActProgress>> Act(string room, ActOrder order) => Call(
        "Act",
        json =>
        {
            json.WriteStringValue(room);
            JsonSerializer.Serialize(json, order, WatchWire.Default.ActOrder);
        },
        WatchWire.Default.ActProgress);

    public Task<Reply<ActProgress>> Undo(string room, Guid command, Guid act, string reason) => Call(
        "Undo",
        json =>
        {
            json.WriteStringValue(room);
            json.WriteStringValue(command);
            json.WriteStringValue(act);
            json.WriteStringValue(reason);
        },
        WatchWire.Default.ActProgress);

    protected override void Hear(string target, ref Utf8JsonReader reader)
    {
        if (target != "board")
        {
            reader.Skip();
            return;
        }

        reader.Read();
        if (JsonSerializer.Deserialize(ref reader, WatchWire.Default.BoardDelta) is { } delta)
            changed(delta);
        reader.Read();
    }
}
