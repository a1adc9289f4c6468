using System.Collections.Immutable;
using System.Text.Json;

namespace ExamEngine.Interchange.OpenBadges.JsonLd;

/// <summary>
/// Context processing and IRI expansion of JSON-LD 1.1 (W3C JSON-LD 1.1 Processing Algorithms and API, 4.1 and 5.2) in safe mode:
/// what would be ignored throws. Documents have no base address.
/// </summary>
internal sealed class ContextReader(ContextShelf shelf, WorkBudget work)
{
    private const int MostRemote = 16;

    public ActiveContext Start() => shelf.Start();

    /// <summary><paramref name="active"/> with an <c>@context</c> that stands in the document.</summary>
    public ActiveContext Read(ActiveContext active, JsonElement local)
    {
        if (Addresses(local) is not { } addresses)
            return Read(active, local, [], new(Overrides: false, Shared: false), propagate: true);

        var how = new Derivation(addresses, Propagate: true, OverrideProtected: false);
        return active.Recall(how) ?? Remember(active, how, Read(active, local, [], new(Overrides: false, Shared: true), propagate: true));
    }

    /// <summary><paramref name="active"/> with the context that <paramref name="term"/> brings along.</summary>
    public ActiveContext Scope(ActiveContext active, TermDefinition term, bool propagate, bool overrideProtected)
    {
        var how = new Derivation(term, propagate, overrideProtected);
        return active.Recall(how) ?? Remember(active, how, Read(active, term.Context!.Value, [], new(overrideProtected, active.Memory is not null), propagate));
    }

    /// <param name="documentRelative">Also as seen from <c>@base</c>.</param>
    /// <param name="vocab">Also by words and <c>@vocab</c>.</param>
    /// <returns>IRI, blank node, keyword, or a relative reference that nothing made absolute; null for a word that means nothing.</returns>
    public static string? ExpandIri(ActiveContext active, string value, bool documentRelative, bool vocab) =>
        ExpandIri(active, value, documentRelative, vocab, null);

    private static ActiveContext Remember(ActiveContext active, Derivation how, ActiveContext made)
    {
        active.Remember(how, made);
        return made;
    }

