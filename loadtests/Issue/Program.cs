using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ExamEngine.Issue;

Options options;
try
{
    options = Options.Parse(args);
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stopping.Cancel();
};
try
{
    return await Run(options, stopping.Token);
}
catch (Exception e) when (e is InvalidOperationException or TimeoutException or IOException or HttpRequestException)
{
    Console.Error.WriteLine(e.Message);
    return 3;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 130;
}

static async Task<int> Run(Options options, CancellationToken ct)
{
    var machine = Machine.Here();
    await using var server = new Server();
    await server.Start(ct);
    var batch = new Batch(server);

    var idle = server.ProcessorTime;
    var started = Stopwatch.GetTimestamp();
    await batch.Order(options.Credentials, ct);
    var killed = !options.Kill;
    BatchBody seen;
    while ((seen = await batch.Show(ct)).FinishedAt is null)
    {
        Live($"issued {seen.Issued:N0} of {seen.Ordered:N0}, {seen.Issued / Stopwatch.GetElapsedTime(started).TotalSeconds:0} a second");
        if (!killed && seen.Issued >= options.Credentials / 2)
        {
            killed = true;
            await server.Kill(ct);
            Console.WriteLine($"\nkill -9 at {seen.Issued:N0}");
            await server.Start(ct);
        }

        await Task.Delay(250, ct);
    }

    var issuing = Stopwatch.GetElapsedTime(started);
    var issuingWork = server.ProcessorTime - idle;
    Live($"issued {seen.Issued:N0} in {issuing.TotalSeconds:0.0} s");
    Console.WriteLine();

    using var audit = new Audit(server.Address);
    var credentials = await batch.Issued(ct);
    started = Stopwatch.GetTimestamp();
    var running = audit.Run(credentials, ct);
    while (await Task.WhenAny(running, Task.Delay(250, ct)) != running)
        Live($"verified {audit.Complete:N0} of {credentials.Count:N0}, {audit.Complete / Stopwatch.GetElapsedTime(started).TotalSeconds:0} a second");
    var audited = await running;
    var fetching = Stopwatch.GetElapsedTime(started);
    var work = server.ProcessorTime - idle;
    Live($"verified {audited.Complete:N0}");
    Console.WriteLine();

    var found = audited.Findings;
    if (!killed)
        found = found.Add("The batch was done before the server could be killed; order more.");
    if (credentials.Count != options.Credentials || seen.Held.Length > 0)
        found = found.Add(string.Create(CultureInfo.InvariantCulture, $"{options.Credentials} were ordered, {credentials.Count} issued and {seen.Held.Length} held."));
    var figures = new Dictionary<string, double>
    {
        ["credentials"] = audited.Complete,
        ["issuing seconds"] = issuing.TotalSeconds,
        ["issued a second"] = seen.Issued / issuing.TotalSeconds,
        ["issued and fetched, seconds"] = (issuing + fetching).TotalSeconds,
        ["complete a second of one core of the server"] = audited.Complete / work.TotalSeconds,
        ["of that signed and entered, milliseconds of a core"] = issuingWork.TotalMilliseconds / Math.Max(1, seen.Issued),
        ["verified a second of one core"] = audited.Complete / Math.Max(audited.Verifying.TotalSeconds, 1e-9),
        ["verify page with its state, p50, milliseconds"] = Share(0.5),
        ["verify page with its state, p99, milliseconds"] = Share(0.99),
        ["largest PDF, KB"] = audited.LargestPdf / 1024.0,
        ["mean PDF, KB"] = audited.PdfBytes / 1024.0 / Math.Max(1, audited.Complete),
    };
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"commit {machine.Commit}, {machine.Profile}, {machine.Cores} cores, load {machine.Load:0.0} to {Machine.LoadNow():0.0}"));
    foreach (var (name, value) in figures)
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-54}{value,12:#,0.0}"));
    foreach (var finding in found.Take(20))
        Console.WriteLine($"  finding: {finding}");
    Console.WriteLine(found.IsEmpty ? "Every credential verifies: no double, no gap." : $"{found.Length} findings.");
    if (options.Json is { } file)
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { machine.Commit, machine.Cores, options.Credentials, options.Kill, Figures = figures, Findings = found }), ct);
    return found.IsEmpty ? 0 : 1;

    double Share(double share) => audited.Looks.IsEmpty ? 0 : audited.Looks[(int)(share * (audited.Looks.Length - 1))].TotalMilliseconds;
}

static void Live(string text)
{
    if (!Console.IsOutputRedirected)
        Console.Write($"\r{text,-70}");
}
