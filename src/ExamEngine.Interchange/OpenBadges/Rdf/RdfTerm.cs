using System.Globalization;
using System.Text;

namespace ExamEngine.Interchange.OpenBadges.Rdf;

/// <summary>An IRI, a literal or a blank node, written as canonical N-Quads write it (RDFC-1.0, 5).</summary>
internal readonly record struct RdfTerm(string Text, bool IsBlank)
{
    public const string RdfType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    public const string Json = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";
    public const string Xsd = "http://www.w3.org/2001/XMLSchema#";

    // Before the terms below, which are made with them.
    private static readonly System.Buffers.SearchValues<char> NotInAddress =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 33).Select(c => (char)c), .. "<>\"{}|^`\\"]);

    private static readonly System.Buffers.SearchValues<char> ToEscape =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (char)c), '"', '\\', '\x7f']);

    public static readonly RdfTerm Type = Iri(RdfType);
    public static readonly RdfTerm First = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#first");
    public static readonly RdfTerm Rest = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest");
    public static readonly RdfTerm Nil = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil");

    public static RdfTerm Iri(string iri) => new($"<{Address(iri)}>", false);

    public static RdfTerm Blank(string label) => new($"_:{label}", true);

    public static RdfTerm Literal(string value, string datatype) =>
        new(datatype == Xsd + "string" ? $"\"{Escaped(value)}\"" : $"\"{Escaped(value)}\"^^<{Address(datatype)}>", false);

    public static RdfTerm Tagged(string value, string language) => new($"\"{Escaped(value)}\"@{language}", false);

    private static string Escaped(string value)
    {
        if (value.AsSpan().IndexOfAny(ToEscape) < 0)
            return value;

        var escaped = new StringBuilder(value.Length + 16);
        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' => escaped.Append(@"\\"),
                '"' => escaped.Append("\\\""),
                '\n' => escaped.Append(@"\n"),
                '\r' => escaped.Append(@"\r"),
                '\t' => escaped.Append(@"\t"),
                '\b' => escaped.Append(@"\b"),
                '\f' => escaped.Append(@"\f"),
                < ' ' or '\x7f' => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>What N-Quads do not let stand in an address is written by its number, so that no address can end before its end.</summary>
    private static string Address(string iri) =>
        iri.AsSpan().IndexOfAny(NotInAddress) < 0 ? iri : string.Concat(iri.Select(c => NotInAddress.Contains(c) ? $"\\u{(int)c:X4}" : c.ToString()));
}

/// <param name="Root">What the document is about; null when that is not one thing.</param>
internal sealed record RdfDataset(IReadOnlyCollection<Quad> Quads, RdfTerm? Root);

/// <param name="Graph">Null for the default graph.</param>
internal readonly record struct Quad(RdfTerm Subject, RdfTerm Predicate, RdfTerm Object, RdfTerm? Graph);
