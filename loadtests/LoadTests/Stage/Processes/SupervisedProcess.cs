using System.Collections.Concurrent;
using System.Diagnostics;

namespace ExamEngine.LoadTests;

/// <param name="Name">Stable through restarts; the log has it as its name.</param>
/// <param name="Command">Program and arguments.</param>
/// <param name="Address">Where it listens, and says at <c>health/ready</c> whether it can serve.</param>
/// <param name="Metrics">Where it shows its metrics; null when it is not asked for them.</param>
internal sealed record ProcessPlan(
    string Name, IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment, Uri Address, string LogDirectory, Uri? Metrics = null)
{
    public Uri Ready { get; } = new(Address, "health/ready");

    public string Log => Path.Combine(LogDirectory, Name + ".log");
}

/// <summary>
/// A server process under a supervisor as it has in production: whenever it ends without having been asked to, it is started again. All that it prints goes to
/// its log. Faults are carried out one at a time.
/// </summary>
internal sealed class SupervisedProcess : IAsyncDisposable
{
    /// <summary>What systemd waits by default before a restart.</summary>
    private static readonly TimeSpan RestartAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>Several start at once on a machine that may have other things to do.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>One that ends so often before it is ready will not be.</summary>
    private const int MostFalseStarts = 3;

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly ProcessPlan _plan;
    private readonly Task _supervising;
    private readonly Lock _launching = new();
    private readonly ConcurrentQueue<string> _falls = new();
    private bool _leaving;
    private int _falseStarts;
    private volatile Process _process;
    private volatile Process? _asked;

    private SupervisedProcess(ProcessPlan plan)
    {
        _plan = plan;
        _process = Launch();
        _supervising = Task.Run(Supervise);
    }

    public string Name => _plan.Name;

    public Uri Address => _plan.Address;

    /// <summary>Of the one that runs now; of the one that ended, until it is replaced.</summary>
    public int Pid => _process.Id;

    /// <summary>Each time it ended and nobody had asked it to or broken it, in words.</summary>
    public IReadOnlyCollection<string> Falls => _falls;

    public StageProcess Told => new(Name, Pid, _plan.Metrics);

    /// <summary>Starts it; does not wait until it is ready, so that several start side by side.</summary>
    public static SupervisedProcess Start(ProcessPlan plan) => new(plan);

    /// <exception cref="TimeoutException">It was not within three minutes, or ended each time it was started; the message has the end of its log.</exception>
    public async Task WaitUntilReady(CancellationToken ct)
    {
        for (var begun = Stopwatch.GetTimestamp(); !await IsReady(ct); await Task.Delay(50, ct))
        {
            if (Volatile.Read(ref _falseStarts) >= MostFalseStarts || Stopwatch.GetElapsedTime(begun) > Patience)
                throw new TimeoutException($"{Name} does not get ready. The end of its log:{Environment.NewLine}{EndOfLog()}");
        }

        Volatile.Write(ref _falseStarts, 0);
    }

    /// <summary>kill -9. The supervisor starts a new one; returns when that is ready.</summary>
    public Task Kill(CancellationToken ct) => Replace(Signal.Kill, ct);

    /// <summary>Asks it to stop, waits until it has settled what it had taken, and for the next one to be ready.</summary>
    public Task Restart(CancellationToken ct) => Replace(Signal.Terminate, ct);

    /// <summary>Stands still for so long, then goes on. When the others have given it up meanwhile it leaves by itself; returns when it or the next is ready.</summary>
    public async Task Hang(TimeSpan span, CancellationToken ct)
    {
        _asked = _process;
        var pid = Pid;
        Signals.Send(pid, Signal.Stop);
        try
        {
            await Task.Delay(span, ct);
        }
        finally
        {
            Signals.Send(pid, Signal.Continue);
        }

        await WaitUntilReady(ct);
    }

    public async ValueTask DisposeAsync()
    {
        lock (_launching)
            _leaving = true;
        Signals.Send(Pid, Signal.Terminate);
        try
        {
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(40));
        }
        catch (TimeoutException)
        {
            Signals.Send(Pid, Signal.Kill);
        }

        await _supervising;
        _process.Dispose();
        _client.Dispose();
    }

    private async Task Replace(Signal signal, CancellationToken ct)
    {
        var old = _asked = _process;
        Signals.Send(old.Id, signal);
        while (_process == old)
            await Task.Delay(10, ct);
        await WaitUntilReady(ct);
    }

    private async Task Supervise()
    {
        while (true)
        {
            var ended = _process;
            await ended.WaitForExitAsync();
            if (_asked != ended && !_leaving)
                _falls.Enqueue($"{Name} ended by itself with {ended.ExitCode}. The end of its log:{Environment.NewLine}{EndOfLog()}");
            Interlocked.Increment(ref _falseStarts);
            await Task.Delay(RestartAfter);
            lock (_launching)
            {
                if (_leaving)
                    return;
                _process = Launch();
            }

            ended.Dispose();
        }
    }

    private Process Launch()
    {
        // The shell replaces itself by the command, which writes to its log without anybody in between.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", _plan.Log, .. _plan.Command]);
        foreach (var (name, value) in _plan.Environment)
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{Name} did not start.");
    }

    private async Task<bool> IsReady(CancellationToken ct)
    {
        try
        {
            using var response = await _client.GetAsync(_plan.Ready, ct);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            // Not listening yet, or standing still.
            return false;
        }
    }

    private string EndOfLog() => string.Join(Environment.NewLine, File.ReadLines(_plan.Log).TakeLast(40).Select(line => line.Length > 500 ? line[..500] + " …" : line));
}
