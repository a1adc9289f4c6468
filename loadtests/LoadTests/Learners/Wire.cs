using System.Text.Json;
using System.Text.Json.Serialization;
using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Sessions;

namespace ExamEngine.LoadTests.Learners;

/// <summary>JSON of the learner's side of the API, as the browser client reads and writes it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(TimeView))]
[JsonSerializable(typeof(Saved))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(ResultView))]
[JsonSerializable(typeof(HomeView))]
[JsonSerializable(typeof(BriefingView))]
[JsonSerializable(typeof(SessionBegun))]
[JsonSerializable(typeof(BeginBody))]
[JsonSerializable(typeof(DeviceBody))]
[JsonSerializable(typeof(SubmitBody))]
[JsonSerializable(typeof(SaveBody))]
[JsonSerializable(typeof(PresenceBody))]
[JsonSerializable(typeof(TicketBody))]
[JsonSerializable(typeof(Me))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(List<Entry>))]
internal sealed partial class Wire : JsonSerializerContext;

internal sealed record BeginBody(Guid CommandId, bool HonourCodeAccepted);

internal sealed record DeviceBody(Guid CommandId, Guid Device);

internal sealed record SubmitBody(Guid CommandId, Guid Device, long LastSeq);

internal sealed record SaveBody(Guid Device, IReadOnlyList<Entry> Entries);

internal sealed record PresenceBody(Guid Device);

internal sealed record TicketBody(string Ticket);

internal sealed record Me(string UserName, string? LearnerId);

/// <summary>A refusal's body, over HTTP and, with <paramref name="RetryAfterMs"/>, in a hub's error.</summary>
internal sealed record ProblemBody(string? Code, string? Detail, string? Message, double? RetryAfterMs, ImmutableArray<Problem>? Problems);
