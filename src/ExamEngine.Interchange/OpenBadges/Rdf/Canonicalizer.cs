using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ExamEngine.Interchange.OpenBadges.JsonLd;

namespace ExamEngine.Interchange.OpenBadges.Rdf;

/// <summary>
/// RDF Dataset Canonicalization, RDFC-1.0 with SHA-256 (W3C Recommendation of 21 May 2024, 4.4 to 4.8). Blank nodes that nothing
/// tells apart are named by trying their orders, of which there can be factorially many: the budget ends that.
/// </summary>
internal sealed class Canonicalizer
{
    /// <summary>Chains of blank nodes that must be followed to tell two apart; a badge has none of more than a few.</summary>
    private const int Deepest = 128;

    private readonly IReadOnlyCollection<Quad> quads;
    private readonly WorkBudget work;
    private readonly Dictionary<string, List<Quad>> quadsOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> firstDegree = new(StringComparer.Ordinal);
    private readonly Issuer canonical = new("_:c14n");

    private Canonicalizer(IReadOnlyCollection<Quad> quads, WorkBudget work)
    {
        this.quads = quads;
        this.work = work;
    }

    /// <summary>The canonical N-Quads.</summary>
    /// <exception cref="TooMuchWorkException">The dataset is made to be dear.</exception>
    public static string Canonicalize(IReadOnlyCollection<Quad> quads, WorkBudget work) => new Canonicalizer(quads, work).Run();

    private string Run()
    {
        foreach (var quad in quads)
        {
            foreach (var term in Blanks(quad))
            {
                if (!quadsOf.TryGetValue(term, out var list))
                    quadsOf[term] = list = [];
                if (list.Count == 0 || list[^1] != quad)
                    list.Add(quad);
            }
        }

        var byHash = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var node in quadsOf.Keys)
        {
            var hash = FirstDegree(node);
            if (!byHash.TryGetValue(hash, out var nodes))
                byHash[hash] = nodes = [];
            nodes.Add(node);
        }

        foreach (var nodes in byHash.Values.Where(n => n.Count == 1))
            canonical.Issue(nodes[0]);
        foreach (var nodes in byHash.Values.Where(n => n.Count > 1))
        {
            var paths = new List<(string Hash, Issuer Issuer)>();
            foreach (var node in nodes.Where(n => canonical.Of(n) is null))
            {
                var issuer = new Issuer("_:b");
                issuer.Issue(node);
                paths.Add(NDegree(node, issuer, 0));
            }

            foreach (var (_, issuer) in paths.OrderBy(p => p.Hash, StringComparer.Ordinal))
            {
                foreach (var node in issuer.Issued)
                    canonical.Issue(node);
            }
        }