    /// <summary>All addresses in one string if there is nothing but addresses.</summary>
    private static string? Addresses(JsonElement local) => local.ValueKind switch
    {
        JsonValueKind.String => local.GetString(),
        JsonValueKind.Array when local.GetArrayLength() is > 0 and <= MostRemote && local.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String) =>
            string.Join(' ', local.EnumerateArray().Select(e => e.GetString())),
        _ => null,
    };

    private ActiveContext Read(ActiveContext active, JsonElement local, ImmutableHashSet<string> remote, Mode mode, bool propagate)
    {
        if (local.ValueKind == JsonValueKind.Object && local.TryGetProperty("@propagate", out var told))
            propagate = Flag(told, "@propagate");

        var result = active;
        var fresh = false;
        foreach (var context in local.ValueKind == JsonValueKind.Array ? [.. local.EnumerateArray()] : ImmutableArray.Create(local))
        {
            switch (context.ValueKind)
            {
                case JsonValueKind.Null:
                    if (!mode.Overrides && result.Terms.Values.Any(t => t.IsProtected))
                        throw new BadgeFormatException("A context that sets all words aside comes after one with protected words.");
                    var emptied = new ActiveContext(mode.Shared ? active.Memory : null);
                    if (!propagate)
                        emptied.Previous = result.Previous ?? active;
                    result = emptied;
                    fresh = true;
                    break;

                case JsonValueKind.String:
                    var address = context.GetString()!;
                    if (remote.Contains(address))
                        throw new BadgeFormatException($"The context {address} includes itself.");
                    if (remote.Count == MostRemote)
                        throw new TooMuchWorkException();
                    result = Read(result, shelf.Get(address), remote.Add(address), mode, propagate);
                    fresh = true;
                    break;

                case JsonValueKind.Object:
                    if (!fresh)
                    {
                        result = Copy(result, mode);
                        if (!propagate)
                            result.Previous ??= active;
                        fresh = true;
                    }
                    else
                    {
                        result = Copy(result, mode);
                    }

                    Add(result, Imported(context), remote, mode);
                    break;

                default:
                    throw new BadgeFormatException("A context is neither an address nor an object.");
            }
        }

        return result;
    }

    private ActiveContext Copy(ActiveContext context, Mode mode)
    {
        work.Spend(mode.Shared ? 1 : 1 + context.Terms.Count);
        return context.Copy(mode.Shared);
    }

    /// <summary>The entries of a context, with those of the one it imports underneath.</summary>
    private Dictionary<string, JsonElement> Imported(JsonElement context)
    {
        var entries = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (context.TryGetProperty("@import", out var import))
        {
            var imported = import.ValueKind == JsonValueKind.String ? shelf.Get(import.GetString()!) : default;
            if (imported.ValueKind != JsonValueKind.Object || imported.TryGetProperty("@import", out _))
                throw new BadgeFormatException("A context imports something that cannot be imported.");
            foreach (var entry in imported.EnumerateObject())
                entries[entry.Name] = entry.Value;
        }

        foreach (var entry in context.EnumerateObject())
            entries[entry.Name] = entry.Value;
        entries.Remove("@import");
        return entries;
    }

    private void Add(ActiveContext result, Dictionary<string, JsonElement> local, ImmutableHashSet<string> remote, Mode mode)
    {
        if (local.TryGetValue("@version", out var version) && version.GetRawText() != "1.1")
            throw new BadgeFormatException("A context is of a version other than 1.1.");
        if (local.TryGetValue("@base", out var origin) && remote.IsEmpty)
        {
            var reference = TextOrNull(origin, "@base");
            result.Base = reference is null ? null : result.Base is { } from ? Iri.Resolve(from, reference) : reference;
            if (result.Base is { } resolved && !Iri.IsAbsolute(resolved))
                throw new UndefinedTermException(resolved, "is a relative @base");
        }

        if (local.TryGetValue("@vocab", out var vocab))
        {
            result.Vocab = TextOrNull(vocab, "@vocab") is { } text ? ExpandIri(result, text, documentRelative: true, vocab: true, null) : null;
            if (result.Vocab is { } expanded && !Iri.IsAbsolute(expanded))
                throw new UndefinedTermException(expanded, "is a relative @vocab");
        }

        if (local.TryGetValue("@language", out var language))
            result.Language = TextOrNull(language, "@language")?.ToLowerInvariant();
        if (local.TryGetValue("@direction", out var direction))
            result.Direction = Direction(direction);
        if (local.TryGetValue("@propagate", out var propagate))
            Flag(propagate, "@propagate");
        var isProtected = local.TryGetValue("@protected", out var protection) && Flag(protection, "@protected");

        var definer = new Definer(result, local, isProtected, mode.Overrides);
        foreach (var term in local.Keys)
        {
            work.Spend(1);
            if (term is not ("@base" or "@direction" or "@import" or "@language" or "@propagate" or "@protected" or "@version" or "@vocab"))
                definer.Define(term);
        }
    }

    private static string? ExpandIri(ActiveContext active, string value, bool documentRelative, bool vocab, Definer? definer)
    {
        if (Iri.IsKeyword(value))
            return value;
        if (Iri.HasKeywordForm(value))
            throw new UndefinedTermException(value, "has the form of a keyword");

        definer?.DefineFirst(value);
        if (active.Terms.TryGetValue(value, out var word) && (vocab || word.Iri is { } alias && Iri.IsKeyword(alias)))
            return word.Iri;

        var colon = value.Length > 1 ? value.IndexOf(':', 1) : -1;
        if (colon > 0)
        {
            var prefix = value[..colon];
            if (prefix == "_" || value.AsSpan(colon + 1).StartsWith("//", StringComparison.Ordinal))
                return value;
            definer?.DefineFirst(prefix);
            if (active.Terms.TryGetValue(prefix, out var head) && head is { Iri: not null, IsPrefix: true })
                return head.Iri + value[(colon + 1)..];
            if (Iri.IsAbsolute(value))
                return value;
        }

        if (vocab && active.Vocab is { } vocabulary)
            return vocabulary + value;
        return documentRelative && active.Base is { } from ? Iri.Resolve(from, value) : value;
    }

    private static bool Flag(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new BadgeFormatException($"{name} of a context is neither true nor false."),
    };

    private static string? TextOrNull(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Null => null,
        _ => throw new BadgeFormatException($"{name} of a context is not a string."),
    };

    private static string? Direction(JsonElement value) => TextOrNull(value, "@direction") switch
    {
        null => null,
        "ltr" => "ltr",
        "rtl" => "rtl",
        _ => throw new BadgeFormatException("@direction of a context is neither ltr nor rtl."),
    };

    /// <param name="Overrides">Protected words may be defined anew: the context is of a property.</param>
    /// <param name="Shared">All of it comes from bundled contexts.</param>
    private readonly record struct Mode(bool Overrides, bool Shared);

    /// <summary>Defines the words of one context, each after those that it is made of (5.2, "Create Term Definition").</summary>
    private sealed class Definer(ActiveContext active, Dictionary<string, JsonElement> local, bool isProtected, bool overrides)
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
            var made = new TermDefinition { IsProtected = value.TryGetValue("@protected", out var told) ? Flag(told, "@protected") : isProtected };
            if (value.TryGetValue("@type", out var type))
                made.Type = TypeOf(term, type);
            if (value.TryGetValue("@reverse", out var reverse))
            {
                if (value.ContainsKey("@id") || value.ContainsKey("@nest"))
                    throw Faulty(term);
                made.Iri = ContextReader.ExpandIri(active, TextOrNull(reverse, "@reverse") ?? throw Faulty(term), false, true, this);
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
                Identify(made, term, TextOrNull(id, "@id"), isSimple: false);
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
                made.Index = made.Containers.HasFlag(Containers.Index) ? TextOrNull(index, "@index") : throw Faulty(term);
            if (value.TryGetValue("@context", out var context))
                made.Context = context;
            if (value.TryGetValue("@language", out var language) && !value.ContainsKey("@type"))
                (made.HasLanguage, made.Language) = (true, TextOrNull(language, "@language")?.ToLowerInvariant());
            if (value.TryGetValue("@direction", out var direction) && !value.ContainsKey("@type"))
                (made.HasDirection, made.Direction) = (true, Direction(direction));
            if (value.TryGetValue("@nest", out var nest))
            {
                made.Nest = TextOrNull(nest, "@nest");
                if (made.Nest is null || Iri.IsKeyword(made.Nest) && made.Nest != "@nest")
                    throw Faulty(term);
            }

            if (value.TryGetValue("@prefix", out var prefix))
            {
                made.IsPrefix = Flag(prefix, "@prefix");
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
            var expanded = ContextReader.ExpandIri(active, TextOrNull(type, "@type") ?? throw Faulty(term), false, true, this);
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
                all |= TextOrNull(one, "@container") switch
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
}
