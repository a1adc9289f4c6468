using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.Pdf.Structure;
using PdfSharp.UniversalAccessibility;

namespace ExamEngine.Interchange.Pdf.Writing;

/// <summary>
/// The logical structure of a one-page document in reading order (ISO 32000-1, 14.7): PDFsharp's tree and its elements,
/// which are hung in here. Its StructureBuilder would do that while drawing, but it opens the first marked content inside
/// a text object and closes it outside, which 14.6.1 forbids.
/// </summary>
internal sealed class StructureTree
{
    private const int PageKey = 0;
    private const int SignatureKey = 1;

    private readonly PdfDocument document;
    private readonly PdfPage page;
    private readonly PdfStructureElement root;
    private readonly PdfArray kids = new();
    private readonly PdfArray byContentId = new();
    private readonly PdfNumberTreeNode parents = new(isRoot: true);

    public StructureTree(PdfDocument document, PdfPage page, string language)
    {
        (this.document, this.page) = (document, page);
        var manager = UAManager.ForDocument(document);
        manager.SetDocumentLanguage(language);
        root = manager.StructureTreeElementDocument;
        root.Elements["/K"] = kids;
        parents.AddNumber(PageKey, byContentId);
        manager.StructureTreeRoot.Elements["/ParentTree"] = document.Add(parents);
        manager.StructureTreeRoot.Elements.SetInteger("/ParentTreeNextKey", SignatureKey + 1);
        page.Elements.SetInteger("/StructParents", PageKey);
        page.Elements.SetName("/Tabs", "/S");
    }

    /// <param name="type">A standard structure type, e.g. <c>P</c>.</param>
    /// <param name="actualText">The text as it should be read.</param>
    /// <returns>The identifier of the marked content that shows it.</returns>
    public int AddText(string type, string actualText)
    {
        var (element, id) = AddContent(type);
        element.Elements["/ActualText"] = PdfDocumentObjects.Text(actualText);
        return id;
    }

    /// <param name="alternate">What the figure says.</param>
    /// <param name="box">In points from the lower left corner of the page; <see cref="XRect.Y"/> is its lower edge.</param>
    /// <returns>The identifier of the marked content that shows it.</returns>
    public int AddFigure(string alternate, XRect box)
    {
        var (element, id) = AddContent("Figure");
        element.Elements["/Alt"] = PdfDocumentObjects.Text(alternate);
        element.LayoutAttributes.Elements.SetName("/Placement", "/Block");
        element.LayoutAttributes.Elements.SetRectangle("/BBox", new PdfRectangle(box));
        return id;
    }

    /// <summary>PDF/UA wants a field inside a Form element.</summary>
    public void AddField(PdfDictionary field)
    {
        var reference = new PdfObjectReference { Elements = { ["/Obj"] = field, ["/Pg"] = page } };
        parents.AddNumber(SignatureKey, Add("Form", reference));
        field.Elements.SetInteger("/StructParent", SignatureKey);
    }

    private (PdfStructureElement Element, int Id) AddContent(string type)
    {
        var id = byContentId.Elements.Count;
        var element = Add(type, new PdfInteger(id));
        byContentId.Elements.Add(element);
        return (element, id);
    }

    private PdfStructureElement Add(string type, PdfItem content)
    {
        var element = document.Add(new PdfStructureElement(document)
        {
            Elements = { ["/S"] = PdfName.FromString(type), ["/P"] = root, ["/Pg"] = page, ["/K"] = content },
        });
        kids.Elements.Add(element);
        return element;
    }
}