        var lines = new List<string>(quads.Count);
        foreach (var quad in quads)
            lines.Add(Line(quad, canonical.Issue));
        lines.Sort(StringComparer.Ordinal);
        return string.Concat(lines);
    }

    private string FirstDegree(string node)
    {
        if (firstDegree.TryGetValue(node, out var known))
            return known;

        var lines = new List<string>();
        foreach (var quad in quadsOf[node])
        {
            work.Spend(1);
            lines.Add(Line(quad, label => label == node ? "_:a" : "_:z"));
        }

        lines.Sort(StringComparer.Ordinal);
        return firstDegree[node] = Hash(string.Concat(lines));
    }

    private string Related(string related, Quad quad, Issuer issuer, char position)
    {
        work.Spend(1);
        var name = canonical.Of(related) ?? issuer.Of(related) ?? FirstDegree(related);
        return Hash(position == 'g' ? $"g{name}" : $"{position}{quad.Predicate.Text}{name}");
    }

    private (string Hash, Issuer Issuer) NDegree(string node, Issuer issuer, int depth)
    {
        if (depth > Deepest)
            throw new TooMuchWorkException();

        var groups = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var quad in quadsOf[node])
        {
            // The same node may be related twice, and then counts twice.
            Relate(quad.Subject, 's');
            Relate(quad.Object, 'o');
            if (quad.Graph is { } graph)
                Relate(graph, 'g');

            void Relate(RdfTerm term, char position)
            {
                if (!term.IsBlank || term.Text == node)
                    return;
                var hash = Related(term.Text, quad, issuer, position);
                if (!groups.TryGetValue(hash, out var list))
                    groups[hash] = list = [];
                list.Add(term.Text);
            }
        }

        var data = new StringBuilder();
        foreach (var (hash, related) in groups)
        {
            data.Append(hash);
            string? chosenPath = null;
            Issuer? chosenIssuer = null;
            related.Sort(StringComparer.Ordinal);
            do
            {
                work.Spend(related.Count);
                if (Path(related, issuer, chosenPath, depth) is { } found)
                    (chosenPath, chosenIssuer) = found;
            }
            while (NextPermutation(related));

            data.Append(chosenPath);
            issuer = chosenIssuer!;
        }

        return (Hash(data.ToString()), issuer);
    }

    /// <returns>Null if the order leads to a path that is no better than <paramref name="best"/>.</returns>
    private (string Path, Issuer Issuer)? Path(List<string> order, Issuer from, string? best, int depth)
    {
        var issuer = from.Copy();
        var path = new StringBuilder();
        var unnamed = new List<string>();
        foreach (var node in order)
        {
            if (canonical.Of(node) is { } name)
            {
                path.Append(name);
            }
            else
            {
                if (issuer.Of(node) is null)
                    unnamed.Add(node);
                path.Append(issuer.Issue(node));
            }

            if (IsWorse(path, best))
                return null;
        }

        foreach (var node in unnamed)
        {
            var (hash, next) = NDegree(node, issuer, depth + 1);
            path.Append(issuer.Issue(node)).Append('<').Append(hash).Append('>');
            issuer = next;
            if (IsWorse(path, best))
                return null;
        }

        var text = path.ToString();
        return best is null || string.CompareOrdinal(text, best) < 0 ? (text, issuer) : null;
    }

    private static bool IsWorse(StringBuilder path, string? best) =>
        best is not null && path.Length >= best.Length && string.CompareOrdinal(path.ToString(), best) > 0;

    /// <summary>The next order, by value; orders that differ only among equals count once.</summary>
    private static bool NextPermutation(List<string> list)
    {
        var i = list.Count - 2;
        while (i >= 0 && string.CompareOrdinal(list[i], list[i + 1]) >= 0)
            i--;
        if (i < 0)
            return false;
        var j = list.Count - 1;
        while (string.CompareOrdinal(list[i], list[j]) >= 0)
            j--;
        (list[i], list[j]) = (list[j], list[i]);
        list.Reverse(i + 1, list.Count - i - 1);
        return true;
    }

    private static IEnumerable<string> Blanks(Quad quad)
    {
        if (quad.Subject.IsBlank)
            yield return quad.Subject.Text;
        if (quad.Object.IsBlank)
            yield return quad.Object.Text;
        if (quad.Graph is { IsBlank: true } graph)
            yield return graph.Text;
    }

    private static string Line(Quad quad, Func<string, string> name)
    {
        var subject = Name(quad.Subject);
        var value = Name(quad.Object);
        return quad.Graph is { } graph ? $"{subject} {quad.Predicate.Text} {value} {Name(graph)} .\n" : $"{subject} {quad.Predicate.Text} {value} .\n";

        string Name(RdfTerm term) => term.IsBlank ? name(term.Text) : term.Text;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Gives names in the order it is asked.</summary>
    private sealed class Issuer(string prefix)
    {
        private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
        private readonly List<string> issued = [];

        public IReadOnlyList<string> Issued => issued;

        public string? Of(string node) => names.GetValueOrDefault(node);

        public string Issue(string node)
        {
            if (names.TryGetValue(node, out var name))
                return name;
            issued.Add(node);
            return names[node] = prefix + (issued.Count - 1).ToString(CultureInfo.InvariantCulture);
        }

        public Issuer Copy()
        {
            var copy = new Issuer(prefix);
            foreach (var node in issued)
                copy.Issue(node);
            return copy;
        }
    }
}
