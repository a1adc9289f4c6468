using Orleans.Concurrency;

namespace ExamEngine.Contracts.Windows;

/// <summary>
/// Registration for a window by the learners themselves: the same actor as <see cref="IWindowGrain"/>. Whether a learner may sit the exam is the
/// learner's record to say, which is why it alone asks for places.
/// </summary>
[Alias("ee.IWindowPlaces")]
public interface IWindowPlaces : IGrainWithStringKey
{
    /// <summary>Says how learners register themselves; null: they do not. Staff or system.</summary>
    [Alias("SetRegistration")]
    Task<Reply<Done>> SetRegistration(Actor actor, RegistrationPlan? plan);

    /// <summary>Takes a place for the learner, or one on the waiting list. Repeating is harmless.</summary>
    [Alias("Register")]
    Task<Reply<WindowPlace>> Register(Actor actor, PlaceOrder order);

    /// <summary>The learner's seat, kept place or place on the waiting list is given back; nothing when there is none.</summary>
    [Alias("Leave")]
    Task<Reply<Done>> Leave(Actor actor, string learnerId);

    /// <summary>For other grains: the seat of this number was changed for one in another window.</summary>
    [Alias("GiveBack")]
    Task GiveBack(string learnerId, int number);

    /// <summary>For other grains: the window as a learner sees it; null when nobody has planned it.</summary>
    [Alias("Place"), AlwaysInterleave]
    Task<WindowPlace?> Place(string learnerId);
}

/// <summary>How learners register for a window themselves; limits are told from the opening.</summary>
/// <param name="From">First moment to register; null: at once.</param>
/// <param name="EndsBeforeMinutes">Null: registration goes on until the window closes.</param>
/// <param name="ChangeBeforeMinutes">Until so long before the opening a seat can be changed or cancelled.</param>
/// <param name="OfferMinutes">How long a place that came free is kept for whoever is next on the waiting list.</param>
[GenerateSerializer, Alias("ee.registration-plan"), Immutable]
public sealed record RegistrationPlan(
    [property: Id(0)] DateTimeOffset? From, [property: Id(1)] int? EndsBeforeMinutes, [property: Id(2)] int ChangeBeforeMinutes, [property: Id(3)] int OfferMinutes);

/// <param name="CommandId">The same for every repeat.</param>
/// <param name="Waits">True: when the window is full, the learner waits for a place.</param>
/// <param name="InsteadOf">The seat that is given back for it; null when it is for none.</param>
[GenerateSerializer, Alias("ee.place-order"), Immutable]
public sealed record PlaceOrder(
    [property: Id(0)] Guid CommandId, [property: Id(1)] string LearnerId, [property: Id(2)] bool Waits, [property: Id(3)] SeatElsewhere? InsteadOf);

[GenerateSerializer, Alias("ee.seat-elsewhere"), Immutable]
public sealed record SeatElsewhere([property: Id(0)] string WindowId, [property: Id(1)] int Number);

/// <summary>A window as one learner sees it.</summary>
/// <param name="State"><c>none</c>, <c>seated</c>, <c>waiting</c> or <c>offered</c>.</param>
/// <param name="SeatNumber">Null when there is no seat.</param>
/// <param name="Position">On the waiting list, from 1; null when the learner does not wait.</param>
/// <param name="OfferedUntil">Until when a place is kept.</param>
/// <param name="ChangeUntil">Until when a seat can be changed or cancelled by the learner; null when it cannot.</param>
[GenerateSerializer, Alias("ee.window-place"), Immutable]
public sealed record WindowPlace(
    [property: Id(0)] string WindowId, [property: Id(1)] string ExamId, [property: Id(2)] DateTimeOffset Opens, [property: Id(3)] DateTimeOffset Closes, [property: Id(4)] string State,
    [property: Id(5)] int? SeatNumber, [property: Id(6)] int? Position, [property: Id(7)] DateTimeOffset? OfferedUntil, [property: Id(8)] DateTimeOffset? ChangeUntil);
