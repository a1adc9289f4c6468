using System.Globalization;
using System.Net;

namespace ExamEngine.LoadTests;

/// <summary>A run as one HTML file that needs nothing else: no script, no font, no other address.</summary>
internal static class HtmlReport
{
    /// <summary>The option that says what was measured and is no switch.</summary>
    private const string Server = "server";

    private static readonly string Style = ReadStyle();

    public static string Render(RunResult run)
    {
        var charts = new ChartView(RunCharts.Seconds(run), run.Faults);
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Text(run.Profile)}: {(run.Passed ? "passed" : "failed")}</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>{Text(run.Profile)}</h1>
            <p class="lead">{Text(run.Description)}</p>
            {Verdict(run)}
            {Tiles(run)}
            {Faults(run.Faults)}
            <h2>Over time</h2>
            <p class="note">Minutes and seconds from when learners began to arrive{(run.Faults.Count > 0 ? "; bands reach from a fault to the recovery from it" : "")}. Beside a name stands its highest value. {Phases(run.Phases)}</p>
            <div class="charts">
            {string.Concat(RunCharts.Of(run).Select(charts.Draw))}</div>
            {Operations(run.Operations)}
            {Circumstances(run)}
            </main>
            </body>
            </html>

            """;
    }

    private static string Verdict(RunResult run) => $"""
        <section class="verdict {(run.Passed ? "passed" : "failed")}">
        <h2>{(run.Passed ? "Passed" : "Failed")}</h2>
        <ul>{string.Concat(AuditWords.Of(run.Audit).Select(line => $"<li>{Text(line)}</li>"))}{string.Concat(run.Faults.Where(fault => fault.Recovered is null).Select(fault => $"<li>No recovery was seen after: {Text(fault.Fault)}.</li>"))}</ul>
        {(run.Audit.Findings.Count == 0 ? "" : $"<details open><summary>Findings</summary><ol>{string.Concat(run.Audit.Findings.Select(finding => $"<li>{Text(finding)}</li>"))}</ol></details>")}
        </section>
        """;

    private static string Tiles(RunResult run)
    {
        var saves = run.Operations.FirstOrDefault(operation => operation.Name.StartsWith("save", StringComparison.OrdinalIgnoreCase));
        var processes = run.Series.SelectMany(second => second.Processes).GroupBy(sample => sample.Name).ToList();
        return $"""
            <dl class="tiles">
            {Tile("learners", N(run.Learners))}
            {(saves is null ? "" : Tile("saves acknowledged", N(saves.Count)) + Tile("acknowledged in, p50", Millis(saves.P50)) + Tile("p99", Millis(saves.P99)) + Tile("slowest", Millis(saves.Max)))}
            {(processes.Count == 0 ? "" : Tile("server memory, most", $"{N((long)processes.Sum(samples => samples.Max(sample => sample.ResidentMiB)))} MiB"))}
            {string.Concat(run.Faults.Where(fault => fault.RecoverySeconds is not null).Take(1).Select(fault => Tile("back after", Seconds(fault.RecoverySeconds))))}
            </dl>
            """;
    }

    private static string Faults(IReadOnlyList<FaultRecord> faults) => faults.Count == 0 ? "" : $"""
        <h2>Faults</h2>
        <p class="note">Back when 95 % of the former rate is answered again and the 99th percentile of saves is below {Axis.Show(Recovery.BoundMillis)} ms (or twice what it was before, when that is more); to the second, rounded up.</p>
        <div class="wide"><table>
        <thead><tr><th></th><th>fault</th><th class="n">at</th><th class="n">ran again after</th><th class="n">lowest rate</th><th class="n">slowest save</th><th class="n">back after</th></tr></thead>
        <tbody>{string.Concat(faults.Select((fault, index) => Row($"{index + 1}", Text(fault.Fault), ChartView.Clock(fault.Begin), Seconds(fault.Over - fault.Begin),
            fault.DipPercent is { } dip ? $"{Axis.Show(Math.Round(dip))} %" : "–", fault.WorstMillis is { } worst ? Millis(worst) : "–", Seconds(fault.RecoverySeconds))))}</tbody>
        </table></div>
        """;

    private static string Operations(IReadOnlyList<OperationFigures> operations) => $"""
        <h2>Operations</h2>
        <p class="note">Milliseconds from when each was due, so a server that falls behind is not spared.</p>
        <div class="wide"><table>
        <thead><tr><th></th><th>operation</th><th class="n">count</th><th class="n">retries</th><th class="n">p50</th><th class="n">p90</th><th class="n">p99</th><th class="n">p99.9</th><th class="n">max</th></tr></thead>
        <tbody>{string.Concat(operations.Select(o => Row("", Text(o.Name), N(o.Count), N(o.Retries), Axis.Show(o.P50), Axis.Show(o.P90), Axis.Show(o.P99), Axis.Show(o.P999), Axis.Show(o.Max))))}</tbody>
        </table></div>
        """;

    private static string Circumstances(RunResult run) => $"""
        <h2>Where and how</h2>
        <dl class="facts">
        {Fact("Command", $"<code>loadtests/run {Text(run.Profile)}{string.Concat(run.Options.Where(option => option.Key != Server).Select(option => Text($" --{option.Key} {option.Value}")))}</code>")}
        {(run.Options.TryGetValue(Server, out var server) ? Fact("Server", Text(server)) : "")}
        {Fact("Commit", $"<code>{Text(run.Machine.Commit)}</code>")}
        {Fact("Machine", Text($"{run.Machine.Cores} cores of {run.Machine.Processor}, {N(run.Machine.MemoryMiB)} MiB, {run.Machine.OperatingSystem}; server and load test share it"))}
        {Fact("Load average", $"{Axis.Show(run.Machine.Load)} before, {Axis.Show(run.LoadAtEnd)} after")}
        {Fact("Runtime", Text($"{run.Machine.Runtime}, {run.Machine.Profile}"))}
        {Fact("When", run.Machine.At.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture))}
        {Fact("Load test", $"{N(run.Agents)} {(run.Agents == 1 ? "process" : "processes")}")}
        {Fact("Beforehand", SetUp(run.SetUp))}
        </dl>
        """;

    private static string SetUp(SetUpFigures done) => Text(
        $"accounts {Seconds(done.AccountSeconds)}, seats {Seconds(done.SeatSeconds)}, sign-in by {done.SignIn} {Seconds(done.SignInSeconds)} (p50 {Millis(done.SignInP50)}, p99 {Millis(done.SignInP99)}"
        + (done.SignInCpuMillis is { } cpu ? $", {Millis(cpu)} of the server's processor each)" : ")"));

    private static string Phases(IReadOnlyList<PhaseSpan> phases) =>
        string.Join(" ", phases.Where(phase => phase.To > phase.From).Select(phase => Text($"{phase.Name} {ChartView.Clock(phase.From)}–{ChartView.Clock(phase.To)}{(phase.Measured ? "" : " (not measured)")}.")));

    /// <summary>A mark, a name and figures.</summary>
    private static string Row(string mark, string name, params IEnumerable<string> figures) =>
        $"<tr><td>{mark}</td><th scope=\"row\">{name}</th>{string.Concat(figures.Select(figure => $"<td class=\"n\">{figure}</td>"))}</tr>";

    private static string Tile(string name, string value) => $"<div><dt>{name}</dt><dd>{value}</dd></div>";

    private static string Fact(string name, string html) => $"<dt>{name}</dt><dd>{html}</dd>";

    private static string Millis(double millis) => $"{Axis.Show(millis)} ms";

    private static string Seconds(double? seconds) => seconds is { } value ? $"{Axis.Show(Math.Round(value, 1))} s" : "not seen";

    private static string N(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string ReadStyle()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css") ?? throw new InvalidOperationException("The report's style is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
