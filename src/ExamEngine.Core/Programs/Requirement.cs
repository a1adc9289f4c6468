using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ExamEngine.Core.Programs;

/// <summary>
/// What earns a program's credential: a tree, so that nothing can require itself. The names of the cases stand in journals.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AllOf), "allOf")]
[JsonDerivedType(typeof(AtLeast), "atLeast")]
[JsonDerivedType(typeof(Course), "course")]
[JsonDerivedType(typeof(Exam), "exam")]
public abstract record Requirement
{
    private Requirement() { }

    /// <summary>What people call it, such as "Electives"; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Title { get; init; }

    /// <summary>Results count that were sat from then on. What is said of a group holds for everything in it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? From { get; init; }

    /// <summary>Results count that were sat before then.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Until { get; init; }

    public sealed record AllOf(ImmutableArray<Requirement> Of) : Requirement;

    public sealed record AtLeast(int Count, ImmutableArray<Requirement> Of) : Requirement;

    /// <summary>A course of the program, passed as the program says.</summary>
    public sealed record Course(string Id) : Requirement;

    /// <summary>An exam that belongs to no course, or not to one of this program.</summary>
    public sealed record Exam(string Id) : Requirement;

    /// <summary>The requirements right below; empty for a leaf.</summary>
    public ImmutableArray<Requirement> Below() => this switch
    {
        AllOf all => all.Of,
        AtLeast some => some.Of,
        Course or Exam => [],
        _ => throw new InvalidOperationException($"Unknown requirement {GetType().Name}."),
    };

    public IEnumerable<Requirement> Leaves() => this is Course or Exam ? [this] : Below().SelectMany(below => below.Leaves());

    /// <summary>The same demands without the words for people.</summary>
    internal Requirement Untitled() => this switch
    {
        AllOf all => all with { Title = null, Of = [.. all.Of.Select(below => below.Untitled())] },
        AtLeast some => some with { Title = null, Of = [.. some.Of.Select(below => below.Untitled())] },
        _ => this with { Title = null },
    };
}
