using System.Text.Json.Serialization;
using ExamEngine.Core.Windows;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Windows;

/// <summary>How window events stand in the journal.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WindowEvent.Planned))]
[JsonSerializable(typeof(WindowEvent.Changed))]
[JsonSerializable(typeof(WindowEvent.SeatsTaken))]
[JsonSerializable(typeof(WindowEvent.AccommodationsChanged))]
[JsonSerializable(typeof(WindowEvent.SeatReleased))]
[JsonSerializable(typeof(WindowEvent.Cancelled))]
[JsonSerializable(typeof(WindowEvent.SeatsTold))]
[JsonSerializable(typeof(WindowEvent.SeatsPrepared))]
[JsonSerializable(typeof(WindowEvent.RegistrationOpened))]
[JsonSerializable(typeof(WindowEvent.RegistrationStopped))]
[JsonSerializable(typeof(WindowEvent.WaitingJoined))]
[JsonSerializable(typeof(WindowEvent.WaitingLeft))]
[JsonSerializable(typeof(WindowEvent.PlacesOffered))]
[JsonSerializable(typeof(WindowEvent.OffersLapsed))]
internal sealed partial class WindowJson : JsonSerializerContext;

internal static class WindowJournal
{
    public static readonly EventCodec<WindowEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new("window.planned.v1", WindowJson.Default.Planned),
        new("window.changed.v1", WindowJson.Default.Changed),
        new("window.seats-taken.v1", WindowJson.Default.SeatsTaken),
        new("window.accommodations-changed.v1", WindowJson.Default.AccommodationsChanged),
        new("window.seat-released.v1", WindowJson.Default.SeatReleased),
        new("window.cancelled.v1", WindowJson.Default.Cancelled),
        new("window.seats-told.v1", WindowJson.Default.SeatsTold),
        new("window.seats-prepared.v1", WindowJson.Default.SeatsPrepared),
        new("window.registration-opened.v1", WindowJson.Default.RegistrationOpened),
        new("window.registration-stopped.v1", WindowJson.Default.RegistrationStopped),
        new("window.waiting-joined.v1", WindowJson.Default.WaitingJoined),
        new("window.waiting-left.v1", WindowJson.Default.WaitingLeft),
        new("window.places-offered.v1", WindowJson.Default.PlacesOffered),
        new("window.offers-lapsed.v1", WindowJson.Default.OffersLapsed));

    public static string StreamOf(string window) => $"window/{window}";
}
