using System.Text.Json.Serialization;
using ExamEngine.Core.Proctoring;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Proctoring;

/// <summary>How watch events stand in the journal.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WatchEvent.Began), TypeInfoPropertyName = "CheckInBegan")]
[JsonSerializable(typeof(WatchEvent.ConsentGiven))]
[JsonSerializable(typeof(WatchEvent.IdentityShown))]
[JsonSerializable(typeof(WatchEvent.RoomShown))]
[JsonSerializable(typeof(WatchEvent.CheckInCompleted))]
[JsonSerializable(typeof(WatchEvent.SignalsNoted))]
[JsonSerializable(typeof(WatchEvent.ConnectionLost))]
[JsonSerializable(typeof(WatchEvent.FlagRaised))]
[JsonSerializable(typeof(WatchEvent.FlagEnded))]
[JsonSerializable(typeof(WatchEvent.FlagExcused))]
[JsonSerializable(typeof(WatchEvent.FlagSetByHand))]
[JsonSerializable(typeof(WatchEvent.FlagWithdrawn))]
[JsonSerializable(typeof(WatchEvent.LineSaid))]
[JsonSerializable(typeof(WatchEvent.HandRaised))]
[JsonSerializable(typeof(WatchEvent.HandLowered))]
[JsonSerializable(typeof(WatchEvent.ActTaken))]
[JsonSerializable(typeof(WatchEvent.ActDelivered))]
[JsonSerializable(typeof(WatchEvent.ActConfirmed))]
[JsonSerializable(typeof(WatchEvent.ActUndone))]
[JsonSerializable(typeof(WatchEvent.ActCancelled))]
[JsonSerializable(typeof(WatchEvent.IncidentReported))]
[JsonSerializable(typeof(WatchEvent.Attached))]
[JsonSerializable(typeof(WatchEvent.EvidenceViewed))]
[JsonSerializable(typeof(WatchEvent.EvidenceErased))]
[JsonSerializable(typeof(WatchEvent.Over))]
internal sealed partial class WatchJson : JsonSerializerContext;

internal static class WatchJournal
{
    public static readonly EventCodec<WatchEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new("watch.began.v1", WatchJson.Default.CheckInBegan),
        new("watch.consent-given.v1", WatchJson.Default.ConsentGiven),
        new("watch.identity-shown.v1", WatchJson.Default.IdentityShown),
        new("watch.room-shown.v1", WatchJson.Default.RoomShown),
        new("watch.check-in-completed.v1", WatchJson.Default.CheckInCompleted),
        new("watch.signals-noted.v1", WatchJson.Default.SignalsNoted),
        new("watch.connection-lost.v1", WatchJson.Default.ConnectionLost),
        new("watch.flag-raised.v1", WatchJson.Default.FlagRaised),
        new("watch.flag-ended.v1", WatchJson.Default.FlagEnded),
        new("watch.flag-excused.v1", WatchJson.Default.FlagExcused),
        new("watch.flag-set-by-hand.v1", WatchJson.Default.FlagSetByHand),
        new("watch.flag-withdrawn.v1", WatchJson.Default.FlagWithdrawn),
        new("watch.line-said.v1", WatchJson.Default.LineSaid),
        new("watch.hand-raised.v1", WatchJson.Default.HandRaised),
        new("watch.hand-lowered.v1", WatchJson.Default.HandLowered),
        new("watch.act-taken.v1", WatchJson.Default.ActTaken),
        new("watch.act-delivered.v1", WatchJson.Default.ActDelivered),
        new("watch.act-confirmed.v1", WatchJson.Default.ActConfirmed),
        new("watch.act-undone.v1", WatchJson.Default.ActUndone),
        new("watch.act-cancelled.v1", WatchJson.Default.ActCancelled),
        new("watch.incident-reported.v1", WatchJson.Default.IncidentReported),
        new("watch.attached.v1", WatchJson.Default.Attached),
        new("watch.evidence-viewed.v1", WatchJson.Default.EvidenceViewed),
        new("watch.evidence-erased.v1", WatchJson.Default.EvidenceErased),
        new("watch.over.v1", WatchJson.Default.Over));

    public static string StreamOf(Guid session) => $"watch/{session}";
}
