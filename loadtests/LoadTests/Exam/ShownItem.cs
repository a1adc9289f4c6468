using ExamEngine.Contracts.Sessions;

namespace ExamEngine.LoadTests.Exam;

/// <summary>One item as a learner was shown it, traced back to the authoring file.</summary>
/// <param name="Values">Drawn numbers and those computed from them.</param>
internal sealed record ShownItem(int Number, KeyItem Key, IReadOnlyDictionary<string, double> Values, IReadOnlyList<ShownField> Fields)
{
    /// <exception cref="InvalidDataException">The page shows something that the authoring file does not have.</exception>
    public static ShownItem Of(ItemView view, ExamKey key)
    {
        if (!key.Items.TryGetValue(view.Title, out var item))
            throw new InvalidDataException($"There is no item '{view.Title}'.");
        var fields = view.Fields.Select((field, i) => new ShownField(
            field.Id, item.Fields[i], [.. field.Options.Select(option => StemPattern.TextOf(option.Html))]));
        return new(view.Number, item, item.Compute(item.Stem.Values(view.Html)), [.. fields]);
    }
}

/// <param name="Options">Texts in the order shown: the first is answered as "a".</param>
internal sealed record ShownField(string Id, KeyField Key, ImmutableArray<string> Options);
