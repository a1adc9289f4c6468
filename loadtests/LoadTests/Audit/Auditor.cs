using System.Text.Json;
using ExamEngine.LoadTests.Learners;
using ExamEngine.LoadTests.Proctors;

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

    /// <summary>As each proctor, in whose room it is: the room's record of acts, and of each session the whole watch. What consoles showed is put beside what pages noticed.</summary>
    /// <returns>How long signals took to the console, by the second they were shown in.</returns>
    public async Task<IReadOnlyList<(int Second, int Micros)>> OfWatched(IEnumerable<string> journalFiles, IEnumerable<string> consoleFiles)
    {
        var learners = new Dictionary<Guid, LearnerJournal>();
        foreach (var journal in journalFiles.SelectMany(File.ReadLines).Select(ReadLearner).Where(journal => journal.Session != Guid.Empty))
            learners[journal.Session] = journal;
        var lags = new List<(int Second, int Micros)>();
        using var campus = Campus.Open(1, server);
        await Parallel.ForEachAsync(consoleFiles.SelectMany(File.ReadLines), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (line, _) =>
        {
            var console = JsonSerializer.Deserialize(line, ConsoleJson.Default.ConsoleJournal) ?? throw new InvalidDataException("A journal has an empty line.");
            var (tally, shown) = await OfRoom(console, learners, new Door(server, campus) { Cookies = console.Cookies });
            lock (_sum)
            {
                _sum.Add(tally);
                lags.AddRange(shown);
            }
        });
        return lags;
    }

    private async Task<(AuditTally Tally, List<(int Second, int Micros)> Shown)> OfRoom(ConsoleJournal console, Dictionary<Guid, LearnerJournal> learners, Door door)
    {
        var (tally, lags) = (new AuditTally(), new List<(int Second, int Micros)>());
        var reader = new RoomReader(door, console.Room, _clock, ct);
        if (await reader.Board() is not { } board)
        {
            tally.GivesUp(console, "the board cannot be read");
            return (tally, lags);
        }

        tally.Add(WatchAudit.OfRoom(console, board));
        foreach (var session in board.Cells.Select(cell => cell.Session))
        {
            if (!learners.TryGetValue(session, out var journal))
                continue;
            if (await reader.Watch(session) is { } view)
                tally.Add(WatchAudit.OfSession(journal, view, console.Acts, rules[journal.ExamId].Limit));
            else
                tally.GivesUp(console, $"session {session} cannot be read");
            var times = SignalTimes.Of(journal.Signals, console.Sightings.GetValueOrDefault(session) ?? []);
            lags.AddRange(times.Shown);
            foreach (var missing in times.Missing)
                tally.Loses(journal, $"{missing.What} at {missing.At:O} was acknowledged and never shown to the proctor");
        }

        return (tally, lags);
    }

    private static LearnerJournal ReadLearner(string line) =>
        JsonSerializer.Deserialize(line, JournalJson.Default.LearnerJournal) ?? throw new InvalidDataException("A journal has an empty line.");

    private SessionServer Server(LearnerJournal journal, Door door) => new(door, journal.Session, Guid.CreateVersion7(), _clock, Random.Shared, ct);

    private async Task Each(IEnumerable<string> files, Func<LearnerJournal, Door, Task<AuditTally>> audit)
    {
        using var campus = Campus.Open(0, server);
        var lines = files.SelectMany(File.ReadLines);
        await Parallel.ForEachAsync(lines, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (line, _) =>
        {
            var journal = ReadLearner(line);
            var tally = await audit(journal, new Door(server, campus) { Cookies = journal.Cookies });
            lock (_sum)
                _sum.Add(tally);
        });
    }
}
