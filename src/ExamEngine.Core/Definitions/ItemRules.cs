using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Definitions;

/// <summary>What must hold for an item to be published. Parameterised items are drawn <see cref="TestDraws"/> times to see that they work out.</summary>
internal static partial class ItemRules
{
    public const int TestDraws = 200;
    public const int MostVariables = 50;
    public const int MostFields = 50;

    public static void Check(Item item, ImmutableArray<Asset> assets, HashSet<string> ids, Findings found)
    {
        var before = found.Count;
        found.Require(ExamRules.IsId(item.Id), "item.id-invalid", ExamRules.IdMessage, "id");
        found.Require(ids.Add(item.Id), "item.id-repeated", $"Two items are called {item.Id}.", "id");
        found.Require(item.Fields.Length is >= 1 and <= MostFields, "item.fields-range", $"An item has 1 to {MostFields} fields.", "fields");
        found.Require(
            !string.IsNullOrWhiteSpace(item.Stem) || item.Fields.Any(field => !string.IsNullOrWhiteSpace(field.Prompt)),
            "item.stem-missing", "An item asks something.", "stem");
        var names = item.Variables.Select(variable => variable.Name).ToHashSet();
        Text(item.Stem, names, assets, found.At("stem"));
        Text(item.Explanation, names, assets, found.At("explanation"));
        Variables(item, found);
        for (var i = 0; i < item.Constraints.Length; i++)
            Expression(item.Constraints[i], ExpressionDialect.Condition, names, found.At($"constraints[{i}]"));
        var fieldIds = new HashSet<string>();
        for (var i = 0; i < item.Fields.Length; i++)
        {
            var (field, at) = (item.Fields[i], found.At($"fields[{i}]"));
            at.Require(ExamRules.IsId(field.Id), "field.id-invalid", ExamRules.IdMessage, "id");
            at.Require(fieldIds.Add(field.Id), "field.id-repeated", $"Two fields are called {field.Id}.", "id");
            at.Require(
                field.Points is > 0 and <= 1_000 && field.Points == decimal.Round(field.Points, 4),
                "field.points-range", "Points are more than 0, at most 1000, with at most 4 decimals.", "points");
            Text(field.Prompt, names, assets, at.At("prompt"));
            InteractionRules.Check(field.Interaction, names, assets, at);
        }
        if (found.Count == before)
            Draws(item, found);
    }

    /// <summary>Markdown whose placeholders must be declared and whose assets must exist.</summary>
    public static void Text(string text, HashSet<string> names, ImmutableArray<Asset> assets, Findings found)
    {
        foreach (var (name, badFormat) in Template.Uses(text))
        {
            found.Require(names.Contains(name), "text.undeclared-variable", $"{{{{{name}}}}} is not a variable of this item.");
            found.Require(badFormat is null, "text.number-format", $"\"{badFormat}\" is not a number format such as 0.00 or #,##0.");
        }
        foreach (Match reference in AssetReference().Matches(text))
        {
            var name = reference.Groups["name"].Value;
            found.Require(assets.Any(asset => asset.Name == name), "asset.missing", $"There is no asset called {name}.");
        }
    }

    public static void Expression(string text, ExpressionDialect dialect, IReadOnlyCollection<string> names, Findings found)
    {
        if (ExpressionParser.Parse(text, dialect, names) is not Validated<Expression>.Invalid { Refusals: var refusals })
            return;
        foreach (var refusal in refusals)
            found.Add(refusal.Code, refusal.Where is null ? refusal.Message : $"{refusal.Message} ({refusal.Where} of \"{text}\")");
    }

    private static void Variables(Item item, Findings found)
    {
        found.Require(item.Variables.Length <= MostVariables, "item.too-many-variables", $"An item has at most {MostVariables} variables.", "variables");
        var before = new HashSet<string>();
        foreach (var variable in item.Variables)
        {
            var at = found.At($"variables.{variable.Name}");
            at.Require(
                VariableName().IsMatch(variable.Name) && !Reserved(variable.Name),
                "variable.name-invalid", "A variable's name has letters, digits and underscore, and is not a function's, pi or e.");
            switch (variable)
            {
                case Variable.Range range:
                    at.Require(
                        range.Step > 0 && range.Max >= range.Min && (range.Max - range.Min) / range.Step < 1_000_000,
                        "variable.range-invalid", "A range runs upwards in steps above zero, with at most a million values.");
                    break;
                case Variable.OneOf list:
                    at.Require(!list.Values.IsEmpty, "variable.values-missing", "A variable has at least one value.");
                    break;
                case Variable.Computed computed:
                    Expression(computed.Expression, ExpressionDialect.Value, before, at);
                    break;
                default:
                    throw new InvalidOperationException($"Unknown variable {variable.GetType().Name}.");
            }
            at.Require(before.Add(variable.Name), "variable.name-repeated", $"Two variables are called {variable.Name}.");
        }
    }

    private static bool Reserved(string name) =>
        ExpressionFunction.All.ContainsKey(name) || name is "pi" or "PI" or "Pi" or "e" or "and" or "or";

    // Keys without variables are the same in every draw, so one is enough.
    private static void Draws(Item item, Findings found)
    {
        var plan = ItemPlan.Of(item);
        var draws = item.Variables.IsEmpty ? 1 : TestDraws;
        for (var seed = 0UL; seed < (ulong)draws; seed++)
        {
            var (variables, allowed) = plan.Draw(SeededRandom.Derive(seed, 0));
            if (!allowed)
            {
                found.Add("item.constraints-unsatisfiable", "Values for the variables were not found: a constraint is too tight, or a computed variable has no finite value.", "variables");
                return;
            }
            var before = found.Count;
            for (var i = 0; i < item.Fields.Length; i++)
            {
                if (item.Fields[i].Interaction is Interaction.Numeric numeric)
                    InteractionRules.Keys(NumericKeys.Resolve(numeric.Answers, plan, variables), found.At($"fields[{i}].numeric"));
            }
            if (found.Count > before)
                return; // one draw that goes wrong tells it
        }
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,31}\z")]
    private static partial Regex VariableName();

    [GeneratedRegex(@"(?:\]\(\s*<?|\]:\s*<?)asset:(?<name>[^\s)>]+)")]
    private static partial Regex AssetReference();
}
