using System.Collections.Immutable;
using ExamEngine.Core.Kernel;
using ExamEngine.Core.Programs;

namespace ExamEngine.Interchange.Authoring;

/// <summary>Reads a program from its YAML file; <c>README.md</c> shows the format, <c>exam.schema.json</c> states it.</summary>
public static class ProgramYaml
{
    /// <summary>
    /// The program, or all refusals with <c>Where</c> = <c>line n</c>. It is whole in form only: <see cref="ProgramRules"/> says whether it
    /// can be earned, with paths that <see cref="SourceMap"/> turns into lines.
    /// </summary>
    public static Validated<ProgramDefinition> Read(string yaml) => YamlText.Read(yaml, map =>
    {
        map.OneOf("kind", "program", ("program", "program"));
        return new ProgramDefinition(
            map.Text("program"),
            map.Text("title"),
            map.Text("description", ""),
            map.List("courses", (course, _) => Course(course), required: true))
        {
            Language = map.Has("language") ? map.Text("language") : null,
            Earned = map.Map("earned", Demand),
        };
    });

    private static CourseDefinition Course(YamlMap map)
    {
        if (map.Has("exam") && map.Has("parts"))
            map.Refuse("course.two-ways", "A course is passed by one exam or by several parts.", "parts");
        return new(map.Text("id"), map.Text("title"))
        {
            Work = map.Map<CourseWork>("parts", Parts) ?? (map.Has("exam") ? new CourseWork.OneExam(map.Text("exam")) : null),
        };
    }

    private static CourseWork.Parts Parts(YamlMap map)
    {
        var weighted = map.OneOf("pass", false, ("every", false), ("together", true));
        if (map.Has("cutScore") && !weighted)
            map.Refuse("course.cut-score-unused", "Only parts that pass together have a cut score of their own.", "cutScore");
        return new(
            map.List("exams", (part, _) => new CoursePart(part.Text("exam"), part.Count("weight", 1)), required: true),
            map.Flag("inOrder", false),
            map.Duration("within"),
            weighted ? new PartsRule.WeightedSum(map.Percent("cutScore")) : new PartsRule.EveryPassed());
    }

    private static Requirement Demand(YamlMap map)
    {
        string[] said = [.. Kinds.Where(map.Has)];
        if (said.Length != 1)
            map.Refuse("requirement.kind", $"A requirement is one of {string.Join(", ", Kinds)}.", said.ElementAtOrDefault(1));
        Requirement demand = said.FirstOrDefault() switch
        {
            "course" => new Requirement.Course(map.Text("course")),
            "exam" => new Requirement.Exam(map.Text("exam")),
            "atLeast" => new Requirement.AtLeast(map.Count("atLeast"), Below(map, "of")),
            _ => new Requirement.AllOf(Below(map, "allOf")),
        };
        return demand with
        {
            Title = map.Has("title") ? map.Text("title") : null,
            From = map.Moment("from"),
            Until = map.Moment("until"),
        };
    }

    private static ImmutableArray<Requirement> Below(YamlMap map, string key) => map.List(key, (below, _) => Demand(below), required: map.Has(key) || key == "of");

    private static readonly ImmutableArray<string> Kinds = ["course", "exam", "allOf", "atLeast"];
}
