using System.Text.Json.Serialization;
using ExamEngine.Core.Proctoring;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Proctoring;

/// <summary>How the events of one room stand in the journal.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RoomEvent.CareTaken))]
[JsonSerializable(typeof(RoomEvent.CareEnded))]
[JsonSerializable(typeof(RoomEvent.ActOrdered))]
[JsonSerializable(typeof(RoomEvent.ActCarriedOut))]
[JsonSerializable(typeof(RoomEvent.ActAcknowledged))]
[JsonSerializable(typeof(RoomEvent.ActUndone))]
[JsonSerializable(typeof(RoomEvent.UndoCarriedOut))]
internal sealed partial class RoomJson : JsonSerializerContext;

internal static class RoomJournal
{
    public static readonly EventCodec<RoomEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new("room.care-taken.v1", RoomJson.Default.CareTaken),
        new("room.care-ended.v1", RoomJson.Default.CareEnded),
        new("room.act-ordered.v1", RoomJson.Default.ActOrdered),
        new("room.act-carried-out.v1", RoomJson.Default.ActCarriedOut),
        new("room.act-acknowledged.v1", RoomJson.Default.ActAcknowledged),
        new("room.act-undone.v1", RoomJson.Default.ActUndone),
        new("room.undo-carried-out.v1", RoomJson.Default.UndoCarriedOut));

    public static string StreamOf(string room) => $"room/{room}";
}
