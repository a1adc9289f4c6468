using System.Globalization;
using ExamEngine.Contracts.Sessions;

namespace ExamEngine.LoadTests;

/// <summary>Names of the places that entries leave their mark at.</summary>
internal static class Places
{
    public static string Answer(int item, string field) => string.Create(CultureInfo.InvariantCulture, $"answer/{item}/{field}");

    public static string Flag(int item) => string.Create(CultureInfo.InvariantCulture, $"flag/{item}");

    public static string Note(int item) => string.Create(CultureInfo.InvariantCulture, $"note/{item}");

    /// <summary>Null for an entry that leaves none.</summary>
    public static string? Of(Entry entry) => entry switch
    {
        Entry.Answer answer => Answer(answer.Item, answer.Field),
        Entry.Flag => Flag(entry.Item),
        Entry.Note => Note(entry.Item),
        _ => null,
    };
}

/// <summary>
/// What one learner has sent and what was acknowledged, place by place: the evidence of the audit. It is written where the acknowledgement
/// comes in and by nothing that reads from the server.
/// </summary>
internal sealed class Ledger
{
    private readonly Dictionary<string, LedgerPlace> _places = [];

    public IReadOnlyDictionary<string, LedgerPlace> Places => _places;

    /// <summary>Entries acknowledged, of all kinds.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>It is on its way for the first time: from now on the server may have it.</summary>
    public void Sent(Entry entry)
    {
        if (LoadTests.Places.Of(entry) is not { } place)
            return;
        if (!_places.TryGetValue(place, out var known))
            _places[place] = known = new LedgerPlace();
        known.Sent.Add(new(entry.Seq, ValueOf(entry)));
    }

    public void Acknowledge(Entry entry, bool superseded)
    {
        Acknowledged++;
        if (LoadTests.Places.Of(entry) is not { } place || !_places.TryGetValue(place, out var known) || known.Acknowledged >= entry.Seq)
            return;
        known.Acknowledged = entry.Seq;
        // What was overtaken before it was stored left no value; only something later can stand there.
        known.Sent.RemoveAll(sent => superseded ? sent.Seq <= entry.Seq : sent.Seq < entry.Seq);
    }

    /// <summary>Another device goes on from <paramref name="lastSeq"/>: what the one before had sent beyond it was never taken.</summary>
    public void TakenOver(long lastSeq)
    {
        foreach (var place in _places.Values)
            place.Sent.RemoveAll(sent => sent.Seq > lastSeq);
    }

    public static string ValueOf(AnswerValue value) =>
        value.Choices is { } choices ? $"c:{string.Join(',', choices)}" : value.Text is { } text ? $"t:{text}" : "";

    private static string ValueOf(Entry entry) => entry switch
    {
        Entry.Answer answer => ValueOf(answer.Value),
        Entry.Flag flag => flag.Flagged ? "flagged" : "",
        Entry.Note note => note.Text,
        _ => "",
    };
}

/// <summary>One place of one session.</summary>
internal sealed class LedgerPlace
{
    /// <summary>Number of the last acknowledged entry; 0 for none.</summary>
    public long Acknowledged { get; set; }

    /// <summary>The last acknowledged entry and those sent after it, any of which may stand on the server.</summary>
    public List<LedgerEntry> Sent { get; init; } = [];
}

internal sealed record LedgerEntry(long Seq, string Value);
