using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ExamEngine.Core.Definitions;

/// <summary>
/// What a learner gave in one field. Options are named as they were shown ("a" is the first on the screen), so that an identifier
/// never tells which option is right; the item's variant maps them back.
/// </summary>
[JsonConverter(typeof(ResponseValueJson))]
public abstract record ResponseValue
{
    private ResponseValue() { }

    /// <summary>Nothing: the field was cleared.</summary>
    public sealed record Blank : ResponseValue;

    /// <summary>Ticked options by their shown name, in the order of the screen, without repeats. Empty is an answer: "none of these".</summary>
    public sealed record Choices(ImmutableArray<string> Options) : ResponseValue
    {
        public bool Equals(Choices? other) => other is not null && Options.AsSpan().SequenceEqual(other.Options.AsSpan());

        public override int GetHashCode() => Options.IsDefaultOrEmpty ? 0 : HashCode.Combine(Options.Length, Options[0], Options[^1]);
    }

    /// <summary>A number, a short text or an essay, as typed.</summary>
    public sealed record Text(string Value) : ResponseValue;

    public static readonly ResponseValue None = new Blank();

    /// <summary>The kind and nothing of the answer: what a learner wrote has no place in a log.</summary>
    public sealed override string ToString() => GetType().Name;
}
