using System.Diagnostics;

namespace ExamEngine.Measuring;

/// <summary>The built server as anybody would start it, on a data directory of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>User and system time of the whole process since it started, as the kernel counts it.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <exception cref="FileNotFoundException">The server was not built in Release.</exception>
    public static async Task<ServerProcess> Start(string dataDirectory, params IEnumerable<string> settings)
    {
        var address = new Uri($"http://127.0.0.1:{LocalPorts.Free()}");
        var process = Process.Start(new ProcessStartInfo("dotnet", [Repository.Server, "--urls", address.ToString(), "--data", dataDirectory, .. settings])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_ENVIRONMENT"] = "Production", ["ASPNETCORE_ENVIRONMENT"] = "Production" },
        }) ?? throw new InvalidOperationException("The server did not start.");
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ServerProcess(process, address);
        await server.Ready();
        return server;
    }

    /// <summary>Asks it to stop, which settles what it has taken, and waits until it has.</summary>
    public async ValueTask DisposeAsync()
    {
        using (Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task Ready()
    {
        using var client = new HttpClient { BaseAddress = Address };
        for (var deadline = Stopwatch.GetTimestamp() + 60 * Stopwatch.Frequency; Stopwatch.GetTimestamp() < deadline; await Task.Delay(100))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The server ended with code {_process.ExitCode}.");
            try
            {
                if ((await client.GetAsync(new Uri("health/ready", UriKind.Relative))).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        throw new TimeoutException("The server was not ready within a minute.");
    }
}
