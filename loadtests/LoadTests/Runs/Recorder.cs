using ExamEngine.LoadTests.Agents;
using HdrHistogram;

namespace ExamEngine.LoadTests.Runs;

/// <summary>What was seen of processes over one second: the stage's, and the agents together.</summary>
internal sealed record Sample(IReadOnlyList<ProcessSample> Processes, ServerFigures Figures, double AgentCores, double AgentMiB);

/// <summary>Puts the seconds of all agents together: one series, and one histogram for each operation. Safe for several threads.</summary>
/// <param name="agents">How many have to have told of a second before it is complete.</param>
/// <param name="isMeasured">Whether what was answered in that second counts for operations that go on all the time; others count always.</param>
internal sealed class Recorder(int agents, Func<int, bool> isMeasured)
{
    /// <summary>Microseconds up to an hour, to three digits.</summary>
    private const long Longest = 3_600_000_000;

    private const int Digits = 3;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, List<Tick>> _open = [];
    private readonly SortedDictionary<int, Second> _seconds = [];
    private readonly Account[] _accounts = [.. Operations.All.Select(operation => new Account(operation))];
    private readonly Dictionary<int, Sample> _samples = [];
    private readonly Dictionary<int, double> _lags = [];

    /// <summary>The worst second of any agent: when it is long, agents and not the server were measured.</summary>
    public double WorstLagMillis { get; private set; }

    /// <summary>Complete seconds after one, each with the greatest lag of an agent in it.</summary>
    public IReadOnlyList<(Second Second, double LagMillis)> After(int at)
    {
        lock (_lock)
            return [.. _seconds.Where(second => second.Key > at).Select(second => (second.Value, _lags[second.Key]))];
    }

    public IReadOnlyList<Second> Series
    {
        get
        {
            lock (_lock)
                return [.. _seconds.Values];
        }
    }

    /// <summary>What was sampled of processes during a second; comes before or after the agents' own word of it.</summary>
    public void Sample(int at, Sample sample)
    {
        lock (_lock)
        {
            if (_seconds.TryGetValue(at, out var second))
                _seconds[at] = With(second, sample);
            else
                _samples[at] = _samples.TryGetValue(at, out var earlier) ? sample with { Figures = sample.Figures with { Graded = Sum(earlier.Figures.Graded, sample.Figures.Graded) } } : sample;
        }
    }

    public void Take(Tick tick)
    {
        lock (_lock)
        {
            if (tick.At < 0)
            {
                foreach (var counts in tick.Operations)
                    _accounts[(int)counts.Operation].Add(counts, second: null);
                return;
            }

            if (!_open.TryGetValue(tick.At, out var ticks))
                _open[tick.At] = ticks = [];
            ticks.Add(tick);
            if (ticks.Count < agents)
                return;
            _open.Remove(tick.At);
            Complete(tick.At, ticks);
        }
    }

    /// <summary>Nothing more will be told: seconds that some agent has not told of are complete without it.</summary>
    public void Close()
    {
        lock (_lock)
        {
            foreach (var (at, ticks) in _open.OrderBy(second => second.Key).ToArray())
                Complete(at, ticks);
            _open.Clear();
        }
    }

    /// <summary>What was worked out after the run, by the second it happened in.</summary>
    public void Add(Operation operation, IEnumerable<(int Second, int Micros)> latencies)
    {
        lock (_lock)
        {
            foreach (var second in latencies.GroupBy(latency => latency.Second, latency => latency.Micros).OrderBy(second => second.Key))
            {
                int[] micros = [.. second];
                _accounts[(int)operation].Add(new(operation, micros.Length, 0, micros), second.Key, counted: !operation.IsSteady() || isMeasured(second.Key));
            }
        }
    }

    public IReadOnlyList<OperationFigures> Figures()
    {
        lock (_lock)
            return [.. _accounts.Select(account => account.Figures()).OfType<OperationFigures>()];
    }

