using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Kernel;

/// <summary>One event type and the name it has on disk for ever.</summary>
internal sealed record EventName(string Name, JsonTypeInfo Type);

/// <summary>
/// Events to journal rows and back. Names and bodies are frozen by golden files: a new shape is a new name. A name nobody knows
/// throws, for a state made without it would be wrong.
/// </summary>
internal sealed class EventCodec<TEvent>
    where TEvent : class
{
    private readonly Dictionary<Type, EventName> _byType;
    private readonly Dictionary<string, EventName> _byName;
    private readonly Func<TEvent, DateTimeOffset> _at;
    private readonly Func<TEvent, DateTimeOffset, TEvent> _withAt;

    public EventCodec(Func<TEvent, DateTimeOffset> at, Func<TEvent, DateTimeOffset, TEvent> withAt, params ReadOnlySpan<EventName> names)
    {
        (_at, _withAt) = (at, withAt);
        _byType = new(names.Length);
        _byName = new(names.Length);
        foreach (var name in names)
        {
            _byType.Add(name.Type.Type, name);
            _byName.Add(name.Name, name);
        }
    }

    public IReadOnlyCollection<string> Names => _byName.Keys;

    public NewEvent Encode(TEvent happened, string actor)
    {
        var name = _byType[happened.GetType()];
        return new(name.Name, JsonSerializer.SerializeToUtf8Bytes(happened, name.Type), _at(happened), actor);
    }

    /// <summary>Folds a stream into a state.</summary>
    /// <exception cref="UnavailableException">The journal cannot be read now.</exception>
    public async ValueTask<TState> Replay<TState>(IJournal journal, string stream, TState state, Func<TState, TEvent, long, TState> evolve, CancellationToken ct = default)
    {
        try
        {
            await foreach (var stored in journal.Read(stream, 0, ct))
                state = evolve(state, Decode(stored), stored.Version);
            return state;
        }
        catch (JournalUnavailableException e)
        {
            throw new UnavailableException(e.Message);
        }
    }

    public TEvent Decode(StoredEvent stored)
    {
        if (!_byName.TryGetValue(stored.Type, out var name))
            throw new InvalidOperationException($"The journal holds an event '{stored.Type}' that this engine does not know.");
        var happened = (TEvent?)JsonSerializer.Deserialize(stored.Body.Span, name.Type)
            ?? throw new InvalidOperationException($"Event {stored.Stream}@{stored.Version} has no body.");
        return _withAt(happened, stored.At);
    }
}
