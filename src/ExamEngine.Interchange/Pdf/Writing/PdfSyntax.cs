using System.Globalization;
using System.Text;

namespace ExamEngine.Interchange.Pdf.Writing;

/// <summary>The lexical forms (ISO 32000-1, 7.3) of the streams we fill: page content and ToUnicode maps.</summary>
internal static class PdfSyntax
{
    /// <summary>Four decimals are 1/280,000 of an inch in points.</summary>
    public static string Number(double value) => Math.Round(value, 4).ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A text string as UTF-16BE with a byte order mark, in hexadecimal.</summary>
    public static string Text(string value) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(value))}>";

    /// <summary>Text in UTF-16BE without a byte order mark, as a ToUnicode map wants it.</summary>
    public static string Utf16(string value) => $"<{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(value))}>";
}
