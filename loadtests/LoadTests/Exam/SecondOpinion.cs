using System.Globalization;
using ExamEngine.Contracts.Sessions;

namespace ExamEngine.LoadTests.Exam;

/// <summary>Marks answers by the authoring file alone.</summary>
internal static class SecondOpinion
{
    public static decimal Points(ShownItem item, ShownField field, AnswerValue? answer) => answer is null ? 0 : field.Key.Points * Credit(item, field, answer);

    private static decimal Credit(ShownItem item, ShownField field, AnswerValue answer) => field.Key.Marking switch
    {
        Marking.Numeric numeric => IsNear(answer.Text, item.Values[numeric.Answer], numeric.Tolerance) ? 1 : 0,
        Marking.Single single => answer.Choices is [var only] ? CreditOf(single.Options, Shown(field, only)) : 0,
        Marking.Multiple multiple => answer.Choices is { } ticked ? Multiple(multiple, [.. ticked.Select(name => Shown(field, name))]) : 0,
        Marking.ShortText text => CreditOf(text.Answers, answer.Text?.Trim() ?? ""),
        var unknown => throw new InvalidOperationException($"Unknown marking {unknown.GetType().Name}."),
    };

    private static bool IsNear(string? typed, double right, double tolerance) =>
        double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) && Math.Abs(given - right) <= tolerance * Math.Abs(right);

    private static decimal CreditOf(IReadOnlyList<KeyOption> options, string text) =>
        options.FirstOrDefault(option => string.Equals(option.Text, text, StringComparison.OrdinalIgnoreCase))?.Credit ?? 0;

    private static decimal Multiple(Marking.Multiple key, HashSet<string> ticked)
    {
        var errors = key.Options.Count(option => (option.Credit > 0) != ticked.Contains(option.Text));
        return key.Rule switch
        {
            "all-or-nothing" => errors == 0 ? 1 : 0,
            // One slip costs half of the points, two of at least five options three quarters.
            "halves" => errors switch { 0 => 1, 1 when key.Options.Count >= 3 => 0.5m, 2 when key.Options.Count >= 5 => 0.25m, _ => 0 },
            _ => throw new InvalidDataException($"The rule '{key.Rule}' is not known here."),
        };
    }

    private static string Shown(ShownField field, string name) => field.Options[name[0] - 'a'];
}
