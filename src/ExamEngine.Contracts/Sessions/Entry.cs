using System.Text.Json.Serialization;

namespace ExamEngine.Contracts.Sessions;

/// <summary>
/// One thing a learner did in an exam, as the browser's outbox holds it until it is acknowledged.
/// </summary>
/// <param name="CommandId">Made by the browser, unique; repeating it is harmless.</param>
/// <param name="Seq">The session's running number, given by the device that holds it; later entries for the same field have higher numbers.</param>
/// <param name="Item">Number of the item in the learner's form, from 1.</param>
[GenerateSerializer, Alias("ee.entry"), Immutable]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Answer), "answer")]
[JsonDerivedType(typeof(Flag), "flag")]
[JsonDerivedType(typeof(Note), "note")]
[JsonDerivedType(typeof(Shown), "shown")]
public abstract record Entry([property: Id(0)] Guid CommandId, [property: Id(1)] long Seq, [property: Id(2)] int Item)
{
    /// <summary>A response in one field; a blank value clears it.</summary>
    [GenerateSerializer, Alias("ee.entry.answer"), Immutable]
    public sealed record Answer(Guid CommandId, long Seq, int Item, [property: Id(0)] string Field, [property: Id(1)] AnswerValue Value) : Entry(CommandId, Seq, Item);

    /// <summary>The learner marks the item for another look, or takes the mark away.</summary>
    [GenerateSerializer, Alias("ee.entry.flag"), Immutable]
    public sealed record Flag(Guid CommandId, long Seq, int Item, [property: Id(0)] bool Flagged) : Entry(CommandId, Seq, Item);

    /// <summary>The learner's own note on the item; never scored, at most 2,000 characters.</summary>
    [GenerateSerializer, Alias("ee.entry.note"), Immutable]
    public sealed record Note(Guid CommandId, long Seq, int Item, [property: Id(0)] string Text) : Entry(CommandId, Seq, Item);

    /// <summary>The item came on the screen. In a linear exam this closes the items before it.</summary>
    [GenerateSerializer, Alias("ee.entry.shown"), Immutable]
    public sealed record Shown(Guid CommandId, long Seq, int Item) : Entry(CommandId, Seq, Item);
}

/// <summary>A response: exactly one of the two, or neither for a blank. Options go by the names they were shown under.</summary>
[GenerateSerializer, Alias("ee.answer-value"), Immutable]
public sealed record AnswerValue([property: Id(0)] ImmutableArray<string>? Choices, [property: Id(1)] string? Text);

/// <summary>What became of one entry.</summary>
/// <param name="Version">Version of the session's stream that holds it; 0 when refused.</param>
/// <param name="SavedAt">Server time of the stored entry.</param>
[GenerateSerializer, Alias("ee.ack"), Immutable]
public sealed record Acknowledgement(
    [property: Id(0)] Guid CommandId, [property: Id(1)] AckStatus Status, [property: Id(2)] long Version,
    [property: Id(3)] DateTimeOffset SavedAt, [property: Id(4)] Problem? Problem);

[GenerateSerializer, Alias("ee.ack-status")]
public enum AckStatus
{
    /// <summary>Durable.</summary>
    Saved,

    /// <summary>A later entry for the same place is stored already; this one is not needed.</summary>
    Superseded,

    /// <summary>Not taken, for the reason given; sending it again will not help.</summary>
    Refused,
}
