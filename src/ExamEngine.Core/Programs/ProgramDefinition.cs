using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ExamEngine.Core.Programs;

/// <summary>A program of courses that leads to a credential.</summary>
/// <param name="Description">Markdown; empty when there is none.</param>
public sealed record ProgramDefinition(string Id, string Title, string Description, ImmutableArray<CourseDefinition> Courses)
{
    /// <summary>What earns the credential; null asks for every course, as programs did before there were requirements.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Requirement? Earned { get; init; }

    /// <summary>The language of its credentials, such as <c>pt-BR</c>; null is English.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Language { get; init; }

    [JsonIgnore]
    public Requirement Requirement => Earned ?? new Requirement.AllOf([.. Courses.Select(course => new Requirement.Course(course.Id))]);

    public CourseDefinition? Course(string id) => Courses.FirstOrDefault(course => course.Id == id);

    /// <summary>The course that has this exam as one of several parts; null when it counts on its own.</summary>
    public CourseDefinition? CourseOfPart(string exam) =>
        Courses.FirstOrDefault(course => course.Work is CourseWork.Parts parts && parts.Exams.Any(part => part.Exam == exam));

    /// <summary>True when a result of this exam can count here though it belongs to another program: a course or a requirement names it.</summary>
    public bool Names(string exam) =>
        Courses.Any(course => course.Work switch
        {
            CourseWork.OneExam one => one.Exam == exam,
            CourseWork.Parts parts => parts.Exams.Any(part => part.Exam == exam),
            null => false,
            _ => throw new InvalidOperationException($"Unknown course work {course.Work.GetType().Name}."),
        }) || Requirement.Leaves().Any(leaf => leaf is Requirement.Exam { Id: var id } && id == exam);
}

/// <summary>A course of a program.</summary>
public sealed record CourseDefinition(string Id, string Title)
{
    /// <summary>What passes it; null when any exam does that says in its own file that it belongs to the course.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CourseWork? Work { get; init; }
}

/// <summary>What passes a course. The names of the cases stand in journals.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(OneExam), "oneExam")]
[JsonDerivedType(typeof(Parts), "parts")]
public abstract record CourseWork
{
    private CourseWork() { }

    public sealed record OneExam(string Exam) : CourseWork;

    /// <summary>Several exams that count as one result. None of them earns anything on its own.</summary>
    /// <param name="Exams">At least two; all of them have to be sat.</param>
    /// <param name="InOrder">True: each begins when the one before it has ended.</param>
    /// <param name="Within">From the beginning of the first to the end of the last; null for no limit.</param>
    public sealed record Parts(ImmutableArray<CoursePart> Exams, bool InOrder, TimeSpan? Within, PartsRule Rule) : CourseWork;
}

/// <param name="Weight">Its share in the combined score, beside the others'.</param>
public sealed record CoursePart(string Exam, int Weight);

/// <summary>When the parts of a course pass together. The names of the cases stand in journals.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(EveryPassed), "everyPassed")]
[JsonDerivedType(typeof(WeightedSum), "weightedSum")]
public abstract record PartsRule
{
    private PartsRule() { }

    /// <summary>Each part reaches its own exam's cut score.</summary>
    public sealed record EveryPassed : PartsRule;

    /// <summary>The weighted mean of the parts' scores reaches the cut; a part may fall below its own.</summary>
    public sealed record WeightedSum(decimal CutScorePercent) : PartsRule;
}
