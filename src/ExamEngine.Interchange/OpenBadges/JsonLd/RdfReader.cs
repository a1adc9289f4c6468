using System.Globalization;
using System.Text.Json;
using ExamEngine.Interchange.OpenBadges.Rdf;

namespace ExamEngine.Interchange.OpenBadges.JsonLd;

/// <summary>The RDF dataset of a JSON-LD document (W3C JSON-LD 1.1 API, 8.1), in safe mode.</summary>
internal sealed class RdfReader
{
    private readonly HashSet<Quad> quads = [];
    private readonly Dictionary<string, RdfTerm> labels = new(StringComparer.Ordinal);
    private readonly WorkBudget work;
    private int blanks;

    private RdfReader(WorkBudget work) => this.work = work;

    /// <param name="without">A key of the outermost object to leave out.</param>
    /// <exception cref="BadgeFormatException">See <see cref="Expander.Expand"/>.</exception>
    public static RdfDataset Read(JsonElement document, ContextShelf shelf, WorkBudget work, string? without = null)
    {
        var reader = new RdfReader(work);
        var terms = new Expander(shelf, work).Expand(document, without).ConvertAll(item => reader.Add(item, null));
        return new(reader.quads, terms is [var root] ? root : null);
    }

    private RdfTerm Add(Expanded value, RdfTerm? graph) => value switch
    {
        Expanded.Literal literal => literal.Term,
        Expanded.Ordered list => AddList(list.Items, graph),
        Expanded.Node node => AddNode(node, graph),
        _ => throw new InvalidOperationException($"Unknown value {value.GetType().Name}."),
    };

    private RdfTerm AddNode(Expanded.Node node, RdfTerm? graph)
    {
        var subject = node.Id is null ? Blank() : Reference(node.Id);
        foreach (var type in node.Types)
            Add(new Quad(subject, RdfTerm.Type, Reference(type), graph));
        foreach (var (property, value) in node.Properties)
            Add(new Quad(subject, RdfTerm.Iri(property), Add(value, graph), graph));
        foreach (var (property, from) in node.Reverse)
            Add(new Quad(AddNode(from, graph), RdfTerm.Iri(property), subject, graph));
        foreach (var inside in node.Graph ?? [])
            Add(inside, subject);
        foreach (var beside in node.Included)
            Add(beside, graph);
        return subject;
    }

    private RdfTerm AddList(List<Expanded> items, RdfTerm? graph)
    {
        var rest = RdfTerm.Nil;
        for (var i = items.Count - 1; i >= 0; i--)
        {
            var cell = Blank();
            Add(new Quad(cell, RdfTerm.First, Add(items[i], graph), graph));
            Add(new Quad(cell, RdfTerm.Rest, rest, graph));
            rest = cell;
        }

        return rest;
    }

    private void Add(Quad quad)
    {
        work.Spend(1);
        quads.Add(quad);
    }

    private RdfTerm Reference(string iri)
    {
        if (!Iri.IsBlank(iri))
            return RdfTerm.Iri(iri);
        if (!labels.TryGetValue(iri, out var blank))
            labels[iri] = blank = Blank();
        return blank;
    }

    private RdfTerm Blank() => RdfTerm.Blank($"b{(blanks++).ToString(CultureInfo.InvariantCulture)}");
}
