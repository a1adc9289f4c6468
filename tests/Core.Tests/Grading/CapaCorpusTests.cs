using System.Collections.Immutable;
using System.Text.Json;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Grading;
using ExamEngine.Core.Kernel;
using ExamEngine.Core.Tests.Definitions;

namespace ExamEngine.Core.Tests.Grading;

/// <summary>Verdicts of Open edX's own tests, read from a corpus that lives beside the repository.</summary>
public sealed class CapaCorpusTests
{
    /// <summary>What is decided otherwise on purpose. Every other case of the corpus must agree.</summary>
    private const string Otherwise = "nothing ticked answers \"none of these\", which is right when no option is";

    [Fact]
    public void Numbers_have_the_verdicts_of_capa()
    {
        var checkedCases = 0;
        foreach (var set in Corpus().GetProperty("cases").EnumerateArray())
        {
            var field = Sample.Field(Numeric(set));
            foreach (var (name, verdict) in new[] { ("correct", "correct"), ("incorrect", "incorrect"), ("partiallyCorrect", "partial") })
            {
                foreach (var given in Strings(set, name))
                {
                    Assert.True(verdict == Word(Scoring.Score(field, new ResponseValue.Text(given))), $"{set.GetProperty("answer")}: {given} is {verdict}");
                    checkedCases++;
                }
            }
        }
        Assert.Equal(90, checkedCases);
    }

    [Fact]
    public void Faulty_numbers_and_keys_are_told_apart_from_wrong_ones_as_in_capa()
    {
        foreach (var set in Corpus().GetProperty("numericalInputErrors").EnumerateArray())
        {
            var (answer, result) = (Text(set, "answer"), Text(set, "result"));
            var draft = new ExamDraft(Sample.Of(new SectionEntry.Fixed(Sample.Item("item", Numeric(set)), false)));
            switch (answer)
            {
                case "1" or "(1, 5)":
                    Assert.IsType<FieldScore.InputError>(Scoring.Score(Sample.Field(Numeric(set)), new ResponseValue.Text(Text(set, "student"))));
                    break;
                case "4": // evaluated values
                    Assert.All(["10^999", "-10^999", "10^999-10^999"], given =>
                        Assert.Equal(result, Word(Scoring.Score(Sample.Field(Numeric(set)), new ResponseValue.Text(given)))));
                    break;
                default: // a key that capa stumbles over while a learner waits cannot be published here
                    Assert.IsType<Validated<ExamVersion>.Invalid>(Publishing.Publish(draft, 1));
                    break;
            }
        }
    }

    [Fact]
    public void Comparisons_agree_with_capa()
    {
        foreach (var set in Corpus().GetProperty("numericalCompare").EnumerateArray())
        {
            var field = Sample.Field(Value(Text(set, "expected"), new Tolerance.Default()));
            Assert.Equal(set.GetProperty("equal").GetBoolean() ? "correct" : "incorrect", Word(Scoring.Score(field, new ResponseValue.Text(Text(set, "student")))));
        }
    }

    [Fact]
    public void Ticks_have_the_verdicts_of_capa()
    {
        var (agree, otherwise) = (0, new List<string>());
        foreach (var set in Corpus().GetProperty("choiceresponse").EnumerateArray())
        {
            var right = set.GetProperty("choices").EnumerateArray().Select(choice => choice.GetBoolean()).ToList();
            var rule = set.GetProperty("credit").GetString() == "halves" ? MultipleResponseRule.Halves : MultipleResponseRule.AllOrNothing;
            var field = Sample.Field(new Interaction.MultipleResponse(
                [.. right.Select((isRight, i) => new Option($"{i}", $"{i}", isRight ? 1 : 0, false))], false, 0, rule));
            foreach (var test in set.GetProperty("cases").EnumerateArray())
            {
                var ticked = test[0].EnumerateArray().Select(name => "abcdefgh"["01234567".IndexOf(name.GetString() ?? "", StringComparison.Ordinal)].ToString()).ToImmutableArray();
                if (ticked.IsEmpty && !right.Contains(true))
                {
                    otherwise.Add(Otherwise);
                    continue;
                }
                Assert.Equal(test[1].GetString() == "partially-correct" ? "partial" : test[1].GetString(), Word(Scoring.Score(field, new ResponseValue.Choices(ticked))));
                agree++;
            }
        }
        Assert.Equal(11, agree);
        Assert.Equal([Otherwise], otherwise);
    }

