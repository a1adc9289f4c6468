using System.Globalization;
using System.Text;

namespace ExamEngine.Interchange.Pdf.Writing;

/// <summary>The lexical forms of ISO 32000-1, clause 7.3.</summary>
internal static class PdfSyntax
{
    /// <summary>Four decimals are 1/280,000 of an inch in points.</summary>
    public static string Number(double value) => Math.Round(value, 4).ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A text string as UTF-16BE with a byte order mark, in hexadecimal.</summary>
    public static string Text(string value) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(value))}>";

    /// <summary>Text in UTF-16BE without a byte order mark, as a ToUnicode map wants it.</summary>
    public static string Utf16(string value) => $"<{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(value))}>";

    /// <summary>A name object; everything but letters, digits and <c>+ - .</c> is escaped.</summary>
    public static string Name(string value)
    {
        var name = new StringBuilder("/");
        foreach (var octet in Encoding.UTF8.GetBytes(value))
        {
            if (char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'+' or (byte)'-' or (byte)'.')
                name.Append((char)octet);
            else
                name.Append(CultureInfo.InvariantCulture, $"#{octet:X2}");
        }

        return name.ToString();
    }

    /// <summary>Midnight UTC of a day.</summary>
    public static string Date(DateOnly day) => $"(D:{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}000000Z)";
}
