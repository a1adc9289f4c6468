using System.Globalization;
using ExamEngine.Interchange.Pdf.Typesetting;
using ExamEngine.Interchange.Pdf.Writing;
using PdfSharp.Drawing;
using QRCoder;

namespace ExamEngine.Interchange.Pdf;

/// <summary>
/// Where things stand on the sheet: A4 landscape, one centred axis, so a name reads as well from the right as from the left.
/// Lengths are points. The blocks of the middle are stacked and centred between issuer and foot; at their largest
/// (two lines each) they are lower than that room.
/// </summary>
internal sealed class CredentialSheet(Typesetter typesetter, Canvas canvas)
{
    public const double Width = 841.89;
    public const double Height = 595.28;

    private const double Margin = 74;
    private const double MiddleTop = 470;
    private const double MiddleBottom = 176;
    private const double CodeSize = 84;

    private static readonly Colour Ink = Colour.Of(0x16202C);
    private static readonly Colour Quiet = Colour.Of(0x55606E);
    private static readonly Colour Accent = Colour.Of(0x1F4E79);
    private static readonly Colour Hairline = Colour.Of(0xC3CDD8);

    private sealed record Block(string Type, FittedText Text, Colour Colour, double Gap);

    public void Draw(CredentialPaper paper)
    {
        DrawFrame();
        DrawIssuer(paper.IssuerName);
        DrawMiddle(paper);
        DrawFoot(paper);
        DrawCode(paper.VerificationAddress.AbsoluteUri);
    }

    private void DrawFrame()
    {
        canvas.Decorate(Accent, c => Frame(c, 24, 1.5));
        canvas.Decorate(Hairline, c => Frame(c, 30, 0.5));
    }

    private static void Frame(Canvas c, double inset, double line)
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

    private void DrawMiddle(CredentialPaper paper)
    {
        const double Measure = Width - 2 * Margin - 40;
        List<Block> blocks =
        [
            new("P", typesetter.Fit(paper.LearnerName, FaceStyle.Display, 44, 28, Measure), Ink, 0),
            new("P", typesetter.Fit(paper.StatementLine, FaceStyle.Plain, 13, 11, Measure), Quiet, 8),
            new("H1", typesetter.Fit(paper.Title, FaceStyle.Strong, 23, 17, Measure), Ink, 16),
            new("P", typesetter.Fit(paper.ProgramTitle, FaceStyle.Plain, 14, 11, Measure), Quiet, 4),
            new("P", typesetter.Fit(paper.ResultLine, FaceStyle.Plain, 12, 10, Measure), Ink, 12),
        ];
        blocks.RemoveAll(block => block.Text.Text.Length == 0);

        var height = blocks.Sum(block => block.Text.Height + block.Gap);
        DrawStack(blocks, (MiddleTop + MiddleBottom + height) / 2, Centred);
    }

    private void DrawFoot(CredentialPaper paper)
    {
        const double Measure = Width - 2 * Margin - CodeSize - 40;
        const double Gap = 3;
        List<Block> lines =
        [
            new("P", typesetter.Fit(Day(paper.IssuedOn, paper.Language), FaceStyle.Plain, 12, 9, Measure), Ink, 0),
            new("P", typesetter.Fit(paper.CredentialId, FaceStyle.Plain, 9, 7, Measure), Quiet, 7),
            new("P", typesetter.Fit(paper.VerificationAddress.AbsoluteUri, FaceStyle.Plain, 9, 7, Measure), Accent, 2),
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

    private static double Centred(double width) => (Width - width) / 2;

    /// <summary>In words for English; elsewhere ISO 8601, which reads the same in every language and on every machine.</summary>
    private static string Day(DateOnly day, string language) => day.ToString(
        language.Split('-')[0].Equals("en", StringComparison.OrdinalIgnoreCase) ? "d MMMM yyyy" : "yyyy-MM-dd",
        CultureInfo.InvariantCulture);
}
