using System.Collections.Frozen;
using System.Text.Json;

namespace ExamEngine.Interchange.OpenBadges.JsonLd;

/// <summary>The contexts that are known, by address. Nothing else is ever read: no network, no files.</summary>
internal sealed class ContextShelf
{
    private readonly FrozenDictionary<string, JsonElement> documents;
    private Memory memory = new();

    /// <param name="documents">Address → document with its <c>@context</c>.</param>
    public ContextShelf(IEnumerable<KeyValuePair<string, JsonElement>> documents)
    {
        this.documents = documents.ToFrozenDictionary(d => d.Key, d => d.Value.GetProperty("@context"), StringComparer.Ordinal);
        memory.Root = new(memory);
    }

    /// <summary>What <c>contexts/</c> gathers at build time, and the Comprehensive Learner Record's, which no package carries.</summary>
    public static ContextShelf Bundled { get; } = new(BundledDocuments());

    public static IEnumerable<KeyValuePair<string, JsonElement>> BundledDocuments()
    {
        using var stream = typeof(ContextShelf).Assembly.GetManifestResourceStream("contexts.json")
            ?? throw new InvalidOperationException("The contexts are not embedded in the assembly.");
        var gathered = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(stream)!;
        return gathered.Concat(ClrContext.Documents());
    }

    /// <summary>The empty context that every document starts from. Starts anew, forgetting, when too much has been remembered.</summary>
    public ActiveContext Start()
    {
        var current = Volatile.Read(ref memory);
        if (!current.IsFull)
            return current.Root!;

        var fresh = new Memory();
        fresh.Root = new(fresh);
        Interlocked.CompareExchange(ref memory, fresh, current);
        return fresh.Root;
    }

    /// <exception cref="UnknownContextException">It is not on the shelf.</exception>
    public JsonElement Get(string address) => documents.TryGetValue(address, out var context) ? context : throw new UnknownContextException(address);

    public bool Has(string address) => documents.ContainsKey(address);

    /// <summary>
    /// Counts the contexts remembered since a start. Documents choose which combinations are made, so without a bound they could
    /// fill the memory; all hang from one root, so a new root lets them go.
    /// </summary>
    internal sealed class Memory
    {
        private const int Most = 512;

        private int count;

        public ActiveContext? Root { get; set; }

        public bool IsFull => Volatile.Read(ref count) >= Most;

        public bool TryCount() => Interlocked.Increment(ref count) <= Most;
    }
}
