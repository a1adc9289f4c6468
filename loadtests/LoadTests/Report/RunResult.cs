using System.Text.Json.Serialization;

namespace ExamEngine.LoadTests;

/// <summary>Everything that one run found, as it is written to JSON and drawn as HTML. Seconds count from the run's start, which is when learners begin to arrive.</summary>
/// <param name="Options">What was asked for, name and value.</param>
/// <param name="Passed">The audit found nothing and every fault was survived. Figures are for the reader to judge.</param>
internal sealed record RunResult(
    string Profile, string Description, Machine Machine, double LoadAtEnd, int Learners, int Agents, IReadOnlyDictionary<string, string> Options,
    IReadOnlyList<PhaseSpan> Phases, IReadOnlyList<Second> Series, IReadOnlyList<OperationFigures> Operations, IReadOnlyList<FaultRecord> Faults,
    SetUpFigures SetUp, AuditOutcome Audit, bool Passed)
{
    /// <summary>How late an agent woke at the worst: where it is long beside the latencies, the load test and not the server was measured.</summary>
    public double WorstLagMillis { get; init; }

    /// <summary>
    /// From the moment time was up for everybody to the end of the second in which the server graded the last of them; null where learners end by themselves, or
    /// the server does not say. A learner hears of it later, since a page that only waits for a result is asked to stay away while others hand in.
    /// </summary>
    public double? AllGradedSeconds { get; init; }
}

/// <param name="Measured">Whether latencies of saves and presence in this span are in <see cref="OperationFigures"/>.</param>
internal sealed record PhaseSpan(string Name, double From, double To, bool Measured);

/// <summary>One second of a run, over all learners and all operations.</summary>
/// <param name="Offered">Operations whose scheduled time fell into it.</param>
/// <param name="Done">Operations that were answered in it.</param>
/// <param name="Errors">Tries that failed in it; each was tried again.</param>
/// <param name="P50">Milliseconds from a save's scheduled time to its acknowledgement, of those answered in this second; null when none was.</param>
/// <param name="Connections">Sockets of learners that are joined.</param>
/// <param name="Unsent">Entries in the learners' outboxes.</param>
/// <param name="BatchSize">Mean appends a commit of the journal over this second; null when the server does not say.</param>
/// <param name="AgentCores">Processor time of the load test itself, in cores.</param>
internal sealed record Second(
    int At, long Offered, long Done, long Errors, double? P50, double? P99, double? Max, int Connections, int Unsent, double? BatchSize,
    double AgentCores, double AgentMiB, IReadOnlyList<ProcessSample> Processes)
{
    /// <summary>Of <see cref="Offered"/>, saves and presences alone: they go on at one rate, so a fault is judged by them.</summary>
    public long SteadyOffered { get; init; }

    /// <summary>Of <see cref="Done"/>, saves and presences alone.</summary>
    public long SteadyDone { get; init; }

    /// <summary>Attempts that the server graded in it; null when it does not say.</summary>
    public long? Graded { get; init; }

    /// <summary>Mean time over this second from when a duty of the agenda was due to when it was done; null when none was or the server does not say.</summary>
    public double? AgendaLagSeconds { get; init; }
}

/// <param name="Cores">Processor time of this second, user and system, in cores.</param>
internal sealed record ProcessSample(string Name, double Cores, double ResidentMiB);

/// <summary>
/// Latencies of one operation, milliseconds from the scheduled time to the answer: those of saves and presence over the measured spans, of what is done
/// once or seldom over the whole run.
/// </summary>
/// <param name="Count">How many were answered.</param>
/// <param name="Retries">Tries beyond the first.</param>
/// <param name="Percentiles">The whole distribution, as far as there are values.</param>
/// <param name="Series">The same by second, of those answered in it.</param>
internal sealed record OperationFigures(
    string Name, long Count, long Retries, double P50, double P90, double P99, double P999, double Max, double Mean,
    IReadOnlyList<Percentile> Percentiles, IReadOnlyList<OperationSecond> Series);

internal sealed record Percentile(double Percent, double Millis);

internal sealed record OperationSecond(int At, long Done, double P50, double P99, double Max);

/// <param name="Begin">When it was done.</param>
/// <param name="Over">When what was broken ran again.</param>
/// <param name="Recovered">When the rate of acknowledgements was back and none was slow any more; null when that was not seen.</param>
/// <param name="RecoverySeconds">From the begin to <paramref name="Recovered"/>.</param>
/// <param name="WorstMillis">The longest that a save took of those answered between begin and recovery.</param>
internal sealed record FaultRecord(string Fault, double Begin, double Over, double? Recovered, double? RecoverySeconds, double? WorstMillis)
{
    /// <summary>The fewest saves and presences answered in a second of it, of a hundred that were answered in one before; null when there were none before.</summary>
    public double? DipPercent { get; init; }
}

/// <summary>What came before the run, reported apart because passwords are dear on purpose.</summary>
/// <param name="SignIn">How learners signed in: <c>ticket</c> or <c>password</c>.</param>
/// <param name="SignInCpuMillis">Processor time of the server a sign-in; null when its processes cannot be sampled.</param>
internal sealed record SetUpFigures(double AccountSeconds, double SeatSeconds, string SignIn, double SignInSeconds, double SignInP50, double SignInP99, double? SignInCpuMillis);

/// <summary>What the server still knew of what it had acknowledged.</summary>
/// <param name="Answers">Acknowledged answers that were compared, one for each field a learner answered.</param>
/// <param name="Findings">At most 100, in words; empty when the run may pass.</param>
internal sealed record AuditOutcome(
    int Sessions, long Entries, long Answers, long Lost, long Different, int EndedEarly, int EndedLate, int NotEnded, int ScoresCompared, int ScoresWrong, int GaveUp,
    IReadOnlyList<string> Findings)
{
    /// <summary>Signals that a learner's page saw acknowledged and that were looked for in the stream.</summary>
    public long Signals { get; init; }

    /// <summary>Proctors' acts that were looked for, in each session and in the room.</summary>
    public long Acts { get; init; }

    /// <summary>Time ledgers that were worked out again.</summary>
    public int Ledgers { get; init; }

    [JsonIgnore]
    public bool Clean => Findings.Count == 0 && Lost + Different + EndedEarly + EndedLate + NotEnded + ScoresWrong + GaveUp == 0;
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(RunResult))]
internal sealed partial class RunResultJson : JsonSerializerContext;
