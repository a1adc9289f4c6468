using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace ExamEngine.LoadTests.Agents;

/// <summary>An agent as the process that started it sees it.</summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    /// <summary>
    /// Bytes between collections, hexadecimal: 512 MiB. Whoever is answered while an agent collects looks slow, however soon the server was, so it
    /// collects seldom. The runtime takes this from the environment alone, and no more than half of what it reserves at once.
    /// </summary>
    private const string SeldomCollected = "20000000", Reserved = "40000000";

    private readonly Process _process;
    private readonly Channel<CueKind> _followed = Channel.CreateBounded<CueKind>(8);
    private readonly Task _reading;

    private AgentProcess(Process process, Assignment order, Action<Tick> tick, Action<string> complain)
    {
        (_process, Journal, ConsoleJournal) = (process, order.Journal, order.ConsoleJournal);
        _reading = Read(tick);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } words)
                complain(words);
        };
        process.BeginErrorReadLine();
    }

    public string Journal { get; }

    public string ConsoleJournal { get; }

    public StageProcess Self => new("agent", _process.Id);

    /// <param name="tick">Called for each second, from any thread.</param>
    /// <param name="complain">Called with each line that it writes to standard error.</param>
    public static AgentProcess Start(Assignment order, Action<Tick> tick, Action<string> complain)
    {
        // By its file, whatever program this is part of: tests run agents too.
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(AgentProcess).Assembly.Location, "agent"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_GCgen0size"] = SeldomCollected, ["DOTNET_GCSegmentSize"] = Reserved },
        }) ?? throw new InvalidOperationException("An agent did not start.");
        var agent = new AgentProcess(process, order, tick, complain);
        process.StandardInput.WriteLine(JsonSerializer.Serialize(order, AgentJson.Default.Assignment));
        return agent;
    }

    /// <summary>Gives a cue and waits until it has been followed.</summary>
    /// <exception cref="InvalidOperationException">The agent has ended instead.</exception>
    public async Task Follow(Cue cue, CancellationToken ct)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(cue, AgentJson.Default.Cue).AsMemory(), ct);
        await _process.StandardInput.FlushAsync(ct);
        try
        {
            await _followed.Reader.ReadAsync(ct);
        }
        catch (ChannelClosedException)
        {
            throw new InvalidOperationException("An agent ended in the middle of the run; its last words are above.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
            _process.Kill();
        await _reading;
        _process.Dispose();
    }

    private async Task Read(Action<Tick> tick)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var word = JsonSerializer.Deserialize(line, AgentJson.Default.Word);
            if (word?.Tick is { } second)
                tick(second);
            if (word?.Followed is { } followed)
                await _followed.Writer.WriteAsync(followed);
        }

        _followed.Writer.Complete();
    }
}
