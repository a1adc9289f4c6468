using ExamEngine.Core.Definitions;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Interchange.Authoring;

/// <summary>Reads an exam from its YAML file; <c>README.md</c> shows the format, <c>exam.schema.json</c> states it.</summary>
public static class ExamYaml
{
    /// <summary>
    /// The draft, or all refusals with <c>Where</c> = <c>line n</c>. It is whole in form only: <see cref="Publishing"/> says whether it
    /// can be sat, with paths that <see cref="SourceMap"/> turns into lines.
    /// </summary>
    /// <param name="asset">The bytes of a file named beside the YAML file; null when there is none.</param>
    public static Validated<ExamDraft> Read(string yaml, Func<string, byte[]?> asset) => YamlText.Read(yaml, map => Exam(map, asset));

    private static ExamDraft Exam(YamlMap map, Func<string, byte[]?> asset)
    {
        map.OneOf("kind", "exam", ("exam", "exam"));
        var (proctored, rehearsal) = (map.Flag("proctored", false), map.Flag("rehearsal", false));
        return new ExamDraft(new ExamVersion(
            map.Text("exam"),
            0,
            map.Text("title"),
            map.Text("language", "en"),
            map.Text("program", ""),
            map.Text("course", ""),
            rehearsal,
            proctored,
            map.Duration("timeLimit", null),
            map.Percent("cutScore"),
            map.OneOf("navigation", Navigation.Free, ("free", Navigation.Free), ("linear", Navigation.Linear)),
            map.Text("instructions", ""),
            map.Text("honourCode", ""),
            map.Map("policy", Policy) ?? DefaultPolicy,
            map.Map("review", Review) ?? new(true, true, false, ReleaseRule.WhenGraded),
            map.List("sections", (section, _) => Section(section), required: true),
            map.List("assets", (file, _) => Asset(file, asset)),
            Proctoring(map, proctored, rehearsal),
            map.Map("eligibility", EligibilityYaml.Read)));
    }

    /// <summary>Null when the file says nothing: a proctored exam is then watched over as is usual.</summary>
    private static ProctoringPolicy? Proctoring(YamlMap map, bool proctored, bool rehearsal)
    {
        if (map.Has("proctoring") && !proctored)
            map.Refuse("exam.not-proctored", "Only an exam with \"proctored: true\" says how it is proctored.", "proctoring");
        return map.Map("proctoring", said => ProctoringYaml.Read(said, rehearsal));
    }

    private static readonly ExamPolicy DefaultPolicy =
        new(TimeSpan.FromSeconds(5), TimeSpan.Zero, TimeSpan.FromSeconds(30), 1, WindowCloseWins: true, TimeSpan.Zero, RequiresRehearsal: false);

    private static ExamPolicy Policy(YamlMap map) => new(
        map.Duration("grace", DefaultPolicy.Grace),
        map.Duration("lostTimeCap", DefaultPolicy.LostTimeCap),
        map.Duration("gapAfter", DefaultPolicy.GapAfter),
        map.Count("attempts", "unlimited", 1),
        map.OneOf("windowCloses", true, ("wins", true), ("loses", false)),
        map.Duration("lateHandIn", DefaultPolicy.LateHandIn),
        map.Flag("requiresRehearsal", false));

    private static ReviewOptions Review(YamlMap map) => new(
        map.Flag("score", true),
        map.Flag("responses", true),
        map.Flag("keys", false),
        map.OneOf("release", ReleaseRule.WhenGraded, ("when-graded", ReleaseRule.WhenGraded), ("after-window", ReleaseRule.AfterWindow)));

    private static Section Section(YamlMap map)
    {
        var timeLimit = map.Duration("timeLimit");
        return new(
            map.Text("id"),
            map.Text("title", ""),
            map.Text("intro", ""),
            timeLimit,
            map.Flag("oneWay", false) || timeLimit is not null,
            map.Flag("shuffleItems", false),
            map.List("items", (entry, _) => Entry(entry), required: true));
    }

    private static SectionEntry Entry(YamlMap map)
    {
        if (map.Has("pool"))
            return new SectionEntry.Pool(map.Text("pool"), map.Count("draw"), map.List("items", (item, _) => ItemYaml.Read(item), required: true));
        var pinned = map.Flag("pinned", false);
        return new SectionEntry.Fixed(ItemYaml.Read(map), pinned);
    }

    private static Asset Asset(YamlMap map, Func<string, byte[]?> asset)
    {
        var (name, file) = (map.Text("name"), map.Text("file"));
        var mediaType = Path.GetExtension(file).ToUpperInvariant() switch
        {
            ".PNG" => "image/png",
            ".JPG" or ".JPEG" => "image/jpeg",
            ".SVG" => "image/svg+xml",
            ".WEBP" => "image/webp",
            _ => "",
        };
        if (mediaType.Length == 0)
            map.Refuse("asset.media-type", "An asset is a png, jpg, svg or webp file.", "file");
        if (Beside(file) && asset(file) is { } bytes)
            return new(name, mediaType, [.. bytes]);
        map.Refuse("asset.file-missing", $"There is no file {file} beside this one.", "file");
        return new(name, mediaType, []);
    }

    // A name that leads out of the folder is never asked for.
    private static bool Beside(string file) =>
        file.Length > 0 && !file.Contains('\\') && !file.Contains(':') && file.Split('/').All(part => part is not ("" or "." or ".."));
}
