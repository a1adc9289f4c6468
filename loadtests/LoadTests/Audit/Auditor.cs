using System.Text.Json;
using ExamEngine.LoadTests.Learners;

namespace ExamEngine.LoadTests;

/// <summary>Reads back from the server, as each learner, what the agents' journals say was acknowledged. Journals are read line by line, so size does not matter.</summary>
/// <param name="rules">By exam.</param>
internal sealed class Auditor(Uri server, IReadOnlyDictionary<string, Rule> rules, CancellationToken ct)
{
    private const int AtOnce = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly AuditTally _sum = new();
    private readonly LearnerClock _clock = new(1, TimeSpan.Zero);

    public AuditOutcome Outcome => _sum.Outcome();

    /// <summary>Sessions that are still running, from any device.</summary>
    public Task OfRunning(IEnumerable<string> journalFiles) => Each(journalFiles, async (journal, door) =>
    {
        if (journal.Session == Guid.Empty || journal.EndedBy is not null)
            return new();
        var reader = Server(journal, door);
        var reply = await reader.Open(patient: false);
        // One that ended meanwhile is compared by its receipt.
        return reply.Value is { State: "running" } view ? SessionAudit.OfRunning(journal, view) : new();
    });

    public Task OfEnded(IEnumerable<string> journalFiles) => Each(journalFiles, async (journal, door) =>
    {
        var tally = new AuditTally();
        foreach (var trouble in journal.Troubles)
            tally.GivesUp(journal, trouble);
        if (journal.Session == Guid.Empty)
            return tally;

        var reader = Server(journal, door);
        var receipt = await reader.Receipt();
        for (var since = _clock.Now; receipt.Value is null && _clock.Now - since < Patience; receipt = await reader.Receipt())
            await Task.Delay(TimeSpan.FromSeconds(1), ct);
        if (receipt.Value is null)
        {
            tally.DoesNotEnd(journal, $"no receipt: {receipt.Refusal?.Code ?? "unreachable"}");
            return tally;
        }

        tally.Add(SessionAudit.OfReceipt(journal, receipt.Value, rules[journal.ExamId]));
        for (var since = _clock.Now; _clock.Now - since < Patience; await Task.Delay(TimeSpan.FromSeconds(1), ct))
        {
            var result = await door.Get($"api/sessions/{journal.Session}/result", Wire.Default.ResultView, ct);
            if (result.Value is not { State: "released" } released)
                continue;
            tally.Add(SessionAudit.OfResult(journal, receipt.Value, released));
            return tally;
        }

        tally.Scored(journal, "no result was released");
        return tally;
    });

    private SessionServer Server(LearnerJournal journal, Door door) => new(door, journal.Session, Guid.CreateVersion7(), _clock, Random.Shared, ct);

    private async Task Each(IEnumerable<string> files, Func<LearnerJournal, Door, Task<AuditTally>> audit)
    {
        using var campus = Campus.Open(0, server);
        var lines = files.SelectMany(File.ReadLines);
        await Parallel.ForEachAsync(lines, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (line, _) =>
        {
            var journal = JsonSerializer.Deserialize(line, JournalJson.Default.LearnerJournal) ?? throw new InvalidDataException("A journal has an empty line.");
            var tally = await audit(journal, new Door(server, campus) { Cookies = journal.Cookies });
            lock (_sum)
                _sum.Add(tally);
        });
    }
}
