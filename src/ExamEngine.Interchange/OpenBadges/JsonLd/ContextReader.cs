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

        var definer = new TermDefiner(result, local, isProtected, mode.Overrides);
        foreach (var term in local.Keys)
        {
            work.Spend(1);
            if (term is not ("@base" or "@direction" or "@import" or "@language" or "@propagate" or "@protected" or "@version" or "@vocab"))
                definer.Define(term);
        }
    }

    /// <param name="definer">Defines the words it is made of first, while a context is being read.</param>
    internal static string? ExpandIri(ActiveContext active, string value, bool documentRelative, bool vocab, TermDefiner? definer)
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

    internal static bool Flag(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new BadgeFormatException($"{name} of a context is neither true nor false."),
    };

    internal static string? TextOrNull(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Null => null,
        _ => throw new BadgeFormatException($"{name} of a context is not a string."),
    };

    internal static string? Direction(JsonElement value) => TextOrNull(value, "@direction") switch
    {
        null => null,
        "ltr" => "ltr",
        "rtl" => "rtl",
        _ => throw new BadgeFormatException("@direction of a context is neither ltr nor rtl."),
    };

    /// <param name="Overrides">Protected words may be defined anew: the context is of a property.</param>
    /// <param name="Shared">All of it comes from bundled contexts.</param>
    private readonly record struct Mode(bool Overrides, bool Shared);
}
