namespace ExamEngine.Storage.Journal;

/// <summary>
/// A read model row that commits with the events it follows from: an upsert by primary key. The concrete rows stand in
/// <c>ReadModel/</c>, one sealed record a table; the stores write them by their table description, so adding one needs no store code.
/// </summary>
public abstract record ProjectionRow;
