using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Definitions;

/// <summary>
/// An item's expressions, parsed once for as long as the item lives. It follows from the item alone, so keeping it changes no result.
/// An expression that does not parse is null and has no value; publishing refuses such an item.
/// </summary>
internal sealed class ItemPlan
{
    /// <summary>How often variables are drawn again until every constraint holds; after that the last draw stands.</summary>
    public const int MostDraws = 100;

    private static readonly ConditionalWeakTable<Item, ItemPlan> Plans = [];

    private readonly Item _item;
    private readonly Expression?[] _computed;
    private readonly Dictionary<string, Expression?> _keys = [];
    private readonly ImmutableArray<Expression?> _constraints;

    private ItemPlan(Item item)
    {
        _item = item;
        _computed = new Expression?[item.Variables.Length];
        var names = new List<string>();
        for (var i = 0; i < _computed.Length; i++)
        {
            if (item.Variables[i] is Variable.Computed computed)
                _computed[i] = Parse(computed.Expression, ExpressionDialect.Value, names);
            names.Add(item.Variables[i].Name);
        }
        _constraints = [.. item.Constraints.Select(text => Parse(text, ExpressionDialect.Condition, names))];
        foreach (var text in item.Fields.SelectMany(field => NumericKeys.Expressions(field.Interaction)))
            _keys.TryAdd(text, Parse(text, ExpressionDialect.Value, names));
    }

    public static ItemPlan Of(Item item) => Plans.GetValue(item, static item => new ItemPlan(item));

    /// <summary>The value of an expression that stands in one of the item's keys; NaN when it has none.</summary>
    public double Key(string expression, ReadOnlySpan<NamedValue> variables) =>
        _keys.GetValueOrDefault(expression)?.Evaluate(variables).Value ?? double.NaN;

    /// <summary>Values for every variable, in the item's order, and whether all constraints hold over them.</summary>
    public (ImmutableArray<NamedValue> Variables, bool Allowed) Draw(ulong seed)
    {
        if (_item.Variables.IsEmpty)
            return ([], true);
        var chance = new SeededRandom(seed);
        var values = new NamedValue[_item.Variables.Length];
        var allowed = false;
        for (var draw = 0; draw < MostDraws && !allowed; draw++)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = new(_item.Variables[i].Name, DrawOne(i, values.AsSpan(0, i), ref chance));
            allowed = Allows(values);
        }
        return (ImmutableArray.Create(values), allowed);
    }

    private double DrawOne(int place, ReadOnlySpan<NamedValue> before, ref SeededRandom chance) => _item.Variables[place] switch
    {
        Variable.Range range => (double)(range.Min + chance.Below(Steps(range)) * range.Step),
        Variable.OneOf { Values.Length: 0 } => double.NaN,
        Variable.OneOf list => (double)list.Values[chance.Below(list.Values.Length)],
        Variable.Computed => _computed[place]?.Evaluate(before).Value ?? double.NaN,
        var unknown => throw new InvalidOperationException($"Unknown variable {unknown.GetType().Name}."),
    };

    private bool Allows(ReadOnlySpan<NamedValue> values)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value.Value))
                return false;
        }
        foreach (var constraint in _constraints)
        {
            if (constraint?.Evaluate(values) is not { Value: 1 })
                return false;
        }
        return true;
    }

    /// <summary>How many values a range has; at least one, whatever an unpublished draft says.</summary>
    public static int Steps(Variable.Range range) =>
        range.Step > 0 && range.Max > range.Min ? (int)Math.Min(1_000_000, Math.Floor((range.Max - range.Min) / range.Step) + 1) : 1;

    private static Expression? Parse(string text, ExpressionDialect dialect, IReadOnlyCollection<string> names) =>
        ExpressionParser.Parse(text, dialect, names) is Validated<Expression>.Valid { Value: var expression } ? expression : null;
}