    [Fact]
    public void Texts_have_the_verdicts_of_capa()
    {
        var checkedCases = 0;
        foreach (var set in Corpus().GetProperty("stringresponse").EnumerateArray())
        {
            var regex = set.TryGetProperty("regexp", out var flag) && flag.GetBoolean();
            var answers = Strings(set, "additional").Prepend(Text(set, "answer")).Select(text => new TextAnswer(text, regex, 1));
            var field = Sample.Field(new Interaction.ShortText([.. answers], set.GetProperty("cs").GetBoolean(), true, 200));
            foreach (var (name, verdict) in new[] { ("correct", "correct"), ("incorrect", "incorrect") })
            {
                foreach (var given in Strings(set, name))
                {
                    Assert.Equal(verdict, Word(Scoring.Score(field, new ResponseValue.Text(given))));
                    checkedCases++;
                }
            }
        }
        Assert.Equal(10, checkedCases);
    }

    // Partial credit "list" is further answers at 50 %, "close" the same answer at 50 % within a wider range: partial_range (2) times the
    // tolerance, or twice an interval's width beyond its ends.
    private static Interaction.Numeric Numeric(JsonElement set)
    {
        var (answer, scheme) = (Text(set, "answer"), Text(set, "partial_credit"));
        if (answer is [('[' or '('), .. var inside, (']' or ')')])
        {
            var ends = inside.Split(',', 2);
            var (low, high) = (ends[0].Trim(), ends.Length > 1 ? ends[1].Trim() : "");
            NumericAnswer exact = new NumericAnswer.Interval(low, answer[0] == '(', high, answer[^1] == ')', 1);
            NumericAnswer close = new NumericAnswer.Interval($"{low} - 2*({high} - {low})", false, $"{high} + 2*({high} - {low})", false, 0.5m);
            return new(scheme == "close" ? [exact, close] : [exact], [], false);
        }
        var tolerance = Text(set, "tolerance").Trim();
        var range = set.TryGetProperty("partial_range", out var times) ? times.GetString() ?? "2" : "2";
        Tolerance within = tolerance switch
        {
            "" => new Tolerance.Default(),
            [.. var percent, '%'] => new Tolerance.Percent(percent),
            _ => new Tolerance.Absolute(tolerance),
        };
        var accepted = Strings(set, "additional_answers").Prepend(answer).Select(text => (NumericAnswer)new NumericAnswer.Value(text, within, 1)).ToList();
        if (scheme == "close")
            accepted.Add(new NumericAnswer.Value(answer, new Tolerance.Absolute($"{range} * ({tolerance})"), 0.5m));
        if (scheme == "list")
            accepted.AddRange(Text(set, "partial_answers").Split(',').Select(text => new NumericAnswer.Value(text, within, 0.5m)));
        return new([.. accepted], [], false);
    }

    private static Interaction.Numeric Value(string key, Tolerance tolerance) => new([new NumericAnswer.Value(key, tolerance, 1)], [], false);

    // Capa knows neither blank nor, in its verdicts, input errors: both are incorrect and earn nothing.
    private static string Word(FieldScore score) => score switch
    {
        FieldScore.Scored { Verdict: Verdict.Correct } => "correct",
        FieldScore.Scored { Verdict: Verdict.Partial } => "partial",
        FieldScore.Scored or FieldScore.InputError => "incorrect",
        _ => score.ToString(),
    };

    private static string Text(JsonElement set, string name) => set.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static IEnumerable<string> Strings(JsonElement set, string name) =>
        set.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(value => value.GetString() ?? "") : [];

    private static JsonElement Corpus()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ExamEngine.sln")))
            root = root.Parent;
        var path = Path.Combine(root?.FullName ?? "", "..", "shared", "corpora", "olx", "golden-capa.json");
        Assert.SkipUnless(File.Exists(path), "The corpus ../shared/corpora/olx is not here.");
        return JsonDocument.Parse(File.ReadAllText(path)).RootElement;
    }
}
