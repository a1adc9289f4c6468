using System.Globalization;

namespace ExamEngine.LoadTests.Runs;

/// <summary>What a run found, in lines.</summary>
internal static class Summary
{
    public static void Write(RunResult result, TextWriter output)
    {
        Line($"");
        Line($"{result.Profile}: {result.Learners:N0} learners from {result.Agents} agents, commit {result.Machine.Commit}, {result.Machine.Cores} cores, load {result.Machine.Load:0.0}");
        Line($"{"operation",-16}{"count",10}{"retries",9}{"p50",10}{"p90",10}{"p99",10}{"p99.9",10}{"longest",10}  ms");
        foreach (var figures in result.Operations)
            Line($"{figures.Name,-16}{figures.Count,10:N0}{figures.Retries,9:N0}{figures.P50,10:0.0}{figures.P90,10:0.0}{figures.P99,10:0.0}{figures.P999,10:0.0}{figures.Max,10:0.0}");
        var setUp = result.SetUp;
        Line($"set-up: accounts {setUp.AccountSeconds:0.0} s, seats {setUp.SeatSeconds:0.0} s, signing in {setUp.SignInSeconds:0.0} s, {setUp.SignInCpuMillis:0.0} ms of the server's processors each");
        foreach (var name in result.Series.SelectMany(second => second.Processes.Select(process => process.Name)).Distinct())
        {
            var samples = result.Series.SelectMany(second => second.Processes.Where(process => process.Name == name)).ToArray();
            Line($"{name}: {samples.Average(sample => sample.Cores):0.00} cores, at most {samples.Max(sample => sample.ResidentMiB):N0} MiB");
        }

        if (result.Series.Count > 0)
            Line($"agents: {result.Series.Average(second => second.AgentCores):0.00} cores, at most {result.Series.Max(second => second.AgentMiB):N0} MiB, at worst {result.WorstLagMillis:0} ms late");
        if (result.AllGradedSeconds is { } graded)
            Line($"graded, all of them: {graded:0} s after time was up");
        foreach (var fault in result.Faults)
            Line($"fault at {fault.Begin:0} s, {fault.Fault}: {(fault.RecoverySeconds is { } seconds ? $"felt for {seconds:0.0} s" : "not seen to be over")}, longest save {fault.WorstMillis / 1000:0.0} s");
        var audit = result.Audit;
        Line($"audit: {audit.Sessions:N0} sessions, {audit.Entries:N0} entries acknowledged, {audit.Answers:N0} answers compared, {audit.ScoresCompared:N0} scores computed again");
        if (audit.Ledgers > 0)
            Line($"       {audit.Signals:N0} signals acknowledged, {audit.Acts:N0} acts looked for, {audit.Ledgers:N0} time ledgers worked out again");
        Line($"       lost {audit.Lost}, different {audit.Different}, ended early {audit.EndedEarly}, late {audit.EndedLate}, not at all {audit.NotEnded}, scores wrong {audit.ScoresWrong}, gave up {audit.GaveUp}");
        foreach (var finding in audit.Findings)
            Line($"       {finding}");
        Line($"{(result.Passed ? "PASSED" : "FAILED")}");

        void Line(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }
}
