using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ExamEngine.Core.Credentials;

/// <summary>What happened to the list of credentials that could not be issued.</summary>
public abstract record HoldEvent
{
    private HoldEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    public sealed record Held(Guid Credential, string Learner, string Kind, string Title, string Code, string Message) : HoldEvent;

    /// <summary>They have been issued since.</summary>
    public sealed record Released(ImmutableArray<Guid> Credentials) : HoldEvent;
}

/// <summary>Each credential that waits, with what holds it now.</summary>
public sealed record HoldsState(ImmutableDictionary<Guid, HoldEvent.Held> Held)
{
    public static readonly HoldsState Empty = new(ImmutableDictionary<Guid, HoldEvent.Held>.Empty);

    public static HoldsState Evolve(HoldsState state, HoldEvent happened) => happened switch
    {
        HoldEvent.Held held => new(state.Held.SetItem(held.Credential, held)),
        HoldEvent.Released released => new(state.Held.RemoveRange(released.Credentials)),
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };

    /// <summary>Null when it is known for the same reason.</summary>
    public HoldEvent.Held? Hold(HoldEvent.Held held) =>
        Held.TryGetValue(held.Credential, out var known) && known with { At = held.At } == held ? null : held;
}
