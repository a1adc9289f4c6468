using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ExamEngine.Core.Proctoring;

/// <summary>What happened in one room: who took care of whom, and what was ordered for its sessions. What an act did in a session stands in that session's own streams.</summary>
public abstract record RoomEvent
{
    private RoomEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <param name="Proctor">Null: nobody any more.</param>
    public sealed record CareTaken(Guid Command, Guid Session, string? Proctor, string By) : RoomEvent;

    /// <summary>Their sessions are on the board no more.</summary>
    public sealed record CareEnded(ImmutableArray<Guid> Sessions) : RoomEvent;

    /// <param name="Sessions">Those that it is to be done in.</param>
    /// <param name="Skipped">Those that were named and that it does not go for.</param>
    /// <param name="Limited">Those where less comes of it than was said; null when there are none.</param>
    public sealed record ActOrdered(
        Guid Act, RoomOrder Order, string By, ImmutableArray<Guid> Sessions, ImmutableArray<ActRefused> Skipped, ImmutableArray<ActLimited>? Limited = null) : RoomEvent;

    /// <summary>What became of it in sessions it was ordered for; all that are not named in <paramref name="Refused"/> did it.</summary>
    public sealed record ActCarriedOut(Guid Act, ImmutableArray<Guid> Done, ImmutableArray<ActRefused> Refused) : RoomEvent;

    public sealed record ActAcknowledged(Guid Act, ImmutableArray<ActArrival> Arrivals) : RoomEvent;

    /// <summary>It is to be taken back wherever it was done.</summary>
    public sealed record ActUndone(Guid Act, Guid Command, string By, string Reason) : RoomEvent;

    public sealed record UndoCarriedOut(Guid Act, ImmutableArray<Guid> Done, ImmutableArray<ActRefused> Refused) : RoomEvent;
}

/// <summary>Why an act, or taking it back, did not go in one session.</summary>
public sealed record ActRefused(Guid Session, string Code, string Message);

/// <summary>Why less comes of an act in one session than was said, as far as the room knew when it was ordered.</summary>
public sealed record ActLimited(Guid Session, string Code, string Message);

/// <param name="DeliveredAt">When the learner's page had it; <paramref name="ConfirmedAt"/> when the learner confirmed it, null until then.</param>
public sealed record ActArrival(Guid Session, DateTimeOffset DeliveredAt, DateTimeOffset? ConfirmedAt);

/// <summary>What is ordered.</summary>
/// <param name="IsForAll">For all of the room, whoever that was; not for sessions that somebody named.</param>
/// <param name="HappenedAt">When that happened which it is about; null when that was when it was ordered.</param>
/// <param name="Severity">0 to 1, from whoever measures; people say how grave it is.</param>
public sealed record RoomOrder(
    ProctorActKind Kind, string Reason, string Text, int? Minutes, string? Irregularity, string? Gravity, int? Flag, string? Attachment, bool IsForAll,
    DateTimeOffset? HappenedAt = null, decimal? Severity = null);
