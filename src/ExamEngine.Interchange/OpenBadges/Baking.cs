using System.Text;
using System.Xml;
using ExamEngine.Interchange.OpenBadges.Files;

namespace ExamEngine.Interchange.OpenBadges;

/// <summary>Puts a credential into a picture, and takes it out of a picture or a PDF (1EdTech Open Badges 3.0, 5.3; for PDF, ISO 19005-3 associated files).</summary>
public static class Baking
{
    /// <summary>Octets of a file that may be read; a badge has a few hundred thousand.</summary>
    public const int LargestFile = 16 << 20;

    /// <param name="credential">A signed document as JSON, or a compact JSON Web Signature. It takes the place of one that is there.</param>
    /// <exception cref="BadgeFormatException">The image is no PNG.</exception>
    public static byte[] Png(ReadOnlySpan<byte> image, string credential) => PngBadge.Bake(image, credential);

    /// <param name="credential">A signed document as JSON, or a compact JSON Web Signature. It takes the place of one that is there.</param>
    /// <exception cref="BadgeFormatException">The image is no SVG.</exception>
    public static string Svg(string image, string credential)
    {
        try
        {
            return SvgBadge.Bake(image, credential);
        }
        catch (XmlException)
        {
            throw new BadgeFormatException("The image is no SVG.");
        }
    }

    /// <returns>What is in the file, as it was put in, not verified; null when there is no credential in it, or it is no such file.</returns>
    public static string? Extract(ReadOnlySpan<byte> pngSvgOrPdf)
    {
        if (pngSvgOrPdf.Length > LargestFile)
            return null;
        if (PngBadge.IsPng(pngSvgOrPdf))
            return PngBadge.Extract(pngSvgOrPdf);
        if (PdfBadge.IsPdf(pngSvgOrPdf))
            return PdfBadge.Extract(pngSvgOrPdf.ToArray());
        try
        {
            return SvgBadge.Extract(Encoding.UTF8.GetString(pngSvgOrPdf));
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>Whether it is a compact JSON Web Signature, by its form.</summary>
    internal static bool IsJws(ReadOnlySpan<char> text)
    {
        var dots = 0;
        foreach (var c in text)
        {
            if (c == '.')
                dots++;
            else if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                return false;
        }

        return dots == 2 && text.Length > 4;
    }
}
