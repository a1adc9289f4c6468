using ExamEngine.Contracts.Proctoring;

namespace ExamEngine.Web.Proctoring;

internal sealed record ConsentRequest(Guid CommandId, Guid Device, string TextVersion, bool Camera, bool Microphone, bool Screen);

/// <param name="Face">Evidence id of the photo; null where the accommodation says so, <paramref name="Document"/> likewise.</param>
internal sealed record IdentityRequest(Guid CommandId, Guid Device, bool NameConfirmed, string? Face = null, string? Document = null);

/// <summary>At most <see cref="SignalRules.MostSignals"/>, in the order they were noticed.</summary>
internal sealed record SignalsRequest(Guid Device, ImmutableArray<SignalReport> Signals);

internal sealed record TalkRequest(Guid CommandId, string Text);

internal sealed record HandRequest(Guid CommandId, bool Raised);

internal sealed record AcknowledgeRequest(bool Confirmed);
