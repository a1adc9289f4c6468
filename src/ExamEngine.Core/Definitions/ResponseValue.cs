using System.Collections.Immutable;

namespace ExamEngine.Core.Definitions;

/// <summary>
/// What a learner gave in one field. Options are named as they were shown ("a" is the first on the screen), so that an identifier
/// never tells which option is right; the form maps them back.
/// </summary>
public abstract record ResponseValue
{
    private ResponseValue() { }

    /// <summary>Nothing: the field was cleared.</summary>
    public sealed record Blank : ResponseValue;

    /// <summary>Ticked options by their shown name, in the order of the screen, without repeats.</summary>
    public sealed record Choices(ImmutableArray<string> Options) : ResponseValue;

    /// <summary>A number, a short text or an essay, as typed.</summary>
    public sealed record Text(string Value) : ResponseValue;

    public static readonly ResponseValue None = new Blank();
}
