using System.Text.Json;

namespace ExamEngine.Interchange.OpenBadges.JsonLd;

[Flags]
internal enum Containers
{
    None = 0,
    Set = 1,
    List = 2,
    Language = 4,
    Index = 8,
    Id = 16,
    Type = 32,
    Graph = 64,
}

/// <summary>A word of a context. Immutable once its context is made; compared by reference, which keys what is remembered of it.</summary>
internal sealed class TermDefinition
{
    /// <summary>IRI, blank node or keyword; null: the word means nothing, on purpose.</summary>
    public string? Iri { get; set; }

    public bool IsPrefix { get; set; }

    public bool IsProtected { get; init; }

    public bool IsReverse { get; set; }

    public string? Type { get; set; }

    /// <summary>Lower case. It overrules the context's default only if <see cref="HasLanguage"/>, with null as well.</summary>
    public string? Language { get; set; }

    public bool HasLanguage { get; set; }

    public string? Direction { get; set; }

    public bool HasDirection { get; set; }

    public Containers Containers { get; set; }

    public string? Index { get; set; }

    public string? Nest { get; set; }

    /// <summary>The context that holds inside the word's value, or inside nodes of this type.</summary>
    public JsonElement? Context { get; set; }

    /// <summary>Whether both say the same, protection aside.</summary>
    public bool Agrees(TermDefinition other) =>
        Iri == other.Iri && IsPrefix == other.IsPrefix && IsReverse == other.IsReverse && Type == other.Type && Containers == other.Containers
        && (HasLanguage, Language) == (other.HasLanguage, other.Language) && (HasDirection, Direction) == (other.HasDirection, other.Direction)
        && Index == other.Index && Nest == other.Nest && Agree(Context, other.Context);

    private static bool Agree(JsonElement? one, JsonElement? other) =>
        one is { } a ? other is { } b && JsonElement.DeepEquals(a, b) : other is null;
}
