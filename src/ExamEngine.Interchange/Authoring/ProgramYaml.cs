using ExamEngine.Core.Kernel;
using ExamEngine.Core.Programs;

namespace ExamEngine.Interchange.Authoring;

/// <summary>Reads a program from its YAML file.</summary>
public static class ProgramYaml
{
    /// <summary>The program, or all refusals with <c>Where</c> = <c>line n</c>.</summary>
    public static Validated<ProgramDefinition> Read(string yaml) => YamlText.Read(yaml, map =>
    {
        map.OneOf("kind", "program", ("program", "program"));
        return new ProgramDefinition(
            map.Text("program"),
            map.Text("title"),
            map.Text("description", ""),
            map.List("courses", (course, _) => new CourseDefinition(course.Text("id"), course.Text("title")), required: true));
    });
}
