using ExamEngine.Contracts.Sessions;

namespace ExamEngine.Web.Sessions;

/// <summary>Takes a seat in an exam.</summary>
internal sealed record BeginRequest(Guid CommandId, bool HonourCodeAccepted);

/// <summary>A command of one device that needs nothing more.</summary>
internal sealed record DeviceCommand(Guid CommandId, Guid Device);

/// <summary>The outbox over plain HTTP; at most <see cref="EntryRules.MostEntries"/> entries.</summary>
internal sealed record SaveRequest(Guid Device, ImmutableArray<Entry> Entries);

/// <summary>Takes a break out of the learner's own minutes.</summary>
internal sealed record BreakRequest(Guid CommandId, Guid Device, int Minutes)
{
    public const int MostMinutes = 240;
}

/// <param name="LastSeq">The highest entry number the device has made; 0 for none.</param>
internal sealed record SubmitRequest(Guid CommandId, Guid Device, long LastSeq);

internal sealed record PresenceRequest(Guid Device);
