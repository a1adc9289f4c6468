namespace ExamEngine.Storage.ReadModel;

/// <summary>The journal's table as EF Core sees it, for the schema alone: the stores read and write it with commands of their own.</summary>
internal sealed class EventRow
{
    public required string Stream { get; init; }
    public required long Version { get; init; }
    public required string Type { get; init; }
    public required byte[] Body { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Actor { get; init; }
}

/// <summary>The agenda's table. <see cref="AvailableAt"/> is when a sweeper may claim it: the due time, the end of a lease, or the time it was postponed to.</summary>
internal sealed class AgendaRow
{
    public required string Key { get; init; }
    public required DateTimeOffset Due { get; init; }
    public required string Target { get; init; }
    public required string Message { get; init; }
    public required DateTimeOffset AvailableAt { get; init; }
    public required int Attempts { get; init; }
}

/// <summary>Where the health probe writes. The table is empty or holds one row of no meaning.</summary>
internal sealed class JournalProbeRow
{
    public required int Id { get; init; }
    public required byte[] Filler { get; init; }
}
