using System.Collections.Concurrent;

namespace ExamEngine.Interchange.OpenBadges.JsonLd;

/// <summary>
/// What words mean at one place of a document. Changed only by <see cref="ContextReader"/> while it makes it, never afterwards;
/// one that stems from bundled contexts alone is shared by all documents and remembers the contexts made from it.
/// </summary>
internal sealed class ActiveContext
{
    private readonly ConcurrentDictionary<Derivation, ActiveContext> derived = new();

    public ActiveContext(ContextShelf.Memory? memory) => Memory = memory;

    private ActiveContext(ActiveContext from, ContextShelf.Memory? memory)
    {
        Terms = new(from.Terms, StringComparer.Ordinal);
        (Base, Vocab, Language, Direction, Previous, Memory) = (from.Base, from.Vocab, from.Language, from.Direction, from.Previous, memory);
    }

    public Dictionary<string, TermDefinition> Terms { get; } = new(StringComparer.Ordinal);

    public string? Base { get; set; }

    public string? Vocab { get; set; }

    public string? Language { get; set; }

    public string? Direction { get; set; }

    /// <summary>What holds again one level below, for a context that a type brought along.</summary>
    public ActiveContext? Previous { get; set; }

    /// <summary>Where contexts made from this one are counted; null when some of it stands in a document.</summary>
    public ContextShelf.Memory? Memory { get; }

    /// <param name="shared">Whether the copy will, too, stem from bundled contexts alone.</param>
    public ActiveContext Copy(bool shared) => new(this, shared ? Memory : null);

    public ActiveContext? Recall(Derivation how) => Memory is not null && derived.TryGetValue(how, out var made) ? made : null;

    public void Remember(Derivation how, ActiveContext made)
    {
        if (Memory is not null && made.Memory == Memory && Memory.TryCount())
            derived[how] = made;
    }
}

/// <param name="Source">The <see cref="TermDefinition"/> that brought a context along, or the addresses of contexts in one string.</param>
internal readonly record struct Derivation(object Source, bool Propagate, bool OverrideProtected);
