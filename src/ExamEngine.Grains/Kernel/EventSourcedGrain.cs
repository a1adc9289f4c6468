using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Kernel;

/// <summary>
/// A grain whose state is its stream. Safe because state moves only over events that are durable: <see cref="Commit"/> appends first,
/// against the version this activation has seen, and evolves after. A lost race or a broken store leaves state as it was and ends the
/// activation, so the next call replays what is really stored.
/// </summary>
internal abstract class EventSourcedGrain<TState, TEvent>(IJournal journal, TimeProvider time, EventCodec<TEvent> codec, TState initial) : Grain
    where TState : class
    where TEvent : class
{
    private string? _stream;

    protected TState State { get; private set; } = initial;

    protected long Version { get; private set; }

    /// <summary>Whole milliseconds: the precision that journal, agenda and browser share.</summary>
    protected DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Such as <c>session/0198…</c>.</summary>
    protected string Stream => _stream ??= StreamName();

    protected abstract string StreamName();

    protected abstract TState Evolve(TState state, TEvent happened, long version);

    public override async Task OnActivateAsync(CancellationToken cancellationToken) => State = await codec.Replay(
        journal, Stream, State,
        (state, happened, version) =>
        {
            Version = version;
            return Evolve(state, happened, version);
        },
        cancellationToken);

    /// <summary>Makes the events durable together with what must happen later and what the read model shows, then moves the state on.</summary>
    /// <remarks>Every save waits here; a pooled state machine spares it the garbage of the wait. Await the result once, at once.</remarks>
    /// <exception cref="UnavailableException">Nothing is known to be stored; the activation ends.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected async ValueTask Commit(
        string actor, ImmutableArray<TEvent> events, IReadOnlyList<AgendaChange>? agenda = null, IReadOnlyList<ProjectionRow>? projections = null,
        IReadOnlyList<Redaction>? redactions = null)
    {
        var rows = new NewEvent[events.Length];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = codec.Encode(events[i], actor);

        using var activity = JournalActivity.Append(rows.Length);
        AppendResult result;
        try
        {
            result = await journal.Append(new(Stream, Version, rows) { Agenda = agenda ?? [], Projections = projections ?? [], Redactions = redactions ?? [] });
        }
        catch (JournalUnavailableException e)
        {
            DeactivateOnIdle();
            throw new UnavailableException(e.Message);
        }

        if (result is not AppendResult.Committed)
        {
            DeactivateOnIdle();
            throw new UnavailableException("Another activation wrote to this stream first.");
        }

        foreach (var happened in events)
            State = Evolve(State, happened, ++Version);
    }
}
