using System.Text.Json.Serialization;
using ExamEngine.Contracts.Proctoring;

namespace ExamEngine.LoadTests.Proctors;

/// <summary>One console's evidence as an agent writes it down. One line of a file.</summary>
/// <param name="Cookies">With which the audit reads as that proctor.</param>
/// <param name="Acts">In the order they were ordered.</param>
/// <param name="Troubles">Where a person would have had to act.</param>
internal sealed record ConsoleJournal(
    string UserName, string Room, string Cookies, IReadOnlyDictionary<Guid, List<Sighting>> Sightings, IReadOnlyList<OrderedAct> Acts, IReadOnlyList<string> Troubles);

/// <summary>An act on the whole room that the console saw acknowledged.</summary>
/// <param name="At">When the server had the order.</param>
/// <param name="Sessions">Those it was done in.</param>
/// <param name="Delivered">Those whose page had it.</param>
/// <param name="Undone">Those it was taken back in.</param>
internal sealed record OrderedAct(
    Guid Id, ActKind Kind, int? Minutes, DateTimeOffset At, IReadOnlyList<Guid> Sessions, IReadOnlyList<Guid> Delivered, IReadOnlyList<Guid> Undone);

[JsonSerializable(typeof(ConsoleJournal))]
internal sealed partial class ConsoleJson : JsonSerializerContext;
