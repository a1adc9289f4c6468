using ExamEngine.Core.Definitions;

namespace ExamEngine.Interchange.Authoring;

/// <summary>Reads what an exam asks of a learner besides a registration.</summary>
internal static class EligibilityYaml
{
    public static EligibilityPolicy Read(YamlMap map) => new(
        map.Flag("enrolment", false),
        map.Flag("payment", false),
        map.Flag("confirmedName", false),
        map.Flag("accommodationsDecided", false),
        map.List("passed", (before, _) => Before(before)),
        map.Duration("coolingOff", TimeSpan.Zero),
        map.Has("attemptsPerWindow") ? map.Count("attemptsPerWindow", "unlimited", 1) : null,
        map.OneOf("noShow", false, ("free", false), ("uses-attempt", true)));

    private static Prerequisite Before(YamlMap map)
    {
        decimal? least = map.Has("atLeast") ? map.Percent("atLeast") : null;
        if (map.Has("course"))
            return new Prerequisite.Course(map.Text("course"), least);
        return new Prerequisite.Exam(map.Text("exam"), least);
    }
}
