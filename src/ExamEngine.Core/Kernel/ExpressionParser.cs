using System.Collections.Immutable;
using System.Globalization;

namespace ExamEngine.Core.Kernel;

/// <summary>Which expressions are taken.</summary>
public enum ExpressionDialect
{
    /// <summary>What a learner types: numbers, operators, functions, <c>pi</c> and <c>e</c>.</summary>
    Learner,

    /// <summary>An author's value: also variables and the functions for authors.</summary>
    Value,

    /// <summary>An author's condition: comparisons joined by <c>and</c> and <c>or</c>.</summary>
    Condition,
}

/// <summary>
/// Recursive descent over <c>or › and › comparison › sum › product › sign › power › atom</c>; <c>^</c> binds to the right and before
/// a sign, so −2^2 = −4. Functions and constants are read in any case, variables exactly. A text is at most
/// <see cref="MaxLength"/> long and nests at most <see cref="MaxDepth"/> deep, which bounds every recursion over the result.
/// </summary>
public static class ExpressionParser
{
    public const int MaxLength = 1_000;
    public const int MaxDepth = 64;

    /// <summary>The expression, or one refusal <c>expression.…</c> whose <c>Where</c> is the column, counted from 1.</summary>
    /// <param name="names">The variables that may be used.</param>
    public static Validated<Expression> Parse(string text, ExpressionDialect dialect, IReadOnlyCollection<string> names)
    {
        if (text.Length > MaxLength)
            return Invalid(new Refusal("expression.too-long", $"An expression has at most {MaxLength} characters."));
        var cursor = new Cursor(text, dialect, names);
        var result = cursor.Whole();
        return result is null ? Invalid(cursor.Problem ?? throw new InvalidOperationException("A failed parse names its problem.")) : new Validated<Expression>.Valid(result);
    }

    private static Validated<Expression>.Invalid Invalid(Refusal refusal) => new([refusal]);

    /// <summary>Every method answers null once a problem is found, and the first problem stays.</summary>
    private sealed class Cursor(string text, ExpressionDialect dialect, IReadOnlyCollection<string> names)
    {
        private int _at;
        private int _depth;

        public Refusal? Problem { get; private set; }

        public Expression? Whole()
        {
            var result = Or();
            if (result is null)
                return null;
            Skip();
            if (_at < text.Length)
                return Unexpected();
            return result.IsCondition == (dialect == ExpressionDialect.Condition) ? result : Mixed();
        }

        private Expression? Or() => Chain(And, () => Word("or") ? ExpressionOperator.Or : null, conditions: true);

        private Expression? And() => Chain(Comparison, () => Word("and") ? ExpressionOperator.And : null, conditions: true);

        private Expression? Comparison()
        {
            var left = Sum();
            if (left is null || dialect != ExpressionDialect.Condition || ComparisonSign() is not { } op)
                return left;
            var right = Sum();
            return right is null ? null : left.IsCondition || right.IsCondition ? Mixed() : new Expression.Binary(op, left, right);
        }

        private Expression? Sum() => Chain(
            Product,
            () => Take('+') ? ExpressionOperator.Add : Take('-') || Take('−') ? ExpressionOperator.Subtract : null,
            conditions: false);

        private Expression? Product() => Chain(
            Sign,
            () => Take('*') || Take('×') || Take('·') ? ExpressionOperator.Multiply : Take('/') || Take('÷') ? ExpressionOperator.Divide : null,
            conditions: false);

        private Expression? Chain(Func<Expression?> operand, Func<ExpressionOperator?> next, bool conditions)
        {
            var left = operand();
            while (left is not null && next() is { } op)
            {
                var right = operand();
                if (right is null)
                    return null;
                left = left.IsCondition == conditions && right.IsCondition == conditions ? new Expression.Binary(op, left, right) : Mixed();
            }
            return left;
        }

        private Expression? Sign()
        {
            if (Take('+'))
                return Nested(Sign);
            if (!Take('-') && !Take('−'))
                return Power();
            var operand = Nested(Sign);
            return operand is null ? null : operand.IsCondition ? Mixed() : new Expression.Negate(operand);
        }

        private Expression? Power()
        {
            var left = Atom();
            if (left is null || !Take('^'))
                return left;
            var right = Nested(Sign);
            return right is null ? null : left.IsCondition || right.IsCondition ? Mixed() : new Expression.Binary(ExpressionOperator.Power, left, right);
        }

        private Expression? Atom()
        {
            Skip();
            if (_at == text.Length)
                return Fail("expression.incomplete", "The expression ends too early.");
            var start = text[_at];
            if (Take('('))
            {
                var inner = Nested(Or);
                return inner is null ? null : Take(')') ? inner : Fail("expression.unclosed", "A bracket is not closed.");
            }
            if (char.IsAsciiDigit(start) || start == '.')
                return Number();
            return char.IsAsciiLetter(start) || start == '_' ? Named() : Unexpected();
        }

