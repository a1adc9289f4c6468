using System.Collections.Immutable;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Definitions;

/// <summary>
/// An item as one learner sees it: values for its variables, texts with those values in, options in the order shown, and the key
/// worked out to numbers. It follows from the item and the form's seed for it. It holds the key, so it stays on the server and
/// prints nothing but names.
/// </summary>
/// <param name="Explanation">Markdown, for after the release only.</param>
public sealed record ItemVariant(
    string Id,
    string Title,
    string Stem,
    string Explanation,
    ImmutableArray<NamedValue> Variables,
    ImmutableArray<FieldVariant> Fields)
{
    private const ulong VariableStream = 1UL << 56;
    private const ulong OptionStream = 2UL << 56;

    /// <summary>The variant that <paramref name="seed"/> (a <see cref="FormItem.Seed"/>) stands for. Total over every item, published or not.</summary>
    public static ItemVariant Of(Item item, ulong seed) => Of(item, seed, Template.Fill);

    /// <summary>The same with its texts as they were written: all that scoring looks at, at half the cost.</summary>
    internal static ItemVariant ToScore(Item item, ulong seed) => Of(item, seed, static (text, _) => text);

    private static ItemVariant Of(Item item, ulong seed, Func<string, ImmutableArray<NamedValue>, string> fill)
    {
        var plan = ItemPlan.Of(item);
        var (variables, _) = plan.Draw(SeededRandom.Derive(seed, VariableStream));
        var fields = new FieldVariant[item.Fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            var field = item.Fields[i];
            var chance = new SeededRandom(SeededRandom.Derive(seed, OptionStream | (uint)i));
            fields[i] = new(field.Id, Fill(field.Prompt), field.Points, Present(field.Interaction, plan, variables, fill, ref chance));
        }
        return new(item.Id, item.Title, Fill(item.Stem), Fill(item.Explanation), variables, ImmutableArray.Create(fields));

        string Fill(string text) => fill(text, variables);
    }

    /// <summary>The field so called; null when there is none.</summary>
    public FieldVariant? Field(string id)
    {
        foreach (var field in Fields)
        {
            if (field.Id == id)
                return field;
        }
        return null;
    }

    public override string ToString() => $"{nameof(ItemVariant)} {Id}";

    private static InteractionVariant Present(
        Interaction interaction, ItemPlan plan, ImmutableArray<NamedValue> variables, Func<string, ImmutableArray<NamedValue>, string> fill, ref SeededRandom chance) => interaction switch
        {
            Interaction.SingleChoice choice => new InteractionVariant.SingleChoice(Order(choice.Options, choice.Shuffle, variables, fill, ref chance)),
            Interaction.MultipleResponse multiple => new InteractionVariant.MultipleResponse(
                Order(multiple.Options, multiple.Shuffle, variables, fill, ref chance), multiple.MaxChoices, multiple.Rule),
            Interaction.Numeric numeric =>
                new InteractionVariant.Numeric(NumericKeys.Resolve(numeric.Answers, plan, variables), numeric.Units, numeric.UnitRequired),
            Interaction.ShortText text => new InteractionVariant.ShortText(text),
            Interaction.Essay essay => new InteractionVariant.Essay(essay.MinWords, essay.MaxWords, fill(essay.Rubric, variables)),
            _ => throw new InvalidOperationException($"Unknown interaction {interaction.GetType().Name}."),
        };

    private static ImmutableArray<PresentedOption> Order(
        ImmutableArray<Option> options, bool shuffle, ImmutableArray<NamedValue> variables, Func<string, ImmutableArray<NamedValue>, string> fill, ref SeededRandom chance)
    {
        Span<int> order = stackalloc int[Math.Min(options.Length, OptionNames.Most)];
        Span<bool> pinned = stackalloc bool[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            pinned[i] = options[i].Pinned;
        }
        if (shuffle)
            chance.ShuffleAround(order, pinned);
        var shown = new PresentedOption[order.Length];
        for (var i = 0; i < shown.Length; i++)
        {
            var option = options[order[i]];
            shown[i] = new(OptionNames.At(i), fill(option.Text, variables), option.Id, option.Fraction);
        }
        return ImmutableArray.Create(shown);
    }
}

/// <summary>One field of an <see cref="ItemVariant"/>.</summary>
public sealed record FieldVariant(string Id, string Prompt, decimal Points, InteractionVariant Interaction)
{
    public override string ToString() => $"{nameof(FieldVariant)} {Id}";
}

/// <summary>An <see cref="Interaction"/> of one variant. It prints nothing but its kind.</summary>
public abstract record InteractionVariant
{
    private InteractionVariant() { }

    public sealed record SingleChoice(ImmutableArray<PresentedOption> Options) : InteractionVariant;

    public sealed record MultipleResponse(ImmutableArray<PresentedOption> Options, int MaxChoices, MultipleResponseRule Rule) : InteractionVariant;

    public sealed record Numeric(ImmutableArray<NumericKey> Answers, ImmutableArray<Unit> Units, bool UnitRequired) : InteractionVariant;

    /// <param name="Key">As authored: texts are the same for every learner.</param>
    public sealed record ShortText(Interaction.ShortText Key) : InteractionVariant;

    public sealed record Essay(int? MinWords, int? MaxWords, string Rubric) : InteractionVariant;

    public sealed override string ToString() => GetType().Name;
}

/// <summary>An option in its place on the screen.</summary>
/// <param name="Name">"a" for the first shown; what a response names.</param>
/// <param name="OptionId">The author's name, which must not reach a learner.</param>
public sealed record PresentedOption(string Name, string Text, string OptionId, decimal Fraction)
{
    public override string ToString() => $"{nameof(PresentedOption)} {Name}";
}
