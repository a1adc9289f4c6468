using Orleans.Concurrency;

namespace ExamEngine.Contracts.Windows;

/// <summary>When one exam may be sat, and who has a seat. Key: window id. Staff or system; every refusal leaves the window as it was.</summary>
[Alias("ee.IWindowGrain")]
public interface IWindowGrain : IGrainWithStringKey, ICarriesDuties
{
    /// <summary>Plans the window, or changes it. Repeating is harmless.</summary>
    [Alias("Plan")]
    Task<Reply<Done>> Plan(Actor actor, WindowPlan plan);

    /// <summary>Takes up to <see cref="TakeSeats.MostSeats"/> seats, each for itself; learners are registered within a minute or so. A repeat answers the same.</summary>
    [Alias("TakeSeats")]
    Task<Reply<SeatsTaken>> TakeSeats(Actor actor, TakeSeats order);

    /// <summary>Gives a seat back; nothing when the learner has none. The registration goes too, unless an attempt was begun.</summary>
    [Alias("ReleaseSeat")]
    Task<Reply<Done>> ReleaseSeat(Actor actor, string learnerId);

    /// <summary>Before the opening only.</summary>
    [Alias("Cancel")]
    Task<Reply<Done>> Cancel(Actor actor);

    /// <summary>For other grains: when the window opens and closes; null when there is none. Waits for a change under way.</summary>
    [Alias("Times")]
    Task<WindowTimes?> Times();

    /// <summary>For other grains: a learner's seat as it stands; null when there is none, or the window was cancelled.</summary>
    [Alias("Seat"), AlwaysInterleave]
    Task<SeatInWindow?> Seat(string learnerId);
}

/// <summary>What staff lay down about a window. After the opening, only a later close and more capacity are taken.</summary>
/// <param name="Capacity">The most seats, 1 to 100,000; never below the seats taken.</param>
[GenerateSerializer, Alias("ee.window-plan"), Immutable]
public sealed record WindowPlan(
    [property: Id(0)] string ExamId, [property: Id(1)] string Title, [property: Id(2)] DateTimeOffset Opens, [property: Id(3)] DateTimeOffset Closes, [property: Id(4)] int Capacity);

/// <param name="CommandId">The same for every repeat of this batch.</param>
[GenerateSerializer, Alias("ee.take-seats"), Immutable]
public sealed record TakeSeats([property: Id(0)] Guid CommandId, [property: Id(1)] ImmutableArray<SeatOrder> Seats)
{
    public const int MostSeats = 1000;
}

/// <param name="TimeMultiplierPercent">Accommodation, 100 to 1000. Null: none for a new seat, unchanged for one that is there.</param>
[GenerateSerializer, Alias("ee.seat-order"), Immutable]
public sealed record SeatOrder([property: Id(0)] string LearnerId, [property: Id(1)] int? TimeMultiplierPercent = null);

/// <summary>How a batch went; each seat asked for is counted once.</summary>
/// <param name="Known">Seats that were there before; their accommodation is as asked for now.</param>
[GenerateSerializer, Alias("ee.seats-taken"), Immutable]
public sealed record SeatsTaken([property: Id(0)] int Taken, [property: Id(1)] int Known, [property: Id(2)] ImmutableArray<SeatRefused> Refused);

/// <param name="Code">Stable, such as <c>window.full</c> or <c>learner.unknown</c>.</param>
[GenerateSerializer, Alias("ee.seat-refused"), Immutable]
public sealed record SeatRefused([property: Id(0)] string LearnerId, [property: Id(1)] string Code, [property: Id(2)] string Message);

/// <param name="HasClosed">By the window's own clock: from now on nothing changes any more.</param>
[GenerateSerializer, Alias("ee.window-times"), Immutable]
public sealed record WindowTimes([property: Id(0)] DateTimeOffset Opens, [property: Id(1)] DateTimeOffset Closes, [property: Id(2)] bool HasClosed);

[GenerateSerializer, Alias("ee.seat-in-window"), Immutable]
public sealed record SeatInWindow(
    [property: Id(0)] string ExamId, [property: Id(1)] DateTimeOffset Opens, [property: Id(2)] DateTimeOffset Closes, [property: Id(3)] int TimeMultiplierPercent);
