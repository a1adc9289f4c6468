using System.Collections.Immutable;

namespace ExamEngine.Core.Kernel;

/// <summary>
/// Why something was not done. <paramref name="Code"/> is stable and stands in the table of codes (<c>session.deadline-passed</c>);
/// <paramref name="Message"/> is for a person; <paramref name="Where"/> names the place in the input, such as <c>sections[0].items[3]</c>.
/// </summary>
public sealed record Refusal(string Code, string Message, string? Where = null);

/// <summary>A value, or every reason why there is none.</summary>
public abstract record Validated<T>
{
    private Validated() { }

    public sealed record Valid(T Value) : Validated<T>;

    public sealed record Invalid(ImmutableArray<Refusal> Refusals) : Validated<T>;
}
