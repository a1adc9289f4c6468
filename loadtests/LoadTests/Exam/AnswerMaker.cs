using System.Globalization;
using ExamEngine.Contracts.Sessions;

namespace ExamEngine.LoadTests.Exam;

/// <summary>What a learner answers: right about three times in five, and far from the tolerance when wrong.</summary>
internal static class AnswerMaker
{
    private const double RightShare = 0.6;

    public static AnswerValue Make(ShownItem item, ShownField field, Random chance)
    {
        var right = chance.NextDouble() < RightShare;
        return field.Key.Marking switch
        {
            Marking.Numeric numeric => Text(Number(right ? item.Values[numeric.Answer] : item.Values[numeric.Answer] * 1.5 + chance.Next(1, 1000))),
            Marking.Single single => Choose(field, [right ? Right(single.Options) : single.Options[chance.Next(single.Options.Count)].Text]),
            Marking.Multiple multiple => Choose(field, [.. multiple.Options.Where(option => right ? option.Credit > 0 : chance.Next(2) == 0).Select(option => option.Text)]),
            Marking.ShortText text => Text(right ? text.Answers[chance.Next(text.Answers.Count)].Text.ToUpperInvariant() : string.Create(CultureInfo.InvariantCulture, $"guess {chance.Next(10_000)}")),
            var unknown => throw new InvalidOperationException($"Unknown marking {unknown.GetType().Name}."),
        };
    }

    private static string Right(IReadOnlyList<KeyOption> options) => options.First(option => option.Credit == 1).Text;

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static AnswerValue Text(string text) => new(null, text);

    /// <summary>Names in the order shown, as the page sends them; never none, since the audit could not tell a stored blank from none.</summary>
    private static AnswerValue Choose(ShownField field, string[] texts)
    {
        var names = texts.Select(text => ((char)('a' + field.Options.IndexOf(text))).ToString()).Order(StringComparer.Ordinal).ToImmutableArray();
        return new(names.IsEmpty ? ["a"] : names, null);
    }
}
