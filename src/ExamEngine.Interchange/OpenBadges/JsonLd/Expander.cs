using System.Text.Json;
using ExamEngine.Interchange.OpenBadges.Proofs;
using ExamEngine.Interchange.OpenBadges.Rdf;

namespace ExamEngine.Interchange.OpenBadges.JsonLd;

/// <summary>
/// Expansion of JSON-LD 1.1 (W3C JSON-LD 1.1 Processing Algorithms and API, 5.1) in safe mode: whatever would be left out, because no
/// context defines it or because it stands where nothing can stand, throws. One for each document.
/// </summary>
internal sealed class Expander(ContextShelf shelf, WorkBudget work)
{
    private readonly ContextReader contexts = new(shelf, work);

    /// <param name="without">A key of the outermost object to leave out, such as the proof.</param>
    /// <exception cref="UndefinedTermException">Something would be left out.</exception>
    /// <exception cref="UnknownContextException">A context is not on the shelf.</exception>
    /// <exception cref="BadgeFormatException">It is not JSON-LD.</exception>
    public List<Expanded> Expand(JsonElement document, string? without = null)
    {
        var expanded = new List<Expanded>();
        if (document.ValueKind == JsonValueKind.Object)
            ExpandMap(expanded, contexts.Start(), null, document, fromMap: false, without);
        else
            throw new BadgeFormatException("The document is not an object.");

        // A document that is nothing but a graph stands for what is in it.
        return expanded is [Expanded.Node { Id: null, Graph: { } graph } only] && (only with { Graph = null }).IsNothing ? graph : expanded;
    }

