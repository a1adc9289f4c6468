using System.Text.Json.Serialization;
using ExamEngine.Core.Proctoring;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Proctoring;

/// <summary>How the events of the rooms of a scope stand in the journal.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RoomsEvent.SessionsPlaced))]
[JsonSerializable(typeof(RoomsEvent.SessionsOver))]
[JsonSerializable(typeof(RoomsEvent.SessionsBack))]
[JsonSerializable(typeof(RoomsEvent.SessionsLeft))]
[JsonSerializable(typeof(RoomsEvent.ProctorsAssigned))]
[JsonSerializable(typeof(RoomsEvent.LeadsAssigned))]
[JsonSerializable(typeof(RoomsEvent.SizeChosen))]
[JsonSerializable(typeof(RoomsEvent.ActOrdered))]
internal sealed partial class RoomsJson : JsonSerializerContext;

internal static class RoomsJournal
{
    public static readonly EventCodec<RoomsEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new("rooms.sessions-placed.v1", RoomsJson.Default.SessionsPlaced),
        new("rooms.sessions-over.v1", RoomsJson.Default.SessionsOver),
        new("rooms.sessions-back.v1", RoomsJson.Default.SessionsBack),
        new("rooms.sessions-left.v1", RoomsJson.Default.SessionsLeft),
        new("rooms.proctors-assigned.v1", RoomsJson.Default.ProctorsAssigned),
        new("rooms.leads-assigned.v1", RoomsJson.Default.LeadsAssigned),
        new("rooms.size-chosen.v1", RoomsJson.Default.SizeChosen),
        new("rooms.act-ordered.v1", RoomsJson.Default.ActOrdered));

    public static string StreamOf(string scope) => $"rooms/{scope}";
}