    private void Complete(int at, List<Tick> ticks)
    {
        OperationSecond? save = null;
        foreach (var counts in ticks.SelectMany(tick => tick.Operations).GroupBy(counts => counts.Operation))
        {
            var operation = counts.Key;
            var sum = new OperationTick(operation, counts.Sum(c => c.Offered), counts.Sum(c => c.Failed), [.. counts.SelectMany(c => c.Micros)]);
            var second = _accounts[(int)operation].Add(sum, at, counted: !operation.IsSteady() || isMeasured(at));
            if (operation == Operation.Save)
                save = second;
        }

        var all = ticks.SelectMany(tick => tick.Operations).ToArray();
        var complete = new Second(
            at, all.Sum(c => c.Offered), all.Sum(c => c.Micros.Length), all.Sum(c => c.Failed), save?.P50, save?.P99, save?.Max, ticks.Sum(tick => tick.Joined),
            ticks.Sum(tick => tick.Unsent), BatchSize: null, 0, 0, [])
        {
            SteadyOffered = all.Where(c => c.Operation.TellsOfFaults()).Sum(c => c.Offered),
            SteadyDone = all.Where(c => c.Operation.TellsOfFaults()).Sum(c => c.Micros.Length),
        };
        if (_samples.Remove(at, out var sample))
            complete = With(complete, sample);
        _seconds[at] = complete;
        _lags[at] = ticks.Max(tick => tick.LagMillis);
        WorstLagMillis = Math.Max(WorstLagMillis, _lags[at]);
    }

    private static long? Sum(long? one, long? other) => one is null ? other : one + (other ?? 0);

    private static Second With(Second second, Sample sample) => second with
    {
        BatchSize = sample.Figures.BatchSize,
        AgendaLagSeconds = sample.Figures.AgendaLagSeconds,
        // A busy machine may take two samples within a second, each of what was graded since the one before.
        Graded = Sum(second.Graded, sample.Figures.Graded),
        AgentCores = sample.AgentCores,
        AgentMiB = sample.AgentMiB,
        Processes = sample.Processes,
    };

    private sealed class Account(Operation operation)
    {
        private readonly LongHistogram _latencies = new(1, Longest, Digits);
        private readonly List<OperationSecond> _series = [];
        private long _retries;

        /// <returns>The second, when anything was answered in it.</returns>
        public OperationSecond? Add(OperationTick counts, int? second, bool counted = true)
        {
            if (counted)
            {
                _retries += counts.Failed;
                foreach (var micros in counts.Micros)
                    _latencies.RecordValue(Math.Clamp(micros, 1, Longest));
            }

            if (second is not { } at || counts.Micros.Length == 0)
                return null;
            var sorted = counts.Micros.Order().ToArray();
            var told = new OperationSecond(at, sorted.Length, Millis(sorted[sorted.Length / 2]), Millis(sorted[(int)(sorted.Length * 0.99)]), Millis(sorted[^1]));
            _series.Add(told);
            return told;
        }

        public OperationFigures? Figures()
        {
            if (_latencies.TotalCount == 0)
                return null;
            double At(double percent) => Millis(_latencies.GetValueAtPercentile(percent));
            var percentiles = Percents.TakeWhile(percent => percent < 100 - 50.0 / _latencies.TotalCount).Append(100).Select(percent => new Percentile(percent, At(percent)));
            return new(
                operation.Name(), _latencies.TotalCount, _retries, At(50), At(90), At(99), At(99.9), At(100), Millis(_latencies.GetMean()), [.. percentiles], _series);
        }

        /// <summary>0 to 50 in tens, then each step a tenth of what is left: the way a tail is drawn.</summary>
        private static IEnumerable<double> Percents
        {
            get
            {
                for (var percent = 0.0; percent < 50; percent += 10)
                    yield return percent;
                for (var left = 50.0; left > 0.0005; left *= 0.9)
                    yield return 100 - left;
            }
        }

        private static double Millis(double micros) => micros / 1000;
    }
}
