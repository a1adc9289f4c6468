using System.Globalization;

namespace ExamEngine.LoadTests.Exam;

/// <summary>
/// Evaluates the computed variables of the load test's exam: numbers, names, + − * /, parentheses and sqrt, by recursive descent.
/// Its own, so that a fault of the server's evaluator shows as a wrong score.
/// </summary>
internal ref struct Formula
{
    private readonly ReadOnlySpan<char> _text;
    private readonly IReadOnlyDictionary<string, double> _values;
    private int _at;

    private Formula(ReadOnlySpan<char> text, IReadOnlyDictionary<string, double> values)
    {
        _text = text;
        _values = values;
    }

    /// <exception cref="FormatException">The text is no such formula, or names something without a value.</exception>
    public static double Evaluate(string text, IReadOnlyDictionary<string, double> values)
    {
        var formula = new Formula(text.Replace(" ", "", StringComparison.Ordinal), values);
        var result = formula.Sum();
        return formula._at == formula._text.Length ? result : throw new FormatException($"'{text}' cannot be read from place {formula._at}.");
    }

    private readonly char Next => _at < _text.Length ? _text[_at] : '\0';

    private double Sum()
    {
        var value = Product();
        while (Next is '+' or '-')
            value = _text[_at++] == '+' ? value + Product() : value - Product();
        return value;
    }

    private double Product()
    {
        var value = Factor();
        while (Next is '*' or '/')
            value = _text[_at++] == '*' ? value * Factor() : value / Factor();
        return value;
    }

    private double Factor()
    {
        var start = _at;
        if (Next == '(')
            return InParentheses();
        while (char.IsAsciiLetterOrDigit(Next) || Next == '.')
            _at++;
        var word = _text[start.._at];
        if (word.SequenceEqual("sqrt"))
            return Math.Sqrt(InParentheses());
        if (double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;
        return _values.TryGetValue(word.ToString(), out var value) ? value : throw new FormatException($"'{word}' has no value.");
    }

    private double InParentheses()
    {
        Expect('(');
        var value = Sum();
        Expect(')');
        return value;
    }

    private void Expect(char wanted)
    {
        if (Next != wanted)
            throw new FormatException($"'{wanted}' is missing at place {_at}.");
        _at++;
    }
}
