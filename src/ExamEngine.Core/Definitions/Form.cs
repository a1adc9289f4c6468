using System.Collections.Immutable;

namespace ExamEngine.Core.Definitions;

/// <summary>
/// The paper one learner gets, drawn from a version and a seed alone. It names items by their place in the version, so it is a few
/// bytes an item; option orders and variable values follow from each item's own seed.
/// </summary>
/// <param name="Items">In the order shown; a learner's "item 7" is <c>Items[6]</c>.</param>
public sealed record Form(string ExamId, int Version, ulong Seed, ImmutableArray<FormItem> Items);

/// <summary>One item of a form.</summary>
/// <param name="Section">Index into <see cref="ExamVersion.Sections"/>.</param>
/// <param name="Entry">Index into <see cref="Section.Entries"/>.</param>
/// <param name="Choice">Index into the pool's items; 0 for a fixed entry.</param>
/// <param name="Seed">Where this item's option orders and variables come from.</param>
public readonly record struct FormItem(ushort Section, ushort Entry, ushort Choice, ulong Seed)
{
    /// <summary>The item as authored, with its key.</summary>
    public Item In(ExamVersion version) => version.Sections[Section].Entries[Entry] switch
    {
        SectionEntry.Fixed entry => entry.Item,
        SectionEntry.Pool pool => pool.Items[Choice],
        var unknown => throw new InvalidOperationException($"Unknown section entry {unknown.GetType().Name}."),
    };
}
