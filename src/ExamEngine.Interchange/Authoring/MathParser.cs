using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Parsers;

namespace ExamEngine.Interchange.Authoring;

/// <summary>
/// <c>$…$</c> and <c>$$…$$</c> within a paragraph, over line breaks too, which Markdig's own parser does not follow. The rules are
/// Pandoc's, which keep prices apart from formulas: the opening <c>$</c> touches what follows, the closing one what precedes, and no
/// digit follows it. A backslash hides the next character.
/// </summary>
internal sealed class MathParser : InlineParser
{
    public MathParser() => OpeningCharacters = ['$'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.Text;
        var count = slice.PeekChar() == '$' ? 2 : 1;
        var start = slice.Start + count;
        if (start > slice.End || text[start] == '$' || (count == 1 && char.IsWhiteSpace(text[start])) || Close(text, start, slice.End, count) is not { } end)
            return false;
        var at = processor.GetSourcePosition(slice.Start, out var line, out var column);
        processor.Inline = new MathInline
        {
            Delimiter = '$',
            DelimiterCount = count,
            Content = new StringSlice(text, start, end - 1),
            Span = new(at, processor.GetSourcePosition(end + count - 1)),
            Line = line,
            Column = column,
        };
        slice.Start = end + count;
        return true;
    }

    private static int? Close(string text, int start, int last, int count)
    {
        for (var i = start; i <= last; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '$' && i > start && Closes(text, i, last, count))
                return i;
        }
        return null;
    }

    private static bool Closes(string text, int at, int last, int count)
    {
        if (count == 2)
            return at < last && text[at + 1] == '$';
        return !char.IsWhiteSpace(text[at - 1]) && (at == last || !char.IsAsciiDigit(text[at + 1]));
    }
}
