using System.Globalization;
using System.Text;

namespace ExamEngine.Interchange.Pdf.Writing;

/// <summary>An element of the page's logical structure; its place in the list is its marked-content identifier.</summary>
/// <param name="Type">A standard structure type: <c>H1</c>, <c>P</c>, <c>Figure</c>.</param>
/// <param name="ActualText">The text as it should be read, or null.</param>
/// <param name="Alternate">What a figure says, or null.</param>
/// <param name="Box">Left, bottom, right, top of a figure in points, or null.</param>
internal sealed record StructureElement(string Type, string? ActualText = null, string? Alternate = null, IReadOnlyList<double>? Box = null);

/// <summary>
/// The logical structure of a one-page document in reading order (ISO 32000-1, 14.7), and the signature field as its
/// last part, which PDF/UA wants inside a Form element.
/// </summary>
internal sealed class StructureTree
{
    private readonly List<StructureElement> elements = [];

    /// <summary>Key of the page in the parent tree.</summary>
    public const int PageKey = 0;

    /// <summary>Key of the signature field in the parent tree.</summary>
    public const int SignatureKey = 1;

    /// <returns>The marked-content identifier of the new element.</returns>
    public int Add(StructureElement element)
    {
        elements.Add(element);
        return elements.Count - 1;
    }

    /// <returns>The structure tree root.</returns>
    public PdfReference WriteTo(PdfFile file, PdfReference page, PdfReference signatureField)
    {
        var (root, document) = (file.Reserve(), file.Reserve());
        var kids = elements.Select((element, id) => file.Add(Describe(element, id, document, page))).ToList();
        var form = file.Add($"<< /Type /StructElem /S /Form /P {document} /Pg {page} /K << /Type /OBJR /Obj {signatureField} /Pg {page} >> >>");
        file.Put(document, $"<< /Type /StructElem /S /Document /P {root} /K [{string.Join(' ', kids)} {form}] >>");
        file.Put(root, $"<< /Type /StructTreeRoot /K {document} /ParentTreeNextKey 2 /ParentTree << /Nums [{PageKey} [{string.Join(' ', kids)}] {SignatureKey} {form}] >> >>");
        return root;
    }

    private static string Describe(StructureElement element, int id, PdfReference parent, PdfReference page)
    {
        var entries = new StringBuilder();
        entries.Append(CultureInfo.InvariantCulture, $"<< /Type /StructElem /S /{element.Type} /P {parent} /Pg {page} /K {id}");
        if (element.ActualText is { } actual)
            entries.Append(CultureInfo.InvariantCulture, $" /ActualText {PdfSyntax.Text(actual)}");
        if (element.Alternate is { } alternate)
            entries.Append(CultureInfo.InvariantCulture, $" /Alt {PdfSyntax.Text(alternate)}");
        if (element.Box is { } box)
            entries.Append(CultureInfo.InvariantCulture, $" /A << /O /Layout /Placement /Block /BBox [{string.Join(' ', box.Select(PdfSyntax.Number))}] >>");
        return entries.Append(" >>").ToString();
    }
}