    /// <param name="property">The key, as written, that the value belongs to; null outermost.</param>
    /// <returns>False when the value stands for nothing.</returns>
    private bool ExpandValue(List<Expanded> into, ActiveContext active, string? property, JsonElement value, bool fromMap = false)
    {
        work.Spend(1);
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return false;
            case JsonValueKind.Array:
                var nested = property is not null && Definition(active, property) is { } d && d.Containers.HasFlag(Containers.List);
                foreach (var item in value.EnumerateArray())
                {
                    if (nested && item.ValueKind == JsonValueKind.Array)
                    {
                        var inner = new List<Expanded>();
                        ExpandValue(inner, active, property, item);
                        into.Add(new Expanded.Ordered(inner));
                    }
                    else
                    {
                        ExpandValue(into, active, property, item, fromMap);
                    }
                }

                return true;
            case JsonValueKind.Object:
                return ExpandMap(into, active, property, value, fromMap);
            default:
                if (property is null or "@graph")
                    throw new UndefinedTermException(value.ToString(), "stands where only an object can");
                var scoped = Definition(active, property) is { Context: not null } term ? contexts.Scope(active, term, propagate: true, overrideProtected: true) : active;
                into.Add(Scalar(scoped, property, value));
                return true;
        }
    }

    private bool ExpandMap(List<Expanded> into, ActiveContext active, string? property, JsonElement map, bool fromMap, string? without = null)
    {
        var brought = property is null ? null : Definition(active, property) is { Context: not null } term ? term : null;
        if (active.Previous is { } previous && !fromMap && !KeepsTypeScope(active, map))
            active = previous;
        if (brought is not null)
            active = contexts.Scope(active, brought, propagate: true, overrideProtected: true);
        if (map.TryGetProperty("@context", out var local))
            active = contexts.Read(active, local);

        var typeScoped = active;
        string? inputType = null;
        foreach (var (key, value) in Sorted(map, without))
        {
            if (ContextReader.ExpandIri(active, key, documentRelative: false, vocab: true) != "@type")
                continue;
            foreach (var type in Texts(value).Order(StringComparer.Ordinal))
            {
                if (Definition(typeScoped, type) is { Context: not null } typeTerm)
                    active = contexts.Scope(active, typeTerm, propagate: false, overrideProtected: false);
            }

            inputType ??= Texts(value).LastOrDefault() is { } last ? ContextReader.ExpandIri(typeScoped, last, documentRelative: true, vocab: true) : null;
        }

        var reading = new ObjectReading();
        ReadEntries(reading, active, typeScoped, property, map, inputType, without);
        return reading.Conclude(into, property);
    }

    /// <summary>A type's context holds on in a value object and in a plain reference.</summary>
    private static bool KeepsTypeScope(ActiveContext active, JsonElement map)
    {
        var count = 0;
        var onlyId = false;
        foreach (var entry in map.EnumerateObject())
        {
            count++;
            switch (ContextReader.ExpandIri(active, entry.Name, documentRelative: false, vocab: true))
            {
                case "@value":
                    return true;
                case "@id":
                    onlyId = true;
                    break;
            }
        }

        return onlyId && count == 1;
    }

    private void ReadEntries(ObjectReading reading, ActiveContext active, ActiveContext typeScoped, string? property, JsonElement map, string? inputType, string? without)
    {
        var nests = new List<string>();
        foreach (var (key, value) in Sorted(map, without))
        {
            work.Spend(1);
            if (key == "@context")
                continue;
            var expanded = ContextReader.ExpandIri(active, key, documentRelative: false, vocab: true);
            if (expanded is null || !Iri.IsKeyword(expanded) && !Iri.IsAbsolute(expanded))
                throw new UndefinedTermException(key, "is not defined by any context of the document");
            if (Iri.IsKeyword(expanded))
            {
                if (property == "@reverse")
                    throw new BadgeFormatException("@reverse holds a keyword.");
                if (expanded == "@nest")
                    nests.Add(key);
                else
                    ReadKeyword(reading, active, typeScoped, property, expanded, value, inputType);
                continue;
            }

            if (Iri.IsBlank(expanded))
                throw new UndefinedTermException(key, "is a blank node, which cannot be a property");
            ReadProperty(reading, active, key, expanded, value);
        }

        foreach (var nest in nests)
        {
            foreach (var nested in map.GetProperty(nest) is { ValueKind: JsonValueKind.Array } several ? [.. several.EnumerateArray()] : new[] { map.GetProperty(nest) })
            {
                if (nested.ValueKind != JsonValueKind.Object
                    || nested.EnumerateObject().Any(e => ContextReader.ExpandIri(active, e.Name, documentRelative: false, vocab: true) == "@value"))
                    throw new BadgeFormatException($"\"{nest}\" holds something that cannot be nested.");
                var scoped = Definition(active, nest) is { Context: not null } term ? contexts.Scope(active, term, propagate: true, overrideProtected: true) : active;
                ReadEntries(reading, scoped, typeScoped, property, nested, inputType, null);
            }
        }
    }

    private void ReadKeyword(ObjectReading reading, ActiveContext active, ActiveContext typeScoped, string? property, string keyword, JsonElement value, string? inputType)
    {
        if (keyword is not ("@type" or "@included") && !reading.Keywords.Add(keyword))
            throw new BadgeFormatException($"An object says {keyword} twice.");
        switch (keyword)
        {
            case "@id":
                var id = Text(value, keyword);
                reading.Node.Id = Absolute(ContextReader.ExpandIri(active, id, documentRelative: true, vocab: false), id);
                break;
            case "@type":
                reading.Keywords.Add(keyword);
                foreach (var type in Texts(value))
                {
                    var expanded = ContextReader.ExpandIri(typeScoped, type, documentRelative: true, vocab: true);
                    reading.Node.Types.Add(expanded == "@json" ? expanded : Absolute(expanded, type));
                }

                break;
            case "@graph":
                var graph = new List<Expanded>();
                ExpandValue(graph, active, "@graph", value);
                reading.Node.Graph = graph;
                break;
            case "@included":
                var included = new List<Expanded>();
                ExpandValue(included, active, null, value);
                if (included.Any(i => i is not Expanded.Node))
                    throw new BadgeFormatException("@included holds something that is no object.");
                reading.Node.Included.AddRange(included);
                break;
            case "@value":
                if (inputType != "@json" && value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                    throw new BadgeFormatException("@value holds more than one value.");
                reading.Value = value;
                break;
            case "@language":
                reading.Language = Text(value, keyword).ToLowerInvariant();
                break;
            case "@direction":
                throw new UndefinedTermException("@direction", "cannot be kept");
            case "@index":
                Text(value, keyword);
                break;
            case "@list":
                if (property is null or "@graph")
                    throw new UndefinedTermException("@list", "stands where only an object can");
                reading.Several = [];
                ExpandValue(reading.Several, active, property, value);
                break;
            case "@set":
                reading.Several = [];
                ExpandValue(reading.Several, active, property, value);
                break;
            case "@reverse":
                ReadReverse(reading, active, value);
                break;
            default:
                throw new BadgeFormatException($"{keyword} cannot stand in an object.");
        }
    }

    private void ReadReverse(ObjectReading reading, ActiveContext active, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw new BadgeFormatException("@reverse is not an object.");
        var inside = new ObjectReading();
        ReadEntries(inside, active, active, "@reverse", value, null, null);
        foreach (var (property, one) in inside.Node.Properties)
            reading.Node.Reverse.Add((property, one as Expanded.Node ?? throw new BadgeFormatException("@reverse holds a value that is no object.")));
        foreach (var (property, subject) in inside.Node.Reverse)
            reading.Node.Properties.Add((property, subject));
    }

    private void ReadProperty(ObjectReading reading, ActiveContext active, string key, string expanded, JsonElement value)
    {
        var definition = Definition(active, key);
        var containers = definition?.Containers ?? Containers.None;
        var values = new List<Expanded>();
        if (definition?.Type == "@json")
        {
            values.Add(new Expanded.Literal(RdfTerm.Literal(Jcs.Canonical(value), RdfTerm.Json)));
        }
        else if (containers.HasFlag(Containers.Language) && value.ValueKind == JsonValueKind.Object)
        {
            ReadLanguages(values, active, value);
        }
        else if ((containers & (Containers.Index | Containers.Type | Containers.Id)) != 0 && value.ValueKind == JsonValueKind.Object)
        {
            ReadIndexed(values, active, key, definition!, value);
        }
        else
        {
            if (!ExpandValue(values, active, key, value))
                return;
            if (containers.HasFlag(Containers.List) && !(value.ValueKind == JsonValueKind.Object && values is [Expanded.Ordered]))
                values = [new Expanded.Ordered(values)];
            if (containers.HasFlag(Containers.Graph) && (containers & (Containers.Id | Containers.Index)) == 0)
                values = values.ConvertAll(InGraph);
        }

        foreach (var one in values)
        {
            if (definition is { IsReverse: true })
                reading.Node.Reverse.Add((expanded, one as Expanded.Node ?? throw new BadgeFormatException($"\"{key}\" holds a value that is no object.")));
            else
                reading.Node.Properties.Add((expanded, one));
        }
    }

    private static Expanded InGraph(Expanded value) => new Expanded.Node { Graph = [value] };

    private static void ReadLanguages(List<Expanded> values, ActiveContext active, JsonElement map)
    {
        foreach (var entry in map.EnumerateObject())
        {
            var language = ContextReader.ExpandIri(active, entry.Name, documentRelative: false, vocab: true) == "@none" ? null : LanguageTag(entry.Name);
            foreach (var text in Texts(entry.Value))
                values.Add(new Expanded.Literal(language is null ? RdfTerm.Literal(text, RdfTerm.Xsd + "string") : RdfTerm.Tagged(text, language)));
        }

        if (active.Direction is not null)
            throw new UndefinedTermException("@direction", "cannot be kept");
    }

    private void ReadIndexed(List<Expanded> values, ActiveContext active, string key, TermDefinition definition, JsonElement map)
    {
        foreach (var entry in map.EnumerateObject())
        {
            var inside = (definition.Containers & (Containers.Id | Containers.Type)) != 0 ? active.Previous ?? active : active;
            if (definition.Containers.HasFlag(Containers.Type) && Definition(inside, entry.Name) is { Context: not null } term)
                inside = contexts.Scope(inside, term, propagate: false, overrideProtected: false);

            var isNone = ContextReader.ExpandIri(active, entry.Name, documentRelative: false, vocab: true) == "@none";
            var items = new List<Expanded>();
            ExpandValue(items, inside, key, entry.Value, fromMap: true);
            foreach (var item in items)
            {
                var one = definition.Containers.HasFlag(Containers.Graph) ? InGraph(item) : item;
                if (!isNone && definition.Containers.HasFlag(Containers.Id))
                {
                    if (one is Expanded.Node { Id: null } unnamed)
                        unnamed.Id = Absolute(ContextReader.ExpandIri(active, entry.Name, documentRelative: true, vocab: false), entry.Name);
                }
                else if (!isNone && definition.Containers.HasFlag(Containers.Type))
                {
                    Named(one, key).Types.Insert(0, Absolute(ContextReader.ExpandIri(active, entry.Name, documentRelative: true, vocab: true), entry.Name));
                }
                else if (!isNone && definition.Index is { } index && index != "@index")
                {
                    var property = Absolute(ContextReader.ExpandIri(active, index, documentRelative: false, vocab: true), index);
                    using var name = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(entry.Name));
                    Named(one, key).Properties.Insert(0, (property, Scalar(active, index, name.RootElement.Clone())));
                }

                values.Add(one);
            }
        }
    }

    private static Expanded.Node Named(Expanded value, string key) =>
        value as Expanded.Node ?? throw new BadgeFormatException($"\"{key}\" holds a value that is no object.");

    /// <summary>Value expansion (5.3).</summary>
    private static Expanded Scalar(ActiveContext active, string property, JsonElement value)
    {
        var definition = Definition(active, property);
        if (value.ValueKind == JsonValueKind.String && definition?.Type is "@id" or "@vocab")
        {
            var reference = value.GetString()!;
            return new Expanded.Node
            {
                Id = Absolute(ContextReader.ExpandIri(active, reference, documentRelative: true, vocab: definition.Type == "@vocab"), reference),
            };
        }

        if (definition?.Type is { } type and not ("@id" or "@vocab" or "@none"))
            return new Expanded.Literal(Literals.Of(value, type));
        if (value.ValueKind != JsonValueKind.String)
            return new Expanded.Literal(Literals.Of(value, null));

        if ((definition is { HasDirection: true } ? definition.Direction : active.Direction) is not null)
            throw new UndefinedTermException("@direction", "cannot be kept");
        var language = definition is { HasLanguage: true } ? definition.Language : active.Language;
        return new Expanded.Literal(language is null ? Literals.Of(value, null) : RdfTerm.Tagged(value.GetString()!, LanguageTag(language)));
    }

    private static TermDefinition? Definition(ActiveContext active, string key) => active.Terms.GetValueOrDefault(key);

    private static string Absolute(string? iri, string written) =>
        iri is not null && !Iri.IsKeyword(iri) && Iri.IsAbsolute(iri) ? iri : throw new UndefinedTermException(written, "is no absolute address and is not defined by any context of the document");

    internal static string LanguageTag(string tag) =>
        Iri.IsLanguageTag(tag) ? tag.ToLowerInvariant() : throw new UndefinedTermException(tag, "is no language tag");

    private static string Text(JsonElement value, string what) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new BadgeFormatException($"{what} is not a string.");

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.Array => value.EnumerateArray().Where(v => v.ValueKind != JsonValueKind.Null).Select(v => Text(v, "A member of a list of strings")),
        _ => [Text(value, "A type or text")],
    };

    private static IEnumerable<(string Key, JsonElement Value)> Sorted(JsonElement map, string? without) =>
        map.EnumerateObject().Where(e => e.Name != without).Select(e => (e.Name, e.Value)).OrderBy(e => e.Name, StringComparer.Ordinal);
}
