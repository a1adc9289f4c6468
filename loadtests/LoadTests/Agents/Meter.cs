using System.Diagnostics;

namespace ExamEngine.LoadTests.Agents;

/// <summary>Counts what this agent's learners do, and hands it over once a second. For one thread.</summary>
internal sealed class Meter
{
    private readonly Tally[] _tallies = [.. Operations.All.Select(_ => new Tally())];

    /// <summary>Sockets that are joined.</summary>
    public int Joined { get; set; }

    /// <summary>Entries in outboxes.</summary>
    public int Unsent { get; set; }

    /// <summary>It is due now.</summary>
    public void Offered(Operation operation) => _tallies[(int)operation].Offered++;

    /// <param name="since">When it was due, as <see cref="Stopwatch.GetTimestamp"/>.</param>
    public void Done(Operation operation, long since) => _tallies[(int)operation].Micros.Add((int)Math.Min(int.MaxValue, Stopwatch.GetElapsedTime(since).TotalMicroseconds));

    /// <summary>A try failed; it will be tried again.</summary>
    public void Failed(Operation operation) => _tallies[(int)operation].Failed++;

    /// <summary>What has happened since the last call.</summary>
    public Tick Take(int at, double lagMillis)
    {
        var counts = new List<OperationTick>();
        for (var i = 0; i < _tallies.Length; i++)
        {
            var tally = _tallies[i];
            if (tally is { Offered: 0, Failed: 0, Micros.Count: 0 })
                continue;
            counts.Add(new((Operation)i, tally.Offered, tally.Failed, [.. tally.Micros]));
            (tally.Offered, tally.Failed) = (0, 0);
            tally.Micros.Clear();
        }

        return new(at, lagMillis, Joined, Unsent, counts);
    }

    private sealed class Tally
    {
        public readonly List<int> Micros = [];
        public int Offered, Failed;
    }
}

/// <summary>One second of one agent.</summary>
/// <param name="At">Whole seconds since learners began to arrive; negative before.</param>
/// <param name="LagMillis">How late the agent itself woke: beyond a few milliseconds it, and not the server, is what was measured.</param>
internal sealed record Tick(int At, double LagMillis, int Joined, int Unsent, IReadOnlyList<OperationTick> Operations);

/// <param name="Micros">Latencies of those answered in this second.</param>
internal sealed record OperationTick(Operation Operation, int Offered, int Failed, int[] Micros);
