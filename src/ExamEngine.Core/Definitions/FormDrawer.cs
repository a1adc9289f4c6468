using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Definitions;

/// <summary>Draws the form that a seed stands for. The same version and seed give the same form for ever; golden tests hold that in place.</summary>
public static class FormDrawer
{
    // Each use of chance has its own stream, so that a longer pool or a shuffle moves nothing else. Places fit 16 bits each.
    private const ulong PoolStream = 1UL << 56;
    private const ulong OrderStream = 2UL << 56;
    private const ulong ItemStream = 3UL << 56;

    /// <summary>A pool gives the number of different items it promises; a shuffled section mixes everything that is not pinned.</summary>
    public static Form Draw(ExamVersion version, ulong seed)
    {
        var items = new List<FormItem>(64);
        var pinned = new List<bool>(64);
        for (var s = 0; s < version.Sections.Length; s++)
        {
            var section = version.Sections[s];
            var start = items.Count;
            for (var e = 0; e < section.Entries.Length; e++)
                Add(section.Entries[e], s, e);
            if (section.ShuffleItems)
            {
                var chance = new SeededRandom(SeededRandom.Derive(seed, OrderStream | (uint)s));
                chance.ShuffleAround(CollectionsMarshal.AsSpan(items)[start..], CollectionsMarshal.AsSpan(pinned)[start..]);
            }
        }
        return new Form(version.ExamId, version.Version, seed, ImmutableArray.Create(CollectionsMarshal.AsSpan(items)));

        void Add(SectionEntry entry, int s, int e)
        {
            if (entry is SectionEntry.Fixed single)
            {
                items.Add(At(seed, s, e, 0));
                pinned.Add(single.Pinned);
            }
            else if (entry is SectionEntry.Pool pool)
            {
                foreach (var choice in Choose(pool, SeededRandom.Derive(seed, PoolStream | (ulong)(uint)s << 16 | (uint)e)))
                {
                    items.Add(At(seed, s, e, choice));
                    pinned.Add(false);
                }
            }
            else
            {
                throw new InvalidOperationException($"Unknown section entry {entry.GetType().Name}.");
            }
        }
    }

    private static FormItem At(ulong seed, int section, int entry, int choice)
    {
        var place = ItemStream | (ulong)(uint)section << 32 | (ulong)(uint)entry << 16 | (uint)choice;
        return new(checked((ushort)section), checked((ushort)entry), checked((ushort)choice), SeededRandom.Derive(seed, place));
    }

    // The first Draw places of a Fisher–Yates shuffle from the front: every ordered choice is equally likely.
    private static ReadOnlySpan<int> Choose(SectionEntry.Pool pool, ulong seed)
    {
        var chance = new SeededRandom(seed);
        var places = new int[pool.Items.Length];
        for (var i = 0; i < places.Length; i++)
            places[i] = i;
        var draw = Math.Min(pool.Draw, places.Length);
        for (var i = 0; i < draw; i++)
        {
            var j = i + chance.Below(places.Length - i);
            (places[i], places[j]) = (places[j], places[i]);
        }
        return places.AsSpan(0, draw);
    }
}
