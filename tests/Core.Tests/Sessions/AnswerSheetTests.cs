using CsCheck;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Sessions;

namespace ExamEngine.Core.Tests.Sessions;

public sealed class AnswerSheetTests
{
    private static readonly Gen<(int Item, string Field)[]> Fields = Gen.Select(Gen.Int[1, 30], Gen.OneOf("a", "b", "é")).Array[0, 120];

    [Fact]
    public void A_sheet_is_a_sorted_list_of_the_last_answer_to_each_field() => Fields.Sample(fields =>
    {
        var sheet = AnswerSheet.Empty;
        var expected = new SortedDictionary<(int, string), Answer>(Comparer<(int Item, string Field)>.Create((x, y) =>
            x.Item != y.Item ? x.Item.CompareTo(y.Item) : string.CompareOrdinal(x.Field, y.Field)));
        for (var i = 0; i < fields.Length; i++)
        {
            var answer = Answer(fields[i], i + 1);
            sheet = sheet.Put(answer);
            expected[fields[i]] = answer;
        }

        Assert.Equal(expected.Values, sheet);
        Assert.Equal(expected.Count, sheet.Count);
        Assert.Equal(expected.Values, Enumerable.Range(0, sheet.Count).Select(i => sheet[i]));
        foreach (var ((item, field), answer) in expected)
            Assert.Same(answer, sheet.Find(item, field));
    });

    [Fact]
    public void What_was_not_answered_is_not_found() => Fields.Sample(fields =>
    {
        var sheet = fields.Aggregate(AnswerSheet.Empty, (sheet, field) => sheet.Put(Answer(field, 1)));

        Assert.Null(sheet.Find(0, "a"));
        Assert.Null(sheet.Find(31, "a"));
        Assert.All(Enumerable.Range(1, 30), item => Assert.Equal(fields.Contains((item, "b")), sheet.Find(item, "b") is not null));
    });

    [Fact]
    public void Putting_an_answer_leaves_earlier_sheets_as_they_were() => Fields.Sample(fields =>
    {
        var earlier = new List<(AnswerSheet Sheet, Answer[] Held)>();
        var sheet = AnswerSheet.Empty;
        for (var i = 0; i < fields.Length; i++)
        {
            earlier.Add((sheet, [.. sheet]));
            sheet = sheet.Put(Answer(fields[i], i + 1));
        }

        Assert.All(earlier, before => Assert.Equal(before.Held, before.Sheet));
    });

    private static Answer Answer((int Item, string Field) at, long seq) => new(at.Item, (int)seq, at.Field, ResponseValue.None, seq, (ulong)seq, seq);
}
