using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ExamEngine.Measuring;

namespace Browser.Tests.Harness;

/// <summary>
/// The server as it is shipped, in a process of its own, with a data directory of its own. It can be killed as by a power cut and
/// started again on the same data and the same port, which a page that is open then finds again.
/// </summary>
public sealed class EngineProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("examengine-browser-tests");
    private readonly StringBuilder output = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<Caller>>> callers = new();
    private Process? process;

    private EngineProcess() => Address = new Uri($"http://localhost:{FreePort()}");

    public Uri Address { get; }

    public string Data => Path.Combine(directory.FullName, "data");

    /// <summary>All that the server has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>A new server with the demonstration's accounts, ready for requests.</summary>
    public static async Task<EngineProcess> Create()
    {
        var engine = new EngineProcess();
        try
        {
            await engine.Start();
            return engine;
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Somebody signed in, once for all tests: sign-ins are limited.</summary>
    internal Task<Caller> As(string userName) =>
        callers.GetOrAdd(userName, name => new Lazy<Task<Caller>>(() => Caller.SignIn(Address, name))).Value;

    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Repository.Server, "--urls", Address.ToString(), "--data", Data },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["DOTNET_ENVIRONMENT"] = "Development" },
        };
        process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            Note(line.Data);
            if (line.Data is null)
                ready.TrySetException(new InvalidOperationException("The server ended before it was ready:\n" + Output));
            else if (line.Data.StartsWith("ExamEngine is ready", StringComparison.Ordinal))
                ready.TrySetResult();
        };
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(StartTime);
    }

    /// <summary>SIGKILL: nothing is flushed, nobody is told.</summary>
    public void Kill()
    {
        if (process is null)
            return;

        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        process = null;
        Note("(killed)");
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private void Note(string? line)
    {
        lock (output)
            output.AppendLine(line);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)(socket.LocalEndPoint ?? throw new InvalidOperationException("The socket has no address."))).Port;
    }
}
