using System.Collections;

namespace ExamEngine.Core.Sessions;

/// <summary>
/// The stored responses of a session, sorted by item and field, one for each. Immutable in blocks of at most eight: a save copies one
/// block and the list of blocks, where a single array of sixty would be copied whole.
/// </summary>
/// <remarks>No block is empty, and every answer of a block comes before all of the next. Old sheets share the blocks that did not change.</remarks>
public sealed class AnswerSheet : IReadOnlyList<Answer>
{
    public static readonly AnswerSheet Empty = new([], 0);

    private const int MostInBlock = 8;

    private readonly Answer[][] _blocks;

    private AnswerSheet(Answer[][] blocks, int count) => (_blocks, Count) = (blocks, count);

    public int Count { get; }

    public Answer this[int index]
    {
        get
        {
            foreach (var block in _blocks)
            {
                if (index < block.Length)
                    return block[index];
                index -= block.Length;
            }
            throw new ArgumentOutOfRangeException(nameof(index));
        }
    }

    /// <summary>Null when nothing is stored for the field.</summary>
    public Answer? Find(int item, string field)
    {
        if (Count == 0)
            return null;
        var block = _blocks[BlockOf(item, field)];
        var at = Place(block, item, field);
        return at >= 0 ? block[at] : null;
    }

    /// <summary>The sheet with <paramref name="answer"/> in place of what was stored for its field.</summary>
    public AnswerSheet Put(Answer answer)
    {
        if (Count == 0)
            return new([[answer]], 1);
        var number = BlockOf(answer.Item, answer.Field);
        var block = _blocks[number];
        var at = Place(block, answer.Item, answer.Field);
        if (at >= 0)
            return new(Replace(number, [.. block.AsSpan(0, at), answer, .. block.AsSpan(at + 1)]), Count);
        at = ~at;
        if (block.Length < MostInBlock)
            return new(Replace(number, [.. block.AsSpan(0, at), answer, .. block.AsSpan(at)]), Count + 1);
        // Answers mostly come in order: one behind a full block opens the next, so that blocks stay full.
        if (at == MostInBlock)
            return new(Replace(number, block, [answer]), Count + 1);
        const int Half = MostInBlock / 2;
        return new(
            at <= Half
                ? Replace(number, [.. block.AsSpan(0, at), answer, .. block.AsSpan(at..Half)], block[Half..])
                : Replace(number, block[..Half], [.. block.AsSpan(Half..at), answer, .. block.AsSpan(at)]),
            Count + 1);
    }

    public IEnumerator<Answer> GetEnumerator() => _blocks.SelectMany(block => block).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Answer[][] Replace(int number, params ReadOnlySpan<Answer[]> with) => [.. _blocks.AsSpan(0, number), .. with, .. _blocks.AsSpan(number + 1)];

    /// <summary>The last block that begins at or before the field; the first when all begin behind it.</summary>
    private int BlockOf(int item, string field)
    {
        int low = 0, high = _blocks.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (Order(_blocks[middle][0], item, field) <= 0)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    /// <summary>Where the field's answer is in a block, or the complement of where it belongs.</summary>
    private static int Place(Answer[] block, int item, string field)
    {
        for (var i = 0; i < block.Length; i++)
        {
            var order = Order(block[i], item, field);
            if (order >= 0)
                return order == 0 ? i : ~i;
        }
        return ~block.Length;
    }

    private static int Order(Answer answer, int item, string field) =>
        answer.Item != item ? answer.Item.CompareTo(item) : string.CompareOrdinal(answer.Field, field);
}
