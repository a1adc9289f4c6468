using PdfSharp.Pdf;

namespace ExamEngine.Interchange.Pdf.Writing;

/// <summary>Short forms for the low-level objects of PDFsharp.</summary>
internal static class PdfDocumentObjects
{
    /// <summary>Makes an indirect object of the document.</summary>
    public static T Add<T>(this PdfDocument document, T value)
        where T : PdfObject
    {
        document.Internals.AddObject(value);
        return value;
    }

    public static PdfDictionary AddStream(this PdfDocument document, byte[] data)
    {
        var stream = document.Add(new PdfDictionary());
        stream.CreateStream(data);
        return stream;
    }

    /// <summary>A text string in UTF-16. By default PDFsharp writes Latin-1 where PDF expects PDFDocEncoding.</summary>
    public static PdfString Text(string value) => new(value, PdfStringEncoding.Unicode);

    public static PdfArray Integers(IEnumerable<int> values)
    {
        var array = new PdfArray();
        foreach (var value in values)
            array.Elements.Add(new PdfInteger(value));
        return array;
    }
}
