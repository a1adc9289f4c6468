using System.Globalization;
using System.Text;
using System.Xml.Linq;
using PdfSharp.Pdf;

namespace ExamEngine.Interchange.Pdf.Writing;

/// <summary>
/// The metadata that declares PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1). The pdfuaid schema is described in
/// place, since ISO 19005 knows only the schemas of XMP 2005.
/// </summary>
internal static class XmpPacket
{
    private static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static readonly XNamespace Meta = "adobe:ns:meta/";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Xmp = "http://ns.adobe.com/xap/1.0/";
    private static readonly XNamespace Pdf = "http://ns.adobe.com/pdf/1.3/";
    private static readonly XNamespace PdfA = "http://www.aiim.org/pdfa/ns/id/";
    private static readonly XNamespace PdfUa = "http://www.aiim.org/pdfua/ns/id/";
    private static readonly XNamespace Extension = "http://www.aiim.org/pdfa/ns/extension/";
    private static readonly XNamespace Schema = "http://www.aiim.org/pdfa/ns/schema#";
    private static readonly XNamespace Property = "http://www.aiim.org/pdfa/ns/property#";

    /// <param name="info">ISO 19005 wants the metadata to say the same.</param>
    public static byte[] Of(PdfDocumentInformation info, string language)
    {
        var date = info.CreationDate.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var packet = new XElement(Meta + "xmpmeta",
            new XAttribute(XNamespace.Xmlns + "x", Meta),
            new XElement(Rdf + "RDF",
                new XAttribute(XNamespace.Xmlns + "rdf", Rdf),
                Description("dc", Dc,
                    new XElement(Dc + "title", new XElement(Rdf + "Alt", new XElement(Rdf + "li", new XAttribute(XNamespace.Xml + "lang", "x-default"), info.Title))),
                    new XElement(Dc + "creator", new XElement(Rdf + "Seq", new XElement(Rdf + "li", info.Author))),
                    new XElement(Dc + "language", new XElement(Rdf + "Bag", new XElement(Rdf + "li", language)))),
                Description("xmp", Xmp, new XElement(Xmp + "CreatorTool", info.Creator), new XElement(Xmp + "CreateDate", date), new XElement(Xmp + "ModifyDate", date)),
                Description("pdf", Pdf, new XElement(Pdf + "Producer", info.Producer)),
                Description("pdfaid", PdfA, new XElement(PdfA + "part", 3), new XElement(PdfA + "conformance", "A")),
                Description("pdfuaid", PdfUa, new XElement(PdfUa + "part", 1)),
                UniversalAccessSchema()));
        return Encoding.UTF8.GetBytes($"<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n{packet.ToString(SaveOptions.DisableFormatting)}\n<?xpacket end=\"r\"?>");
    }

    private static XElement Description(string prefix, XNamespace schema, params object[] properties) =>
        new(Rdf + "Description", new XAttribute(Rdf + "about", ""), new XAttribute(XNamespace.Xmlns + prefix, schema), properties);

    private static XElement UniversalAccessSchema() =>
        Description("pdfaExtension", Extension,
            new XAttribute(XNamespace.Xmlns + "pdfaSchema", Schema),
            new XAttribute(XNamespace.Xmlns + "pdfaProperty", Property),
            new XElement(Extension + "schemas", new XElement(Rdf + "Bag", Resource(
                new XElement(Schema + "schema", "PDF/UA identification schema"),
                new XElement(Schema + "namespaceURI", PdfUa.NamespaceName),
                new XElement(Schema + "prefix", "pdfuaid"),
                new XElement(Schema + "property", new XElement(Rdf + "Seq", Resource(
                    new XElement(Property + "name", "part"),
                    new XElement(Property + "valueType", "Integer"),
                    new XElement(Property + "category", "internal"),
                    new XElement(Property + "description", "Part of the PDF/UA standard"))))))));

    private static XElement Resource(params object[] properties) =>
        new(Rdf + "li", new XAttribute(Rdf + "parseType", "Resource"), properties);
}
