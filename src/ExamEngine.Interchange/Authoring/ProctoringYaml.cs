using ExamEngine.Core.Definitions;
using ExamEngine.Core.Proctoring;

namespace ExamEngine.Interchange.Authoring;

/// <summary>Reads how an exam is proctored; what is left out is as usual.</summary>
internal static class ProctoringYaml
{
    private static readonly ProctoringPolicy Usual = ProctoringPolicy.Standard;

    public static ProctoringPolicy Read(YamlMap map, bool rehearsal)
    {
        var usual = ProctoringPolicy.UsualOf(rehearsal);
        var camera = map.Flag("camera", Usual.Camera);
        return new(
            camera,
            map.Flag("microphone", Usual.Microphone),
            map.Flag("screen", Usual.Screen),
            map.Flag("fullscreen", Usual.Fullscreen),
            // What takes a camera is usual only where there is one.
            map.Flag("faceCounting", Usual.FaceCounting && camera),
            map.Flag("identity", Usual.Identity && camera),
            map.Flag("roomScan", Usual.RoomScan && camera),
            map.OneOf("admit", usual.Admit, ("proctor", AdmitBy.Proctor), ("policy", AdmitBy.Policy)),
            map.Duration("stillEvery", Usual.StillEvery),
            map.Flag("record", Usual.Record),
            map.Map("retention", days => Retention(days, usual.Retention)) ?? usual.Retention,
            map.Text("purpose", Usual.Purpose),
            map.Has("rules") ? map.List("rules", (rule, _) => Rule(rule)) : Usual.Rules,
            map.Map("review", Review) ?? Usual.Review);
    }

    private static RetentionDays Retention(YamlMap map, RetentionDays usual) => new(
        map.Count("stills", usual.Stills),
        map.Count("recording", usual.Recording),
        map.Count("identity", usual.Identity),
        map.Count("talk", usual.Talk));

    private static ReviewPolicy Review(YamlMap map) => new(
        map.Number("opensAt", Usual.Review.OpensAt),
        map.Duration("answerWithin", Usual.Review.AnswerWithin),
        map.Duration("appealWithin", Usual.Review.AppealWithin),
        map.Duration("decideAppealWithin", Usual.Review.DecideAppealWithin));

    /// <summary>One of the usual rules by its name, changed where the file says so; or one of the author's own.</summary>
    private static FlagRule Rule(YamlMap map)
    {
        if (map.Has("standard"))
        {
            var name = map.Text("standard");
            if (Usual.Rules.FirstOrDefault(rule => rule.Id == name) is not { } usual)
            {
                map.Refuse("proctoring.rule-unknown", $"There is no usual rule {name}. There are {string.Join(", ", Usual.Rules.Select(rule => rule.Id))}.", "standard");
                usual = Usual.Rules[0];
            }
            return usual with { Severity = map.Number("severity", usual.Severity) };
        }
        return new(map.Text("id"), map.Text("title"), Trigger(map), map.Number("severity"), map.Words("excuses", Excuses));
    }

    private static FlagTrigger Trigger(YamlMap map) => map.Has("repeated")
        ? new FlagTrigger.Repeated(map.Words("repeated", Acts), map.Count("times"), map.Duration("within", null))
        : new FlagTrigger.Lasting(map.Word<Condition>("lasting", Conditions), map.Duration("atLeast", null));

    // The words that signals have on the wire, too.
    private static readonly (string Word, Condition Value)[] Conditions = Named<Condition>();
    private static readonly (string Word, Act Value)[] Acts = Named<Act>();
    private static readonly (string Word, Excuse Value)[] Excuses = [.. Named<Excuse>().Where(excuse => excuse.Value is not Excuse.Brief)];

    private static (string Word, T Value)[] Named<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => (Dashed(value.ToString()), value))];

    private static string Dashed(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) ? (at > 0 ? "-" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
