using System.Text.Json;
using ExamEngine.Interchange.OpenBadges.Proofs;
using ExamEngine.Interchange.OpenBadges.Rdf;

namespace ExamEngine.Interchange.OpenBadges.JsonLd;

/// <summary>What was read of one object so far, and what it comes to.</summary>
internal sealed class ObjectReading
{
    public HashSet<string> Keywords { get; } = new(StringComparer.Ordinal);

    public Expanded.Node Node { get; } = new();

    public JsonElement? Value { get; set; }

    public string? Language { get; set; }

    /// <summary>Of a set or a list.</summary>
    public List<Expanded>? Several { get; set; }

    /// <summary>Closes the object and adds what it stands for; true as it stands for something.</summary>
    /// <param name="property">The key, as written, that the object belongs to; null outermost.</param>
    public bool Conclude(List<Expanded> into, string? property)
    {
        if (Value is { } value)
        {
            if (Node.Id is not null || Node.Properties.Count > 0 || Node.Reverse.Count > 0 || Node.Graph is not null || Several is not null
                || Node.Included.Count > 0 || Node.Types.Count > 1 || Node.Types.Count > 0 && Language is not null)
                throw new BadgeFormatException("An object holds a value and something else.");
            if (property is null or "@graph")
                throw new UndefinedTermException("@value", "stands where only an object can");
            into.Add(new Expanded.Literal(Valued(value, Node.Types is [var type] ? type : null, Language)));
            return true;
        }

        if (Several is { } several)
        {
            if (Node.Id is not null || !Node.IsNothing || Language is not null)
                throw new BadgeFormatException("An object holds a set or a list and something else.");
            if (Keywords.Contains("@list"))
                into.Add(new Expanded.Ordered(several));
            else
                into.AddRange(several);
            return true;
        }

        if (Language is not null)
            throw new UndefinedTermException("@language", "stands without a value");
        if (Node.Types.Contains("@json"))
            throw new BadgeFormatException("An object without a value has the type of JSON.");
        if (property is null or "@graph" && Node.IsNothing)
            throw new UndefinedTermException(Node.Id ?? "{}", "is an object that says nothing");
        into.Add(Node);
        return true;
    }

    private static RdfTerm Valued(JsonElement value, string? type, string? language)
    {
        if (type == "@json")
            return RdfTerm.Literal(Jcs.Canonical(value), RdfTerm.Json);
        if (value.ValueKind == JsonValueKind.Null)
            throw new UndefinedTermException("@value", "is null");
        if (language is null)
            return Literals.Of(value, type);
        return value.ValueKind == JsonValueKind.String
            ? RdfTerm.Tagged(value.GetString()!, Expander.LanguageTag(language))
            : throw new BadgeFormatException("A value that is no text has a language.");
    }
}
