using ExamEngine.Contracts.Sessions;

namespace ExamEngine.LoadTests.Exam;

/// <summary>One item as a learner was shown it, traced back to the authoring file.</summary>
/// <param name="Values">Drawn numbers and those computed from them.</param>
internal sealed record ShownItem(int Number, int Section, KeyItem Key, IReadOnlyDictionary<string, double> Values, IReadOnlyList<ShownField> Fields)
{
    private static readonly Dictionary<string, double> NoValues = [];

    /// <exception cref="InvalidDataException">The page shows something that the authoring file does not have.</exception>
    public static ShownItem Of(ItemView view, ExamKey key)
    {
        if (!key.Items.TryGetValue(view.Title, out var item))
            throw new InvalidDataException($"There is no item '{view.Title}'.");
        var drawn = item.Stem.Values(view.Html);
        var fields = view.Fields.Select((field, i) => new ShownField(
            field.Id, item.Fields[i], [.. field.Options.Select(option => item.Fields[i].Marking.Known(StemPattern.TextOf(option.Html)))]));
        return new(view.Number, view.Section, item, drawn.Count > 0 ? item.Compute(drawn) : NoValues, [.. fields]);
    }
}

/// <param name="Options">Texts in the order shown: the first is answered as "a".</param>
internal sealed record ShownField(string Id, KeyField Key, ImmutableArray<string> Options);
