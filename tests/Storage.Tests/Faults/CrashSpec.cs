using System.Diagnostics;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel.Queries;
using Storage.Tests.Harness;

namespace Storage.Tests.Faults;

/// <summary>Acknowledged means durable: the process dies in the middle of its work and nothing it acknowledged is missing.</summary>
public abstract class CrashSpec(string provider, Func<ITestDatabase> newDatabase)
{
    private const int AcknowledgementsBeforeTheKill = 3000;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_half_stored_when_the_process_is_killed()
    {
        await using var database = newDatabase();
        await database.InitializeAsync();

        var acknowledged = await AppendAndKill(TargetOf(database));
        await AbandonedWorkEnds(database);

        await using var storage = await OpenStorage.Open(database.Options);
        var duties = (await storage.Agenda.Claim(Some.Noon.AddYears(1), 1000, TimeSpan.FromMinutes(1), default)).ToDictionary(d => d.Key, d => d.Due);
        Assert.NotEmpty(acknowledged);
        foreach (var (stream, version) in acknowledged)
        {
            var events = await storage.Journal.All(stream);
            Assert.True(events.Count >= version, $"{stream} was acknowledged up to {version} and ends at {events.Count}.");
            Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(e => e.Version));
            Assert.Equal(WholeAppends(events.Count), events.Select(e => e.Json()));
            Assert.Equal(Some.Noon.AddSeconds(events.Count), duties[stream]);
            Assert.Equal(events.Count, (await storage.Get<CatalogQueries>().Exam(stream, default))?.Version);
            Assert.Equal(new AppendResult.Committed(events.Count + 1), await storage.Journal.Append(Some.Append(stream, events.Count)));
        }
    }

    private protected abstract string TargetOf(ITestDatabase database);

    /// <summary>Returns when nothing the dead process had under way can commit any more.</summary>
    private protected abstract Task AbandonedWorkEnds(ITestDatabase database);

    /// <summary>The highest version of each stream that was acknowledged before the kill.</summary>
    private async Task<Dictionary<string, long>> AppendAndKill(string target)
    {
        using var writer = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Storage.Tests"), [AppendUntilKilled.Verb, provider, target])
        {
            RedirectStandardOutput = true,
        })!;

        var acknowledged = new Dictionary<string, long>();
        for (var count = 1; await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line; count++)
        {
            // The last line may have been cut by the kill; a whole one ends in a version.
            if (line.Split(' ') is [var stream, var version] && long.TryParse(version, out var v) && v > acknowledged.GetValueOrDefault(stream)) acknowledged[stream] = v;
            if (count == AcknowledgementsBeforeTheKill) writer.Kill();
        }

        await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(128 + 9, writer.ExitCode);
        return acknowledged;
    }

    private static List<string> WholeAppends(int events)
    {
        var bodies = new List<string>();
        while (bodies.Count < events)
        {
            var count = 1 + bodies.Count % 3;
            bodies.AddRange(Enumerable.Range(1, count).Select(i => $"{i}/{count}"));
        }

        return bodies;
    }
}

public sealed class SqliteCrash() : CrashSpec("Sqlite", () => new SqliteFile())
{
    private protected override string TargetOf(ITestDatabase database) => ((SqliteFile)database).File;

    private protected override Task AbandonedWorkEnds(ITestDatabase database) => Task.CompletedTask;
}

public sealed class PostgresCrash() : CrashSpec("Postgres", () => new PostgresDatabase())
{
    private protected override string TargetOf(ITestDatabase database) => ((PostgresDatabase)database).ConnectionString;

    private protected override Task AbandonedWorkEnds(ITestDatabase database) => ((PostgresDatabase)database).EndConnections();
}
