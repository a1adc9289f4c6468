using System.Diagnostics;
using System.Text.Json;

namespace ExamEngine.Issue;

/// <summary>The built server on a data directory of its own, which outlives a kill.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("examengine-issue-");
    private Process? _process;
    private TimeSpan _before;

    public Uri Address { get; } = new($"http://127.0.0.1:{LocalPorts.Free()}");

    /// <summary>Processor time of all its lives.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            Running.Refresh();
            return _before + Running.TotalProcessorTime;
        }
    }

    public string OperatorKey
    {
        get
        {
            using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_data.FullName, "operator.json")));
            return file.RootElement.GetProperty("Key").GetString() ?? throw new InvalidOperationException("The server left no operator key.");
        }
    }

    private Process Running => _process ?? throw new InvalidOperationException("The server does not run.");

    public async Task Start(CancellationToken ct)
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [Repository.Server, "--urls", Address.ToString(), "--data", _data.FullName])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_ENVIRONMENT"] = "Production", ["ASPNETCORE_ENVIRONMENT"] = "Production" },
        }) ?? throw new InvalidOperationException("The server did not start.");
        Running.OutputDataReceived += static (_, _) => { };
        Running.BeginOutputReadLine();
        using var client = new HttpClient { BaseAddress = Address };
        for (var deadline = Stopwatch.GetTimestamp() + 120 * Stopwatch.Frequency; Stopwatch.GetTimestamp() < deadline; await Task.Delay(100, ct))
        {
            if (Running.HasExited)
                throw new InvalidOperationException($"The server ended with code {Running.ExitCode}.");
            try
            {
                using var answer = await client.GetAsync(new Uri("health/ready", UriKind.Relative), ct);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        throw new TimeoutException("The server was not ready within two minutes.");
    }

    /// <summary>As a machine that loses its power would.</summary>
    public async Task Kill(CancellationToken ct)
    {
        _before = ProcessorTime;
        Running.Kill();
        await Running.WaitForExitAsync(ct);
        Running.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            using (Process.Start("kill", ["-TERM", $"{_process.Id}"]))
                await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _data.Delete(recursive: true);
    }
}
