using System.Text;
using ExamEngine.Interchange.Pdf;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Tokens;

namespace ExamEngine.Interchange.Tests.Pdf;

public sealed class CredentialNameTests : IDisposable
{
    private const double FrameInset = 30;

    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    public static TheoryData<string, string> Names => new()
    {
        { "Latin", "Ada Lovelace" },
        { "Latin with marks", "Święcisława Brzęczyszczykiewicz-Łękołodzka" },
        { "Vietnamese", "Nguyễn Thị Phương Thảo Đoàn Trần Lệ Quyên Hoàng Yến" },
        { "Latin, decomposed", "Jose\u0301 Nu\u0303n\u0303ez" },
        { "Armenian", "Արամ Խաչատրյան" },
        { "Arabic", "محمد بن عبد الله الخوارزمي" },
        { "Arabic with ligatures", "علاء الإسلام خلاف" },
        { "Persian with a non-joiner", "علی‌رضا پژمان" },
        { "Hebrew", "דוד בן־גוריון" },
        { "Hebrew with points", "דָּוִד בֶּן־גּוּרְיוֹן" },
        { "Georgian", "შოთა რუსთაველი" },
        { "Cyrillic", "Фёдор Достоевский" },
        { "Greek", "Σωκράτης Παπαδόπουλος" },
        { "Devanagari", "श्रीकृष्ण द्विवेदी" },
        { "Bengali", "রবীন্দ্রনাথ ঠাকুর" },
        { "Tamil", "சுப்பிரமணிய பாரதி" },
        { "Thai", "น้ำผึ้ง ศรีสุวรรณ" },
        { "Ethiopic", "ኃይሌ ገብረሥላሴ" },
        { "Chinese", "欧阳修" },
        { "Japanese", "渡邉 さくら" },
        { "Korean", "김철수" },
        { "Mixed, left to right", "Արամ Smith 王小明" },
        { "Mixed, right to left", "محمد (Mo) Salah 7" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_in_any_script_is_on_the_page_and_reads_back_in_normal_form(string script, string name)
    {
        Assert.NotEmpty(script);
        using var document = PdfDocument.Open(Credentials.Render(Credentials.Paper(name)));
        Assert.Contains(name.Normalize(NormalizationForm.FormC), ElementTexts(document));
    }

    /// <summary>Positions do not tell in which direction a line with both was set, nor, from right to left, which letter a point belongs to.</summary>
    public static TheoryData<string, string> NamesByPosition =>
        [.. Names.Select(row => row.Data).Where(row => row.Item1 is not ("Mixed, right to left" or "Hebrew with points")).Select(row => new TheoryDataRow<string, string>(row.Item1, row.Item2))];

    [Theory]
    [MemberData(nameof(NamesByPosition))]
    public void A_reader_that_goes_by_positions_extracts_the_name_in_reading_order(string script, string name)
    {
        Assert.NotEmpty(script);
        var path = scratch.Write("name.pdf", Credentials.Render(Credentials.Paper(name)));
        var (_, text) = ExternalTool.Run("pdftotext", path, "-");
        // A ligature comes as one character of its own, and lines from right to left between controls.
        Assert.Contains(Plain(name), Plain(text), StringComparison.Ordinal);

        static string Plain(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(c => c is not ('\u202A' or '\u202B' or '\u202C' or '\u200E' or '\u200F')));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_glyphs_of_a_name_spell_it_even_for_readers_that_ignore_replacement_text(string script, string name)
    {
        Assert.NotEmpty(script);
        using var document = PdfDocument.Open(Credentials.Render(Credentials.Paper(name)));
        // Glyphs come in visual order, and a word joiner stands for a glyph that shares another's text.
        var drawn = document.GetPage(1).Letters.SelectMany(letter => letter.Value.Replace("\u2060", "", StringComparison.Ordinal).EnumerateRunes());
        var counts = drawn.GroupBy(rune => rune).ToDictionary(group => group.Key, group => group.Count());
        var lacking = name.Normalize(NormalizationForm.FormC).EnumerateRunes()
            .Where(rune => !Rune.IsWhiteSpace(rune))
            .GroupBy(rune => rune)
            .Where(group => counts.GetValueOrDefault(group.Key) < group.Count())
            .Select(group => $"U+{group.Key.Value:X4}");
        Assert.Empty(lacking);
    }

    [Theory]
    [InlineData("Wolfeschlegelsteinhausenbergerdorff", 6, "")]
    [InlineData("Wolfeschlegelsteinhausenbergerdorff", 8, " ")]
    [InlineData("Խաչատրյան", 20, " ")]
    [InlineData("王小明", 60, "")]
    [InlineData("محمد", 60, " ")]
    public void A_name_of_any_length_stays_inside_the_frame(string part, int times, string between)
    {
        var name = string.Join(between, Enumerable.Repeat(part, times));
        using var document = PdfDocument.Open(Credentials.Render(Credentials.Paper(name)));
        var page = document.GetPage(1);
        Assert.Contains(name, ElementTexts(document));
        Assert.All(page.Letters, letter =>
        {
            Assert.InRange(letter.BoundingBox.Left, FrameInset, page.Width - FrameInset);
            Assert.InRange(letter.BoundingBox.Right, FrameInset, page.Width - FrameInset);
            Assert.InRange(letter.BoundingBox.Bottom, FrameInset, page.Height - FrameInset);
        });
    }

    [Theory]
    [InlineData("Խաչատրյան")]
    [InlineData("الخوارزمي")]
    [InlineData("द्विवेदी")]
    [InlineData("சுப்பிரமணிய")]
    [InlineData("欧阳修")]
    public void Much_text_in_every_place_does_not_touch_its_neighbours(string word)
    {
        var much = string.Join(' ', Enumerable.Repeat(word, 20));
        var paper = Credentials.Paper(much, result: much) with { Title = much, ProgramTitle = much, StatementLine = much, IssuerName = much };
        using var document = PdfDocument.Open(Credentials.Render(paper));
        var blocks = document.GetPage(1).GetMarkedContents()
            .Select(element => Flatten(element).SelectMany(part => part.Letters).ToList())
            .Where(letters => letters.Count > 0)
            .Select(letters => (Top: letters.Max(letter => letter.BoundingBox.Top), Bottom: letters.Min(letter => letter.BoundingBox.Bottom)))
            .ToList();
        Assert.Equal(9, blocks.Count);
        Assert.All(blocks.Zip(blocks.Skip(1)), pair => Assert.InRange(pair.Second.Top, 0, pair.First.Bottom));
    }

    [Fact]
    public void White_space_is_folded_and_direction_controls_are_dropped()
    {
        using var document = PdfDocument.Open(Credentials.Render(Credentials.Paper(" Ada\t\n \u202EKing\u202C  Lovelace ")));
        Assert.Contains("Ada King Lovelace", ElementTexts(document));
        Assert.Contains("Ada King Lovelace", document.GetPage(1).GetMarkedContents().SelectMany(Flatten).Select(content => content.ActualText));
    }

    [Theory]
    [InlineData("Ada 😀", "Zyyy", 0x1F600)]
    [InlineData("ᠮᠣᠩᠭᠣᠯ", "Mong", 0x182E)]
    public void A_script_that_is_not_on_the_shelf_is_refused_by_code_point(string name, string script, int codePoint)
    {
        var refusal = Assert.Throws<MissingGlyphException>(() => Credentials.Render(Credentials.Paper(name)));
        Assert.Contains(codePoint, refusal.CodePoints);
        Assert.Contains($"U+{codePoint:X4}", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(name, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(script, refusal.Script);
    }

    /// <summary>Replacement texts of the elements of the structure, which a reader that knows the structure reads.</summary>
    private static IEnumerable<string> ElementTexts(PdfDocument document)
    {
        return Below(document.Structure.Catalog.CatalogDictionary.Data["StructTreeRoot"]);

        IEnumerable<string> Below(IToken token) => token switch
        {
            IndirectReferenceToken reference => Below(document.Structure.GetObject(reference.Data).Data),
            ArrayToken array => array.Data.SelectMany(Below),
            DictionaryToken element => (element.Data.GetValueOrDefault("K") is { } kids ? Below(kids) : [])
                .Concat(element.Data.GetValueOrDefault("ActualText") is HexToken text ? [Encoding.BigEndianUnicode.GetString(text.Bytes)[1..]] : []),
            _ => [],
        };
    }

    private static IEnumerable<MarkedContentElement> Flatten(MarkedContentElement element) =>
        element.Children.SelectMany(Flatten).Prepend(element);
}
