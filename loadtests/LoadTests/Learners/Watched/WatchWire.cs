using System.Text.Json;
using System.Text.Json.Serialization;
using ExamEngine.Contracts.Proctoring;

namespace ExamEngine.LoadTests.Learners.Watched;

/// <summary>JSON of the watch, on the learner's side and the proctors'.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(CamelActs)])]
[JsonSerializable(typeof(AttendView))]
[JsonSerializable(typeof(CheckInView))]
[JsonSerializable(typeof(ActNotice))]
[JsonSerializable(typeof(SignalsNoted))]
[JsonSerializable(typeof(List<SignalReport>))]
[JsonSerializable(typeof(WatchCommandBody))]
[JsonSerializable(typeof(ConsentBody))]
[JsonSerializable(typeof(IdentityBody))]
[JsonSerializable(typeof(SignalsBody))]
[JsonSerializable(typeof(AcknowledgeBody))]
[JsonSerializable(typeof(EvidenceId))]
[JsonSerializable(typeof(SignInBody))]
[JsonSerializable(typeof(BoardView))]
[JsonSerializable(typeof(BoardDelta))]
[JsonSerializable(typeof(ActOrder))]
[JsonSerializable(typeof(ActProgress))]
[JsonSerializable(typeof(WatchView))]
internal sealed partial class WatchWire : JsonSerializerContext;

internal sealed class CamelActs() : JsonStringEnumConverter<ActKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

internal sealed record WatchCommandBody(Guid CommandId, Guid Device);

internal sealed record ConsentBody(Guid CommandId, Guid Device, string TextVersion, bool Camera, bool Microphone, bool Screen);

internal sealed record IdentityBody(Guid CommandId, Guid Device, bool NameConfirmed, string? Face, string? Document);

internal sealed record SignalsBody(Guid Device, IReadOnlyList<SignalReport> Signals);

internal sealed record AcknowledgeBody(bool Confirmed);

internal sealed record EvidenceId(string Id);

internal sealed record SignInBody(string UserName, string Password);
