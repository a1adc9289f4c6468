using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using ExamEngine.Measuring;

namespace Web.Tests.Cluster;

/// <summary>One process of a cluster, which can be killed, stopped for a while, or asked to leave.</summary>
internal sealed class Member : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(2), LeaveTime = TimeSpan.FromSeconds(60);

    private readonly StringBuilder output = new();
    private readonly Process process;
    private readonly TaskCompletionSource<Uri> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Member(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Server, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["DOTNET_ENVIRONMENT"] = "Production" },
        };
        process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where its health is asked for, or its site; known when it is ready.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>All that it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>A process that listens at a free port; ready when <see cref="Ready"/> completes.</summary>
    public static Member Start(params string[] arguments) =>
        new([.. arguments, "--urls", "http://127.0.0.1:0", "--Logging:Console:LogLevel:Default", "Warning"]);

    /// <exception cref="InvalidOperationException">It ended instead; the message holds what it printed.</exception>
    public async Task<Member> Ready()
    {
        _ = process.WaitForExitAsync().ContinueWith(
            _ => ready.TrySetException(new InvalidOperationException($"The process ended before it was ready:\n{Output}")), TaskScheduler.Default);
        Address = await ready.Task.WaitAsync(StartTime);
        return this;
    }

    /// <summary>Nothing was done to it yet.</summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>SIGKILL: nothing is flushed, nobody is told, and the system closes its connections.</summary>
    public void Kill()
    {
        IsSound = false;
        process.Kill();
    }

    /// <summary>SIGSTOP: it answers nobody and closes nothing.</summary>
    public Task Hang() => Send("STOP");

    /// <summary>SIGTERM. Completes with its exit code when it has left.</summary>
    public async Task<int> Leave()
    {
        await Send("TERM");
        return await Exit();
    }

    public async Task<int> Exit()
    {
        await process.WaitForExitAsync().WaitAsync(LeaveTime);
        return process.ExitCode;
    }

    private async Task Send(string signal)
    {
        IsSound = false;
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public static string FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Note(string? line)
    {
        const string Sign = "ExamEngine is ready at ";
        lock (output)
            output.AppendLine(line);
        if (line?.StartsWith(Sign, StringComparison.Ordinal) == true)
            ready.TrySetResult(new Uri(line[Sign.Length..]));
    }
}
