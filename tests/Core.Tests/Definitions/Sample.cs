using System.Collections.Immutable;
using ExamEngine.Core.Definitions;

namespace ExamEngine.Core.Tests.Definitions;

/// <summary>A small exam with one of everything, and short ways to make parts of one.</summary>
internal static class Sample
{
    public static readonly Interaction.SingleChoice Choice = new(
        [new("1", "Exponential smoothing", 1, false), new("2", "Naive", 0, false), new("3", "Half right", 0.5m, false), new("4", "None of these", 0, true)],
        Shuffle: true);

    public static readonly Interaction.MultipleResponse Multiple = new(
        [new("1", "Pooling", 1, false), new("2", "Guessing", 0, false), new("3", "Postponement", 1, false)], true, 0, MultipleResponseRule.Edc);

    public static readonly Interaction.Numeric Numeric = new(
        [
            new NumericAnswer.Value("ss", new Tolerance.Percent("1"), 1),
            new NumericAnswer.Interval("ss", true, "ss * 1.1", false, 0.5m),
            new NumericAnswer.Value("ss * 2", new Tolerance.Absolute("0.5"), 0.25m),
            new NumericAnswer.Value("ss * 3", new Tolerance.Default(), 0.25m),
        ],
        [new("units", 1), new("dozen", 12)],
        UnitRequired: false);

    public static readonly Interaction.ShortText Text = new(
        [new("Poisson", false, 1), new("poiss?on( distribution)?", true, 0.5m)], CaseSensitive: false, Trim: true, MaxLength: 200);

    public static readonly Interaction.Essay Essay = new(50, 300, "Names the bullwhip effect.");

    public static readonly Item SafetyStock = new(
        "safety-stock",
        "Safety stock",
        "Weekly demand has mean {{mu}} and deviation {{sigma:0.0}} over {{L}} weeks. Find $z\\sigma\\sqrt{L}$. ![curve](asset:curve.svg)",
        "It is {{ss:0.00}}.",
        [
            new Variable.Range("mu", 100, 200, 10),
            new Variable.OneOf("L", [4, 9, 16]),
            new Variable.Range("sigma", 10, 30, 5),
            new Variable.Computed("ss", "1.645 * sigma * sqrt(L)"),
        ],
        ["mu > 5 * sigma"],
        [new("answer", "", 2, Numeric)]);

    public static readonly ImmutableArray<Asset> Assets = [new("curve.svg", "image/svg+xml", [.. "<svg xmlns='http://www.w3.org/2000/svg'/>"u8])];

    public static readonly ExamVersion Exam = new(
        "scm-inventory", 3, "Inventory and demand", "en", "scm", "sc1x", false, true, TimeSpan.FromMinutes(90), 60, Navigation.Free,
        "Read every item.", "I work alone.",
        new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30), 2, true, TimeSpan.FromHours(24), true),
        new(true, true, false, ReleaseRule.AfterWindow),
        [
            new("demand", "Demand models", "Three items.", TimeSpan.FromMinutes(40), true, true,
            [
                new SectionEntry.Fixed(SafetyStock, Pinned: true),
                new SectionEntry.Fixed(Item("method", Choice), false),
                new SectionEntry.Pool("pool", 2, [Item("pool-1", Text), Item("pool-2", Text), Item("pool-3", Choice)]),
                new SectionEntry.Fixed(Item("levers", Multiple), false),
            ]),
            new("essay", "Essay", "", null, false, false, [new SectionEntry.Fixed(Item("bullwhip", Essay, points: 5), false)]),
        ],
        Assets);

    public static Item Item(string id, Interaction interaction, decimal points = 1) =>
        new(id, "", $"Question {id}?", "", [], [], [new("answer", "", points, interaction)]);

    /// <summary>The only field of an item that has just this interaction, as seed 1 shows it.</summary>
    public static FieldVariant Field(Interaction interaction, decimal points = 1) => ItemVariant.Of(Item("item", interaction, points), 1).Fields[0];

    public static ExamVersion Of(params SectionEntry[] entries) =>
        Exam with { Sections = [new("only", "Only", "", null, false, false, [.. entries])] };
}
