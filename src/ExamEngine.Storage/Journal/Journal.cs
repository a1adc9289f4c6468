using System.Data.Common;

namespace ExamEngine.Storage.Journal;

/// <summary>One fact on its way to the store. <paramref name="Body"/> is UTF-8 JSON; <paramref name="Type"/> is its frozen name, such as <c>session.answer-saved.v1</c>.</summary>
public readonly record struct NewEvent(string Type, ReadOnlyMemory<byte> Body, DateTimeOffset At, string Actor);

/// <summary>One fact as stored. Versions of a stream start at 1 and have no gaps.</summary>
public sealed record StoredEvent(string Stream, long Version, string Type, ReadOnlyMemory<byte> Body, DateTimeOffset At, string Actor);

/// <summary>
/// What one grain wants to become durable at once: events on one stream, the agenda rows they make necessary or needless,
/// and the read model rows they change. All of it commits, or none of it.
/// </summary>
/// <param name="Stream">Stream name, such as <c>session/0198…</c>; at most 120 characters.</param>
/// <param name="ExpectedVersion">The version the stream has now; 0 for a stream that does not exist. This is the fence.</param>
/// <param name="Events">At least one.</param>
public sealed record Append(string Stream, long ExpectedVersion, IReadOnlyList<NewEvent> Events)
{
    public IReadOnlyList<AgendaChange> Agenda { get; init; } = [];
    public IReadOnlyList<ProjectionRow> Projections { get; init; } = [];

    /// <summary>Empty but where something is erased because its time is over.</summary>
    public IReadOnlyList<Redaction> Redactions { get; init; } = [];
}

/// <summary>
/// Another body for one event that is stored: the one way in which a fact may lose something, for what the law has erased. Its place, name, moment and actor
/// stay, so no stream gets a gap. It commits with the event that says so.
/// </summary>
/// <param name="Body">As the event's name has it, without what is to go.</param>
public readonly record struct Redaction(string Stream, long Version, ReadOnlyMemory<byte> Body);

/// <summary>How an append ended. A broken store is not here: it throws <see cref="JournalUnavailableException"/>.</summary>
public abstract record AppendResult
{
    private AppendResult() { }

    /// <summary>Durable. <paramref name="Version"/> is the version of the stream's last event now.</summary>
    public sealed record Committed(long Version) : AppendResult;

    /// <summary>Another writer was first. Nothing of this append was stored; the caller must replay.</summary>
    public sealed record Conflict : AppendResult;

    public static readonly AppendResult Fenced = new Conflict();
}

/// <summary>The store cannot commit or read now. Whether the append is stored is unknown to the caller, which must replay before it goes on.</summary>
public sealed class JournalUnavailableException(string message, Exception? inner = null) : DbException(message, inner)
{
    public override bool IsTransient => true;
}

/// <summary>The append-only journal. Every implementation passes <c>JournalSpec</c>.</summary>
public interface IJournal
{
    /// <summary>Completes when the append is durable or refused.</summary>
    /// <exception cref="JournalUnavailableException">The store is gone or full, or the queue is.</exception>
    ValueTask<AppendResult> Append(Append append, CancellationToken ct = default);

    /// <summary>The events of <paramref name="stream"/> after <paramref name="afterVersion"/>, in order.</summary>
    /// <exception cref="JournalUnavailableException">The store is gone.</exception>
    IAsyncEnumerable<StoredEvent> Read(string stream, long afterVersion = 0, CancellationToken ct = default);
}

/// <summary>How full this process' way into the journal is; load shedding asks this.</summary>
public interface IJournalQueue
{
    /// <summary>0 is empty; at 1 further appends wait for room and fail when they get none in time.</summary>
    double Fill { get; }
}

/// <summary>Whether the journal can commit now; readiness asks this.</summary>
public interface IJournalHealth
{
    /// <summary>Null when the store commits; else a short reason without personal data.</summary>
    ValueTask<string?> Problem(CancellationToken ct);
}
