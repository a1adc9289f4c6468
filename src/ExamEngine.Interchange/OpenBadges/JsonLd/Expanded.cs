using ExamEngine.Interchange.OpenBadges.Rdf;

namespace ExamEngine.Interchange.OpenBadges.JsonLd;

/// <summary>A value of an expanded document.</summary>
internal abstract record Expanded
{
    private Expanded() { }

    public sealed record Literal(RdfTerm Term) : Expanded;

    public sealed record Ordered(List<Expanded> Items) : Expanded;

    /// <summary>Something with properties. All addresses in it are absolute.</summary>
    public sealed record Node : Expanded
    {
        public string? Id { get; set; }

        public List<string> Types { get; } = [];

        public List<(string Property, Expanded Value)> Properties { get; } = [];

        public List<(string Property, Node Subject)> Reverse { get; } = [];

        /// <summary>Null: it names no graph.</summary>
        public List<Expanded>? Graph { get; set; }

        public List<Expanded> Included { get; } = [];

        public bool IsNothing => Types.Count == 0 && Properties.Count == 0 && Reverse.Count == 0 && Graph is null && Included.Count == 0;
    }
}
