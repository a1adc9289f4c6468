using System.Text.Json.Serialization;

namespace ExamEngine.Core.Grading;

/// <summary>What a response earned.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(FieldScore.Scored), "scored")]
[JsonDerivedType(typeof(FieldScore.InputError), "input-error")]
[JsonDerivedType(typeof(FieldScore.NeedsPerson), "needs-person")]
public abstract record FieldScore
{
    private FieldScore() { }

    /// <param name="Points">From 0 to the field's points.</param>
    public sealed record Scored(decimal Points, Verdict Verdict) : FieldScore;

    /// <summary>A response that cannot be read. It earns nothing, and may be told to the learner while typing: it says nothing of right or wrong.</summary>
    public sealed record InputError(string Code, string Message) : FieldScore;

    /// <summary>A person has to mark it.</summary>
    public sealed record NeedsPerson : FieldScore;
}

/// <summary>How good a response is: all of the points, some, none, or nothing was given.</summary>
public enum Verdict { Correct, Partial, Incorrect, Blank }
