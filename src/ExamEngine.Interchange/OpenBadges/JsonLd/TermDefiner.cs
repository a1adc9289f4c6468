using System.Collections.Immutable;
using System.Text.Json;

namespace ExamEngine.Interchange.OpenBadges.JsonLd;

/// <summary>Defines the words of one context, each after those that it is made of (5.2, "Create Term Definition").</summary>
internal sealed class TermDefiner(ActiveContext active, Dictionary<string, JsonElement> local, bool isProtected, bool overrides)
{
    private const int Deepest = 64;

    private readonly Dictionary<string, bool> defined = new(StringComparer.Ordinal);
    private int depth;

    public void DefineFirst(string term)
    {
        if (local.ContainsKey(term) && !(defined.TryGetValue(term, out var done) && done))
            Define(term);
    }

    public void Define(string term)
    {
        if (defined.TryGetValue(term, out var done))
        {
            if (!done)
                throw new BadgeFormatException($"The word \"{term}\" of a context is defined by itself.");
            return;
        }

        if (term.Length == 0)
            throw new BadgeFormatException("A context defines a word without letters.");
        if (Iri.IsKeyword(term) && !(term == "@type" && IsTypeContainer(local[term])))
            throw new BadgeFormatException($"A context defines {term} anew.");
        if (term != "@type" && Iri.HasKeywordForm(term))
            throw new UndefinedTermException(term, "has the form of a keyword");
        if (++depth > Deepest)
            throw new TooMuchWorkException();

        defined[term] = false;
        active.Terms.Remove(term, out var previous);
        var made = Make(term, local[term]);
        if (!overrides && previous is { IsProtected: true })
            made = made.Agrees(previous) ? previous : throw new BadgeFormatException($"A context defines the protected word \"{term}\" anew.");
        active.Terms[term] = made;
        defined[term] = true;
        depth--;
    }

    private static bool IsTypeContainer(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any()
        && value.EnumerateObject().All(e => e.Name == "@protected" || e.Name == "@container" && e.Value.ValueKind == JsonValueKind.String && e.Value.GetString() == "@set");

    private TermDefinition Make(string term, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return new() { IsProtected = isProtected };
            case JsonValueKind.String:
                var simple = new TermDefinition { IsProtected = isProtected };
                Identify(simple, term, value.GetString(), isSimple: true);
                return simple;
            case JsonValueKind.Object:
                return Make(term, value.EnumerateObject().ToDictionary(e => e.Name, e => e.Value, StringComparer.Ordinal));
            default:
                throw new BadgeFormatException($"A context defines \"{term}\" neither by an address nor by an object.");
        }
    }

    private TermDefinition Make(string term, Dictionary<string, JsonElement> value)
    {
        var made = new TermDefinition { IsProtected = value.TryGetValue("@protected", out var told) ? ContextReader.Flag(told, "@protected") : isProtected };
        if (value.TryGetValue("@type", out var type))
            made.Type = TypeOf(term, type);
        if (value.TryGetValue("@reverse", out var reverse))
        {
            if (value.ContainsKey("@id") || value.ContainsKey("@nest"))
                throw Faulty(term);
            made.Iri = ContextReader.ExpandIri(active, ContextReader.TextOrNull(reverse, "@reverse") ?? throw Faulty(term), false, true, this);
            if (made.Iri is null || !Iri.IsAbsolute(made.Iri))
                throw new UndefinedTermException(term, "is defined by a relative address");
            made.IsReverse = true;
            if (value.TryGetValue("@container", out var kept) && kept.ValueKind != JsonValueKind.Null)
            {
                made.Containers = ContainersOf(term, kept);
                if (made.Containers is not (Containers.Set or Containers.Index))
                    throw Faulty(term);
            }

            return made;
        }

        if (value.TryGetValue("@id", out var id))
            Identify(made, term, ContextReader.TextOrNull(id, "@id"), isSimple: false);
        else
            Identify(made, term, term, isSimple: false);

        if (value.TryGetValue("@container", out var container))
            made.Containers = ContainersOf(term, container);
        if (made.Containers.HasFlag(Containers.Type))
        {
            made.Type ??= "@id";
            if (made.Type is not ("@id" or "@vocab"))
                throw Faulty(term);
        }

        if (value.TryGetValue("@index", out var index))
            made.Index = made.Containers.HasFlag(Containers.Index) ? ContextReader.TextOrNull(index, "@index") : throw Faulty(term);
        if (value.TryGetValue("@context", out var context))
            made.Context = context;
        if (value.TryGetValue("@language", out var language) && !value.ContainsKey("@type"))
            (made.HasLanguage, made.Language) = (true, ContextReader.TextOrNull(language, "@language")?.ToLowerInvariant());
        if (value.TryGetValue("@direction", out var direction) && !value.ContainsKey("@type"))
            (made.HasDirection, made.Direction) = (true, ContextReader.Direction(direction));
        if (value.TryGetValue("@nest", out var nest))
        {
            made.Nest = ContextReader.TextOrNull(nest, "@nest");
            if (made.Nest is null || Iri.IsKeyword(made.Nest) && made.Nest != "@nest")
                throw Faulty(term);
        }

        if (value.TryGetValue("@prefix", out var prefix))
        {
            made.IsPrefix = ContextReader.Flag(prefix, "@prefix");
            if (term.AsSpan().ContainsAny(':', '/') || made.IsPrefix && made.Iri is { } keyword && Iri.IsKeyword(keyword))
                throw Faulty(term);
        }

        foreach (var key in value.Keys)
        {
            if (key is not ("@id" or "@reverse" or "@container" or "@context" or "@direction" or "@index" or "@language" or "@nest" or "@prefix" or "@protected" or "@type"))
                throw Faulty(term);
        }

        return made;
    }

