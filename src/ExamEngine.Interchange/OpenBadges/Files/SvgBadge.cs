using System.Xml;
using System.Xml.Linq;

namespace ExamEngine.Interchange.OpenBadges.Files;

/// <summary>
/// An <c>openbadges:credential</c> element, first in the picture: JSON as its text, a JSON Web Signature as its attribute
/// <c>verify</c>. A document type is passed over and nothing outside is read.
/// </summary>
internal static class SvgBadge
{
    private static readonly XNamespace Badges = "https://purl.imsglobal.org/ob/v3p0";
    private static readonly XNamespace Pictures = "http://www.w3.org/2000/svg";

    public static string Bake(string image, string credential)
    {
        var document = Load(image);
        var root = document.Root!;
        if (root.Name.LocalName != "svg" || root.Name.Namespace != Pictures && root.Name.Namespace != XNamespace.None)
            throw new BadgeFormatException("The image is no SVG.");

        document.Descendants(Badges + "credential").Remove();
        root.SetAttributeValue(XNamespace.Xmlns + "openbadges", Badges.NamespaceName);
        // The end of a CDATA section can only stand inside a string of JSON, where it can be written otherwise.
        root.AddFirst(Baking.IsJws(credential)
            ? new XElement(Badges + "credential", new XAttribute("verify", credential))
            : new XElement(Badges + "credential", new XCData(credential.Replace("]]>", "]]\\u003e", StringComparison.Ordinal))));
        return document.Declaration is null ? document.ToString(SaveOptions.DisableFormatting) : document.Declaration + document.ToString(SaveOptions.DisableFormatting);
    }

    public static string? Extract(string image)
    {
        var baked = Load(image).Descendants(Badges + "credential").FirstOrDefault();
        if (baked is null)
            return null;
        return baked.Attribute("verify")?.Value is { Length: > 0 } signature ? signature : baked.Value.Trim() is { Length: > 0 } text ? text : null;
    }

    private static XDocument Load(string image)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = Baking.LargestFile };
        using var reader = XmlReader.Create(new StringReader(image.TrimStart('\uFEFF')), settings);
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }
}
