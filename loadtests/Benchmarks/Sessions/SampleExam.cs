using System.Globalization;
using System.Text;

namespace ExamEngine.Benchmarks.Sessions;

/// <summary>The exam that all figures are about: sixty items in two sections, one field each. Two of three are choices among four, the others numbers of the learner's own.</summary>
internal static class SampleExam
{
    public const string Id = "benchmark";
    public const int Items = 60;
    public const string Field = "answer";

    /// <summary>Whether the item of that number in the form, from 1, takes text; else it takes one choice. Sections are not shuffled.</summary>
    public static bool TakesText(int item) => item % 3 == 0;

    /// <param name="watched">With a camera and without anybody to let learners in.</param>
    public static string Yaml(bool watched = false) => Yaml(Id, Items, rehearsal: true, watched);

    /// <summary>The same with another number of items; as an exam that counts, it earns who reaches 60 % a credential.</summary>
    public static string Yaml(string id, int items, bool rehearsal, bool watched = false)
    {
        var yaml = new StringBuilder(
            $"""
            exam: {id}
            title: Benchmark
            {(rehearsal ? "rehearsal: true" : "program: benchmarks")}
            {(watched ? "proctored: true\nproctoring: { admit: policy, identity: false }" : "proctored: false")}
            timeLimit: 5h
            cutScore: 60%
            navigation: free
            honourCode: I sit this alone.
            policy: {"{ grace: 5s, attempts: unlimited }"}
            review: {"{ score: true, responses: true, keys: false, release: when-graded }"}
            sections:

            """);
        for (var section = 0; section < 2; section++)
        {
            yaml.AppendLine(CultureInfo.InvariantCulture, $"  - id: s{section}");
            yaml.AppendLine("    items:");
            for (var item = section * items / 2 + 1; item <= (section + 1) * items / 2; item++)
                yaml.AppendLine(CultureInfo.InvariantCulture, $"      - id: item-{item}").AppendLine(Item(item));
        }

        return yaml.ToString();
    }

    private static string Item(int item) => TakesText(item)
        ? $$$"""
                    stem: Demand has mean {{mu}} and deviation {{sigma}} over {{L}} weeks. What is the safety stock for {{{90 + item % 10}}} % service?
                    variables:
                      mu: { from: 100, to: 200, step: 10 }
                      L: { oneOf: [4, 9, 16] }
                      sigma: { from: 10, to: 30, step: 5 }
                      ss: { compute: "1.645 * sigma * sqrt(L)" }
                    constraints: ["mu > 3 * sigma"]
                    fields: [{ id: {{{Field}}}, points: 2, numeric: { answer: ss, tolerance: 1% } }]
            """
        : $$"""
                    stem: Which of these forecasts question {{item}} best?
                    fields:
                      - id: {{Field}}
                        points: 1
                        singleChoice:
                          options: [{ text: Exponential smoothing, correct: true }, { text: A naive forecast }, { text: A moving average }, { text: None }]
            """;
}
