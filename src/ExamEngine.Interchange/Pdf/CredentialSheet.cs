using System.Globalization;
using ExamEngine.Interchange.Pdf.Typesetting;
using ExamEngine.Interchange.Pdf.Writing;
using PdfSharp.Drawing;
using QRCoder;

namespace ExamEngine.Interchange.Pdf;

/// <summary>
/// Where things stand on the sheet: A4 or Letter landscape, one centred axis, so a name reads as well from the right as from the left.
/// Lengths are points. The blocks of the middle are stacked and centred between issuer and foot; at their largest
/// (two lines each) they are lower than that room.
/// </summary>
internal sealed class CredentialSheet(Typesetter typesetter, Canvas canvas, CredentialPaper paper)
{
    private const double Margin = 74;
    private const double MiddleTopGap = 125.28;
    private const double MiddleBottom = 176;
    private const double SignatoriesTop = 212;
    private const double CodeSize = 84;
    private const double SealRadius = 40;

    private static readonly Colour Ink = Colour.Of(0x16202C);
    private static readonly Colour Quiet = Colour.Of(0x55606E);
    private static readonly Colour Hairline = Colour.Of(0xC3CDD8);
    private static readonly Colour Pale = Colour.Of(0xE3E8EE);

    private Colour Accent { get; } = Colour.Of(int.Parse(paper.Accent.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

    private double Width { get; } = CornerOf(paper.Size).X;

    private double Height { get; } = CornerOf(paper.Size).Y;

    /// <summary>The upper right corner.</summary>
    public static XPoint CornerOf(PaperSize size) => size == PaperSize.Letter ? new(792, 612) : new(841.89, 595.28);

    private sealed record Block(string Type, FittedText Text, Colour Colour, double Gap);

    public void Draw()
    {
        if (paper.Sample.Length > 0)
            DrawSample();
        DrawFrame();
        DrawIssuer(paper.IssuerName);
        DrawMiddle();
        DrawSignatories();
        DrawFoot();
        DrawSeal();
        DrawCode(paper.VerificationAddress.AbsoluteUri);
    }

    /// <summary>Under everything else, and read first: whoever hears the page hears that it is none.</summary>
    private void DrawSample()
    {
        var text = typesetter.Fit(paper.Sample, FaceStyle.Strong, 180, 60, Width - 2 * Margin);
        canvas.DrawText("P", text, Pale, (Height + text.Height) / 2, Centred);
    }

    private void DrawFrame()
    {
        canvas.Decorate(Accent, c => Frame(c, 24, 1.5));
        canvas.Decorate(Hairline, c => Frame(c, 30, 0.5));
    }

    private void Frame(Canvas c, double inset, double line)
    {
        var (width, height) = (Width - 2 * inset, Height - 2 * inset);
        c.FillRectangle(inset, inset, width, line);
        c.FillRectangle(inset, Height - inset - line, width, line);
        c.FillRectangle(inset, inset, line, height);
        c.FillRectangle(Width - inset - line, inset, line, height);
    }

    private void DrawIssuer(string issuer)
    {
        var text = typesetter.Fit(issuer, FaceStyle.Strong, 15, 11, Width - 4 * Margin);
        canvas.DrawText("P", text, Accent, Height - 76, Centred);
        canvas.Decorate(Accent, c => c.FillRectangle(Width / 2 - 22, Height - 76 - text.Height - 12, 44, 1.25));
    }

    private void DrawMiddle()
    {
        var measure = Width - 2 * Margin - 40;
        List<Block> blocks =
        [
            new("P", typesetter.Fit(paper.LearnerName, FaceStyle.Display, 44, 28, measure), Ink, 0),
            new("P", typesetter.Fit(paper.StatementLine, FaceStyle.Plain, 13, 11, measure), Quiet, 8),
            new("H1", typesetter.Fit(paper.Title, FaceStyle.Strong, 23, 17, measure), Ink, 16),
            new("P", typesetter.Fit(paper.ProgramTitle, FaceStyle.Plain, 14, 11, measure), Quiet, 4),
            new("P", typesetter.Fit(paper.ResultLine, FaceStyle.Plain, 12, 10, measure), Ink, 12),
        ];
        blocks.RemoveAll(block => block.Text.Text.Length == 0);

        var height = blocks.Sum(block => block.Text.Height + block.Gap);
        var bottom = paper.Signatories.Count > 0 ? SignatoriesTop : MiddleBottom;
        DrawStack(blocks, (Height - MiddleTopGap + bottom + height) / 2, Centred);
    }

    /// <summary>Side by side between middle and foot, each under a line as if for a pen.</summary>
    private void DrawSignatories()
    {
        if (paper.Signatories.Count == 0)
            return;
        var column = Math.Min(220, (Width - 2 * Margin) / paper.Signatories.Count);
        var first = (Width - column * paper.Signatories.Count) / 2;
        foreach (var (i, signatory) in paper.Signatories.Index())
        {
            var left = first + i * column;
            canvas.Decorate(Hairline, c => c.FillRectangle(left + 12, SignatoriesTop - 4, column - 24, 0.75));
            List<Block> lines =
            [
                new("P", typesetter.Fit(signatory.Name, FaceStyle.Plain, 11, 8, column - 24), Ink, 4),
                new("P", typesetter.Fit(signatory.Office, FaceStyle.Plain, 9, 7, column - 24), Quiet, 0),
            ];
            lines.RemoveAll(line => line.Text.Text.Length == 0);
            DrawStack(lines, SignatoriesTop - 4, width => left + (column - width) / 2);
        }
    }

    /// <summary>Between the texts of the foot and the code.</summary>
    private void DrawSeal()
    {
        if (paper.Seal.Length == 0)
            return;
        var (x, y) = (Width - Margin - CodeSize - 36 - SealRadius, Margin + CodeSize / 2);
        canvas.Decorate(Accent, c => c.FillRing(x, y, SealRadius, SealRadius - 2));
        canvas.Decorate(Accent, c => c.FillRing(x, y, SealRadius - 5, SealRadius - 5.75));
        var text = typesetter.Fit(paper.Seal, FaceStyle.Strong, 13, 9, 2 * (SealRadius - 11));
        canvas.DrawText("P", text, Accent, y + text.Height / 2, width => x - width / 2);
    }

    private void DrawFoot()
    {
        var measure = Width - 2 * Margin - CodeSize - 40 - (paper.Seal.Length > 0 ? 2 * SealRadius + 36 : 0);
        const double Gap = 3;
        List<Block> lines =
        [
            new("P", typesetter.Fit(Day(paper.IssuedOn, paper.Language), FaceStyle.Plain, 12, 9, measure), Ink, 0),
            new("P", typesetter.Fit(paper.CredentialId, FaceStyle.Plain, 9, 7, measure), Quiet, 7),
            new("P", typesetter.Fit(paper.VerificationAddress.AbsoluteUri, FaceStyle.Plain, 9, 7, measure), Accent, 2),
        ];
        DrawStack(lines, Margin - Gap + lines.Sum(line => line.Text.Height + line.Gap), _ => Margin);
    }

    private void DrawStack(List<Block> blocks, double top, Func<double, double> left)
    {
        foreach (var block in blocks)
        {
            top -= block.Gap;
            canvas.DrawText(block.Type, block.Text, block.Colour, top, left);
            top -= block.Text.Height;
        }
    }

    /// <summary>The address as a QR code of level M. The quiet zone is the empty paper around it, at least four modules wide.</summary>
    private void DrawCode(string address)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        const int Quiet = 4;
        var count = code.ModuleMatrix.Count - 2 * Quiet;
        var module = CodeSize / count;
        var left = Width - Margin - CodeSize;
        canvas.DrawFigure(address, new XRect(left, Margin, CodeSize, CodeSize), Ink, c =>
        {
            for (var y = 0; y < count; y++)
            {
                // Dark modules side by side are one rectangle, so no viewer shows seams between them.
                var row = code.ModuleMatrix[y + Quiet];
                for (var x = 0; x < count; x++)
                {
                    var start = x;
                    while (x < count && row[x + Quiet])
                        x++;
                    if (x > start)
                        c.FillRectangle(left + start * module, Margin + CodeSize - (y + 1) * module, (x - start) * module, module);
                }
            }
        });
    }

    private double Centred(double width) => (Width - width) / 2;

    /// <summary>In words for English; elsewhere ISO 8601, which reads the same in every language and on every machine.</summary>
    private static string Day(DateOnly day, string language) => day.ToString(
        language.Split('-')[0].Equals("en", StringComparison.OrdinalIgnoreCase) ? "d MMMM yyyy" : "yyyy-MM-dd",
        CultureInfo.InvariantCulture);
}