        private Expression.Number? Number()
        {
            var start = _at;
            Digits();
            if (_at < text.Length && text[_at] == '.')
            {
                _at++;
                Digits();
            }
            if (_at < text.Length && text[_at] is 'e' or 'E')
            {
                var exponent = _at + 1;
                if (exponent < text.Length && text[exponent] is '+' or '-')
                    exponent++;
                if (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
                {
                    _at = exponent;
                    Digits();
                }
            }
            if (!double.TryParse(text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                _at = start;
                Unexpected();
                return null;
            }
            return new(value * Suffix());
        }

        // A suffix touches its number and no letter follows: 5k is 5000, "5 k" and "5km" are not numbers.
        private double Suffix()
        {
            if (_at == text.Length || (_at + 1 < text.Length && (char.IsAsciiLetterOrDigit(text[_at + 1]) || text[_at + 1] == '_')))
                return 1;
            double? factor = text[_at] switch
            {
                'k' => 1e3,
                'M' => 1e6,
                'G' => 1e9,
                'T' => 1e12,
                'm' => 1e-3,
                'u' or 'µ' or 'μ' => 1e-6,
                'n' => 1e-9,
                'p' => 1e-12,
                '%' => 0.01,
                _ => null,
            };
            if (factor is not { } found)
                return 1;
            _at++;
            return found;
        }

        private Expression? Named()
        {
            var start = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_'))
                _at++;
            var name = text[start.._at];
            if (names.Contains(name))
                return new Expression.Name(name);
            if (ExpressionFunction.All.TryGetValue(name, out var function) && (dialect != ExpressionDialect.Learner || !function.AuthorsOnly))
                return Call(function);
            return name.ToUpperInvariant() switch
            {
                "PI" => new Expression.Number(Math.PI),
                "E" => new Expression.Number(Math.E),
                _ => Fail("expression.unknown-name", $"\"{name}\" is not known here.", start),
            };
        }

        private Expression? Call(ExpressionFunction function)
        {
            if (!Take('('))
                return Fail("expression.unexpected", $"{function.Name} needs brackets: {function.Name}(…).");
            var arguments = ImmutableArray.CreateBuilder<Expression>();
            do
            {
                var argument = Nested(Sum);
                if (argument is null)
                    return null;
                if (argument.IsCondition)
                    return Mixed();
                arguments.Add(argument);
            }
            while (Take(','));
            if (!Take(')'))
                return Fail("expression.unclosed", "A bracket is not closed.");
            if (function.Folds == arguments.Count > 1)
                return new Expression.Call(function, arguments.DrainToImmutable());
            return Fail("expression.arguments", function.Folds ? $"{function.Name} takes two numbers or more." : $"{function.Name} takes one number.");
        }

        private Expression? Nested(Func<Expression?> inner)
        {
            if (++_depth > MaxDepth)
                return Fail("expression.too-deep", $"An expression nests at most {MaxDepth} deep.");
            var result = inner();
            _depth--;
            return result;
        }

        private ExpressionOperator? ComparisonSign()
        {
            if (Take("<="))
                return ExpressionOperator.LessOrEqual;
            if (Take(">="))
                return ExpressionOperator.GreaterOrEqual;
            if (Take("=="))
                return ExpressionOperator.Equal;
            if (Take("!="))
                return ExpressionOperator.NotEqual;
            return Take('<') ? ExpressionOperator.Less : Take('>') ? ExpressionOperator.Greater : null;
        }

        private bool Take(char sign)
        {
            Skip();
            if (_at == text.Length || text[_at] != sign)
                return false;
            _at++;
            return true;
        }

        private bool Take(string sign)
        {
            Skip();
            if (!text.AsSpan(_at).StartsWith(sign, StringComparison.Ordinal))
                return false;
            _at += sign.Length;
            return true;
        }

        private bool Word(string word)
        {
            var start = _at;
            if (dialect == ExpressionDialect.Condition && Take(word) && (_at == text.Length || !(char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_')))
                return true;
            _at = start;
            return false;
        }

        private void Digits()
        {
            while (_at < text.Length && char.IsAsciiDigit(text[_at]))
                _at++;
        }

        private void Skip()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
                _at++;
        }

        private Expression? Mixed() => Fail("expression.condition", "A number and a condition stand in each other's place.");

        private Expression? Unexpected() => _at < text.Length && text[_at] == ','
            ? Fail("expression.comma", "A comma does not belong here. Write decimals with a point and thousands without a sign.")
            : Fail("expression.unexpected", _at < text.Length ? $"\"{text[_at]}\" does not belong here." : "The expression ends too early.");

        private Expression? Fail(string code, string message, int? at = null)
        {
            Problem ??= new Refusal(code, message, $"column {(at ?? _at) + 1}");
            return null;
        }
    }
}
