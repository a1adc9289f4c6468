using ExamEngine.Contracts.Proctoring;

namespace ExamEngine.Contracts.Sessions;

/// <summary>Seats a learner: fixes the version and the seed of the form. Comes from the learner's grain only.</summary>
/// <param name="TimeMultiplierPercent">Accommodation: 100 is none, 150 is time and a half.</param>
/// <param name="Accommodation">All that the learner is granted; null when it is no more than time.</param>
/// <param name="WindowCloses">When the exam's window closes for this learner; null for never.</param>
/// <param name="WindowId">The window that the learner's seat is in; null for a registration without one.</param>
/// <param name="WantedAt">When a session that is seated ahead is likely to be begun: it stays in memory until a while after. Null when it is now.</param>
[GenerateSerializer, Alias("ee.seat"), Immutable]
public sealed record SeatLearner(
    [property: Id(0)] Guid CommandId, [property: Id(1)] string LearnerId, [property: Id(2)] string ExamId, [property: Id(3)] int Version,
    [property: Id(4)] ulong Seed, [property: Id(5)] int TimeMultiplierPercent, [property: Id(6)] DateTimeOffset? WindowCloses, [property: Id(7)] int AttemptNumber,
    [property: Id(8)] string? WindowId = null, [property: Id(9)] DateTimeOffset? WantedAt = null,
    [property: Id(10)] AccommodationView? Accommodation = null);

/// <summary>A write by one device of one learner. The device holds the session by a lease that every write is checked against.</summary>
/// <param name="ReceivedAt">When it reached the server; handing in is judged at that moment. Null for now.</param>
[GenerateSerializer, Alias("ee.from-device"), Immutable]
public sealed record FromDevice(
    [property: Id(0)] Actor Actor, [property: Id(1)] Guid CommandId, [property: Id(2)] Guid Device, [property: Id(3)] DateTimeOffset? ReceivedAt = null);

/// <summary>Entries in the order they were made; at most 200. They commit together.</summary>
/// <param name="ReceivedAt">When they reached the server, which is what counts at a deadline; null for now.</param>
[GenerateSerializer, Alias("ee.save"), Immutable]
public sealed record SaveEntries(
    [property: Id(0)] Actor Actor, [property: Id(1)] Guid Device, [property: Id(2)] ImmutableArray<Entry> Entries, [property: Id(3)] DateTimeOffset? ReceivedAt = null);
