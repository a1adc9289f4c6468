using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ExamEngine.Contracts.Sessions;

namespace ExamEngine.Decade.Plan;

/// <summary>
/// The exam that every course has: twenty items in an order of the learner's own, ten choices among shuffled options, six numbers that are
/// drawn for each learner, four words. Who knows the answers finds them by reading what is shown, as a learner does.
/// </summary>
internal static partial class ExamFile
{
    public const int Items = 20;
    public const int RightToPass = 12;

    private const string Word = "newsvendor", Right = "Exponential smoothing with trend";

    public static string Program(ProgramPlan program)
    {
        var yaml = new StringBuilder($"kind: program\nprogram: {program.Id}\ntitle: \"{program.Title}\"\ncourses:\n");
        for (var course = 0; course < ProgramPlan.CoursesEach; course++)
            yaml.AppendLine(CultureInfo.InvariantCulture, $"  - {{ id: {program.CourseId(course)}, title: \"{program.Courses[course]}\" }}");
        return yaml.ToString();
    }

    public static string Exam(ProgramPlan program, int course)
    {
        var practice = course == Sitting.Practice;
        var yaml = new StringBuilder(
            $"""
            exam: {program.ExamId(course)}
            title: "{program.Title}: {(practice ? "Practice" : program.Courses[course])}"
            program: {program.Id}
            {(practice ? "rehearsal: true" : $"course: {program.CourseId(course)}")}
            timeLimit: 2h
            cutScore: 60%
            honourCode: I sit this alone.
            policy: {"{"} grace: 5s, attempts: {(practice ? "unlimited" : "2")}, requiresRehearsal: {(practice ? "false" : "true")} {"}"}
            review: {"{ score: true, responses: true, keys: false, release: when-graded }"}
            sections:
              - id: all
                shuffleItems: true
                items:

            """);
        for (var item = 1; item <= Items; item++)
            yaml.Append(CultureInfo.InvariantCulture, $"      - id: item-{item}\n").AppendLine(Item(item));
        return yaml.ToString();
    }

    /// <summary>What the learner answers to an item of the paper in front of them.</summary>
    public static AnswerValue Answer(ItemView item, bool right)
    {
        var field = item.Fields[0];
        return field.Kind switch
        {
            "singleChoice" => new([field.Options.First(option => option.Html.Contains(Right, StringComparison.Ordinal) == right).Name], null),
            "numeric" => new(null, (Product(item.Html) + (right ? 0 : 7)).ToString(CultureInfo.InvariantCulture)),
            "shortText" => new(null, right ? Word : "I do not know"),
            _ => throw new InvalidOperationException($"There is no item of kind {field.Kind}."),
        };
    }

    /// <summary>The product of the two numbers that the item names.</summary>
    private static int Product(string html)
    {
        var product = 1;
        foreach (var number in Number().EnumerateMatches(html))
            product *= int.Parse(html.AsSpan(number.Index, number.Length), CultureInfo.InvariantCulture);
        return product;
    }

    private static string Item(int item) => (item % 10) switch
    {
        0 or 3 or 6 =>
            """
                    stem: A shop sells {{mu}} boxes in each of {{weeks}} weeks. How many is that?
                    variables: { mu: { from: 100, to: 200, step: 10 }, weeks: { oneOf: [4, 9, 16] }, sold: { compute: "mu * weeks" } }
                    numeric: { answer: sold }
            """,
        4 or 8 => $"        stem: What is the model of one order for one season called?\n        shortText: {{ answer: {Word} }}",
        _ => $$"""
                    stem: Demand in market {{(char)('A' + item)}} rises by the same amount each month. Which forecast suits it **best**?
                    singleChoice: { options: [ { text: {{Right}}, correct: true }, { text: A naive forecast }, { text: A moving average }, { text: None of these } ] }
            """,
    };

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
