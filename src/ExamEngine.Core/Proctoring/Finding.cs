using System.Text.Json.Serialization;

namespace ExamEngine.Core.Proctoring;

/// <summary>What a review comes to. Only people make one. The names of the cases stand in journals.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Cleared), "cleared")]
[JsonDerivedType(typeof(Warning), "warning")]
[JsonDerivedType(typeof(ScoreVoided), "scoreVoided")]
[JsonDerivedType(typeof(BarredUntil), "barredUntil")]
public abstract record Finding
{
    private Finding() { }

    public sealed record Cleared : Finding;

    /// <summary>The score stands, and the learner is told what to do otherwise.</summary>
    public sealed record Warning : Finding;

    public sealed record ScoreVoided : Finding;

    /// <summary>The score is void, and the learner may sit no exam of the program before <paramref name="Until"/>.</summary>
    public sealed record BarredUntil(DateTimeOffset Until) : Finding;

    public static readonly Finding Clear = new Cleared();

    /// <summary>0 to 3, from nothing to the worst.</summary>
    [JsonIgnore]
    public int Weight => this switch
    {
        Cleared => 0,
        Warning => 1,
        ScoreVoided => 2,
        BarredUntil => 3,
        _ => throw new InvalidOperationException($"Unknown finding {GetType().Name}."),
    };

    /// <summary>True when it takes the score away: that takes two reviewers who agree, or a third.</summary>
    [JsonIgnore]
    public bool IsSerious => Weight >= 2;

    /// <summary>True when this is no worse for the learner than <paramref name="other"/>.</summary>
    public bool IsAtMost(Finding other) => Weight < other.Weight || (Weight == other.Weight && !(this is BarredUntil mine && other is BarredUntil theirs && mine.Until > theirs.Until));
}

/// <summary>What a reviewer thinks of one flag or incident.</summary>
public enum Judgement { Dismissed, Confirmed }

/// <summary>A flag or an incident, by its number in the session.</summary>
public readonly record struct Subject(SubjectKind Kind, int Number);

public enum SubjectKind { Flag, Incident }
