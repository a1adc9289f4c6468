using System.Collections.Immutable;
using ExamEngine.Core.Definitions;

namespace ExamEngine.Core.Sessions;

/// <summary>One stored response. Compact on purpose: sixty of them are most of what a live session weighs.</summary>
/// <param name="Fingerprint">Eight bytes folded from the command id: tells a repeat from another entry with the same number.</param>
/// <param name="SavedMs">Server time of the save, Unix milliseconds.</param>
public sealed record Answer(int Item, int Version, string Field, ResponseValue Value, long Seq, ulong Fingerprint, long SavedMs)
{
    public DateTimeOffset SavedAt => DateTimeOffset.FromUnixTimeMilliseconds(SavedMs);
}

/// <summary>A flag or a note on an item, with the number of the entry that set it.</summary>
public readonly record struct ItemMark<T>(int Item, T Value, long Seq);

/// <summary>What the learner has done: answers, flags, notes, and where they are.</summary>
/// <param name="LastShown">Number of the entry that showed <paramref name="CurrentItem"/>.</param>
/// <param name="LastShownMs">Server time of that entry, Unix milliseconds.</param>
public sealed record SessionWork(
    AnswerSheet Answers, ImmutableArray<ItemMark<bool>> Flags, ImmutableArray<ItemMark<string>> Notes,
    int CurrentSection, int CurrentItem, long LastSeq, long LastShown, long LastShownMs)
{
    public static readonly SessionWork Empty = new(AnswerSheet.Empty, [], [], 0, 1, 0, 0, 0);

    public Answer? Find(int item, string field) => Answers.Find(item, field);

    internal SessionWork Put(Answer answer) => this with { Answers = Answers.Put(answer), LastSeq = Math.Max(LastSeq, answer.Seq) };

    internal static ItemMark<T>? Find<T>(ImmutableArray<ItemMark<T>> marks, int item)
    {
        foreach (var mark in marks)
        {
            if (mark.Item == item)
                return mark;
        }
        return null;
    }

    internal static ImmutableArray<ItemMark<T>> Put<T>(ImmutableArray<ItemMark<T>> marks, ItemMark<T> mark)
    {
        for (var i = 0; i < marks.Length; i++)
        {
            if (marks[i].Item == mark.Item)
                return marks.SetItem(i, mark);
        }
        return marks.Add(mark);
    }

    /// <summary>Folds a command id to eight bytes.</summary>
    internal static ulong Fingerprint(Guid command)
    {
        Span<byte> bytes = stackalloc byte[16];
        command.TryWriteBytes(bytes);
        return BitConverter.ToUInt64(bytes) ^ BitConverter.ToUInt64(bytes[8..]);
    }
}
