using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ExamEngine.Core.Kernel;
using ExamEngine.Core.Programs;
using ExamEngine.Interchange.Authoring;
using Json.Schema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ExamEngine.Interchange.Tests.Authoring;

/// <summary>Editors check files by the schema, the engine by its reader: both must say the same.</summary>
public sealed partial class ExamSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(AuthoringFile.Schema());

    [Theory]
    [InlineData(AuthoringSamples.Full)]
    [InlineData(AuthoringSamples.Small)]
    [InlineData(AuthoringSamples.Program)]
    [InlineData(AuthoringSamples.FullProgram)]
    public void Good_files_are_good_to_both(string yaml)
    {
        Assert.True(Reads(yaml));
        Assert.True(Accepts(yaml));
    }

    [Theory]
    [InlineData("title: Inventory and demand", "")]
    [InlineData("timeLimit: 1h30m", "timeLimit: 90")]
    [InlineData("timeLimit: 1h30m", "timeLimit: 30m1h")]
    [InlineData("cutScore: 60%", "cutScore: 60")]
    [InlineData("cutScore: 60%", "cutScore: \"%\"")]
    [InlineData("navigation: linear", "navigation: backwards")]
    [InlineData("proctored: true", "proctored: yes")]
    [InlineData("proctored: true", "proctored: false")]
    [InlineData("proctored: true\n", "")]
    [InlineData("microphone: false", "microphone: quiet")]
    [InlineData("microphone: false", "sound: false")]
    [InlineData("admit: policy", "admit: nobody")]
    [InlineData("stillEvery: 15s", "stillEvery: often")]
    [InlineData("stills: 14", "stills: long")]
    [InlineData("standard: no-face", "standard: no-hands")]
    [InlineData("lasting: page-hidden, ", "")]
    [InlineData("lasting: page-hidden", "lasting: copied")]
    [InlineData("excuses: [network-drop,", "excuses: [rain,")]
    [InlineData("repeated: [copied, cut]", "repeated: [copied, thought]")]
    [InlineData("repeated: [copied, cut]", "lasting: no-face, repeated: [copied, cut]")]
    [InlineData("opensAt: 0.5", "opensAt: half")]
    [InlineData("attempts: unlimited", "attempts: many")]
    [InlineData("payment: true", "payment: yes")]
    [InlineData("payment: true", "price: 150")]
    [InlineData("exam: scm-basics", "title: scm-basics")]
    [InlineData("exam: scm-basics", "exam: scm-basics, course: sc0x")]
    [InlineData("atLeast: 60%", "atLeast: 60")]
    [InlineData("coolingOff: 336h", "coolingOff: 14 days")]
    [InlineData("attemptsPerWindow: 2", "attemptsPerWindow: some")]
    [InlineData("noShow: uses-attempt", "noShow: costs")]
    [InlineData("grace: 7s", "graces: 7s")]
    [InlineData("release: after-window", "release: never")]
    [InlineData("file: images/curve.svg", "file: images/curve.exe")]
    [InlineData("draw: 1", "draw: one")]
    [InlineData("draw: 1", "draw: 1.5")]
    [InlineData("pinned: true", "pin: true")]
    [InlineData("mu: { from: 100, to: 200, step: 10 }", "mu: { from: 100 }")]
    [InlineData("mu: { from: 100, to: 200, step: 10 }", "mu: { from: 100, to: 200, compute: x }")]
    [InlineData("L: { oneOf: [4, 9, 16] }", "L: { oneOf: [4, nine] }")]
    [InlineData("dozen: 12", "dozen: twelve")]
    [InlineData("answer: ss\n", "answers: ss\n")]
    [InlineData("correct: true", "correct: maybe")]
    [InlineData("{ id: half, text: Half right, credit: 50% }", "{ text: Half right, correct: true, credit: 50% }")]
    [InlineData("{ id: half, text: Half right, credit: 50% }", "{ credit: 50% }")]
    [InlineData("rule: fractions", "rule: fraction")]
    [InlineData("shortText: { answer: Poisson }", "shortText: {}")]
    [InlineData("shortText: { answer: Poisson }", "shortText: { answer: Poisson }\n            essay: {}")]
    [InlineData("{ text: Poisson }", "{ texts: Poisson }")]
    [InlineData("essay: { minWords: 50,", "essay: { minWord: 50,")]
    [InlineData("- id: method", "- title: method")]
    public void Bad_files_are_bad_to_both(string good, string bad)
    {
        Assert.Contains(good, AuthoringSamples.Full, StringComparison.Ordinal);
        var yaml = AuthoringSamples.Full.Replace(good, bad, StringComparison.Ordinal);
        Assert.False(Reads(yaml));
        Assert.False(Accepts(yaml));
    }

    [Theory]
    [InlineData("title: Supply Chain Management", "")]
    [InlineData("description:", "text:")]
    [InlineData("{ id: sc0x,", "{")]
    public void Bad_programs_are_bad_to_both(string good, string bad)
    {
        var yaml = AuthoringSamples.Program.Replace(good, bad, StringComparison.Ordinal);
        Assert.False(Reads(yaml));
        Assert.False(Accepts(yaml));
    }

    [Theory]
    [InlineData("exam: sds-statistics", "exams: sds-statistics")]
    [InlineData("inOrder: true", "inOrder: always")]
    [InlineData("within: 12h", "within: half a day")]
    [InlineData("pass: together", "pass: somehow")]
    [InlineData("pass: together", "pass: every")]
    [InlineData("cutScore: 60%", "")]
    [InlineData("cutScore: 60%", "cutScore: 60")]
    [InlineData("weight: 2", "weight: two")]
    [InlineData("from: 2024-01-01", "from: 1 January")]
    [InlineData("atLeast: 1", "")]
    [InlineData("atLeast: 1", "atLeast: one")]
    [InlineData("{ course: capstone }", "{}")]
    [InlineData("{ course: capstone }", "{ course: capstone, exam: capstone-1 }")]
    [InlineData("{ course: capstone }", "{ course: capstone, colour: red }")]
    [InlineData("title: Capstone\n", "title: Capstone\n    exam: sds-capstone\n")]
    public void Bad_requirements_are_bad_to_both(string good, string bad)
    {
        Assert.Contains(good, AuthoringSamples.FullProgram, StringComparison.Ordinal);
        var yaml = AuthoringSamples.FullProgram.Replace(good, bad, StringComparison.Ordinal);
        Assert.False(Reads(yaml));
        Assert.False(Accepts(yaml));
    }

    private static bool Reads(string yaml) => AuthoringFile.Kind(yaml) is Validated<AuthoringKind>.Valid { Value: AuthoringKind.Program }
        ? ProgramYaml.Read(yaml) is Validated<ProgramDefinition>.Valid
        : AuthoringSamples.Read(yaml) is Validated<Core.Definitions.ExamDraft>.Valid;

    private static bool Accepts(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Schema.Evaluate(JsonSerializer.SerializeToElement(Json(stream.Documents[0].RootNode))).IsValid;
    }

    // As YAML's core schema reads plain scalars.
    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value ?? "", Json(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => scalar.Value switch
        {
            "true" => true,
            "false" => false,
            null or "" or "~" or "null" => null,
            var text when CoreNumber().IsMatch(text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
            var text => text,
        },
        YamlScalarNode scalar => scalar.Value,
        _ => null,
    };

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex CoreNumber();
}