    /// <param name="id">What the context says the word means; the word itself if it does not say.</param>
    private void Identify(TermDefinition made, string term, string? id, bool isSimple)
    {
        if (id is null)
            return;
        if (id != term)
        {
            made.Iri = ContextReader.ExpandIri(active, id, false, true, this);
            if (made.Iri is null || !Iri.IsKeyword(made.Iri) && !Iri.IsAbsolute(made.Iri))
                throw new UndefinedTermException(term, "is defined by a relative address");
            if (made.Iri == "@context")
                throw Faulty(term);
            if (term.AsSpan(1).TrimEnd(':').Contains(':') || term.Contains('/', StringComparison.Ordinal))
            {
                defined[term] = true;
                if (ContextReader.ExpandIri(active, term, false, true, this) != made.Iri)
                    throw Faulty(term);
            }
            else if (isSimple)
            {
                made.IsPrefix = Iri.IsBlank(made.Iri) || made.Iri.Length > 0 && ":/?#[]@".Contains(made.Iri[^1], StringComparison.Ordinal);
            }

            return;
        }

        if (term == "@type")
        {
            made.Iri = "@type";
            return;
        }

        var colon = term.IndexOf(':', 1);
        if (colon > 0)
        {
            DefineFirst(term[..colon]);
            made.Iri = active.Terms.TryGetValue(term[..colon], out var head) && head.Iri is not null ? head.Iri + term[(colon + 1)..] : term;
            return;
        }

        if (active.Vocab is null)
            throw new UndefinedTermException(term, "is defined by nothing");
        made.Iri = active.Vocab + term;
    }

    private string TypeOf(string term, JsonElement type)
    {
        var expanded = ContextReader.ExpandIri(active, ContextReader.TextOrNull(type, "@type") ?? throw Faulty(term), false, true, this);
        if (expanded is "@id" or "@vocab" or "@json" or "@none")
            return expanded;
        return expanded is not null && !Iri.IsKeyword(expanded) && Iri.IsAbsolute(expanded) && !Iri.IsBlank(expanded)
            ? expanded
            : throw new UndefinedTermException(type.GetString()!, $"is no type for \"{term}\"");
    }

    private static Containers ContainersOf(string term, JsonElement value)
    {
        var all = Containers.None;
        foreach (var one in value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : ImmutableArray.Create(value))
        {
            all |= ContextReader.TextOrNull(one, "@container") switch
            {
                "@set" => Containers.Set,
                "@list" => Containers.List,
                "@language" => Containers.Language,
                "@index" => Containers.Index,
                "@id" => Containers.Id,
                "@type" => Containers.Type,
                "@graph" => Containers.Graph,
                _ => throw Faulty(term),
            };
        }

        var rest = all & ~Containers.Set;
        var fits = rest switch
        {
            Containers.List => all == Containers.List,
            Containers.None or Containers.Language or Containers.Index or Containers.Id or Containers.Type or Containers.Graph => true,
            Containers.Graph | Containers.Id or Containers.Graph | Containers.Index => true,
            _ => false,
        };
        return fits ? all : throw Faulty(term);
    }

    private static BadgeFormatException Faulty(string term) => new($"A context defines \"{term}\" in a way that JSON-LD does not know.");
}
