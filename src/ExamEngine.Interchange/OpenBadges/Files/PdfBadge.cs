using System.IO.Compression;
using System.Text;
using PdfSharp.Pdf;
using PdfSharp.Pdf.Advanced;
using PdfSharp.Pdf.IO;

namespace ExamEngine.Interchange.OpenBadges.Files;

/// <summary>The file <c>credential.json</c> that is associated with a PDF, or attached to it; without one of that name, the only one that ends in <c>.json</c>.</summary>
internal static class PdfBadge
{
    private const string Name = "credential.json";
    private const int DeepestTree = 8;
    private const int MostFiles = 256;

    public static bool IsPdf(ReadOnlySpan<byte> file) => file.StartsWith("%PDF-"u8);

    /// <returns>Null also for a file that PDFsharp cannot read, and for one that <see cref="PdfPacking"/> lets nobody open.</returns>
    public static string? Extract(byte[] file)
    {
        if (!PdfPacking.IsModest(file))
            return null;
        try
        {
            using var stream = new MemoryStream(file);
            using var document = PdfReader.Open(stream, PdfDocumentOpenMode.Import);
            var catalog = document.Internals.Catalog;
            var files = new List<(string Name, PdfDictionary Stream)>();
            if (catalog.Elements.GetArray("/AF") is { } associated)
            {
                for (var i = 0; i < associated.Elements.Count; i++)
                    Add(files, associated.Elements.GetDictionary(i));
            }

            if (catalog.Elements.GetDictionary("/Names")?.Elements.GetDictionary("/EmbeddedFiles") is { } tree)
                Walk(files, tree, 0);

            var named = files.Where(f => f.Name == Name).ToList();
            if (named.Count == 0)
                named = files.Where(f => f.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)).DistinctBy(f => f.Name).ToList() is [var only] ? [only] : [];
            return named.Count > 0 && Content(named[0].Stream) is { } content ? Encoding.UTF8.GetString(content).TrimStart('\uFEFF') : null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A reader for files of strangers: PDFsharp has no one exception for what it cannot read.
            return null;
        }
    }

    /// <summary>As it is, or packed as usual, which is unpacked with a bound; what is packed in another way, or twice, may be of any size.</summary>
    private static byte[]? Content(PdfDictionary stream)
    {
        var filter = Direct(stream.Elements["/Filter"]);
        if (filter is PdfArray { Elements.Count: 1 } only)
            filter = Direct(only.Elements[0]);
        if (filter is null)
            return stream.Stream.Value;
        if (filter is not PdfName { Value: "/FlateDecode" })
            return null;
        using var packed = new ZLibStream(new MemoryStream(stream.Stream.Value), CompressionMode.Decompress);
        return BoundedReading.ToEnd(packed, Baking.LargestFile);
    }

    private static PdfItem? Direct(PdfItem? item) => item is PdfReference reference ? reference.Value : item;

    private static void Walk(List<(string, PdfDictionary)> files, PdfDictionary node, int depth)
    {
        if (depth > DeepestTree || files.Count > MostFiles)
            return;
        if (node.Elements.GetArray("/Names") is { } names)
        {
            for (var i = 1; i < names.Elements.Count && files.Count <= MostFiles; i += 2)
                Add(files, names.Elements.GetDictionary(i));
        }

        if (node.Elements.GetArray("/Kids") is { } kids)
        {
            for (var i = 0; i < kids.Elements.Count; i++)
            {
                if (kids.Elements.GetDictionary(i) is { } kid)
                    Walk(files, kid, depth + 1);
            }
        }
    }

    private static void Add(List<(string, PdfDictionary)> files, PdfDictionary? specification)
    {
        if (specification?.Elements.GetDictionary("/EF") is not { } embedded)
            return;
        var name = specification.Elements.GetString("/UF") is { Length: > 0 } unicode ? unicode : specification.Elements.GetString("/F");
        if ((embedded.Elements.GetDictionary("/UF") ?? embedded.Elements.GetDictionary("/F")) is { Stream: not null } stream)
            files.Add((name, stream));
    }
}
