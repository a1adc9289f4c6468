using System.Globalization;

namespace ExamEngine.LoadTests.Runs;

/// <summary>Lines, for a file or a pipe: each phase, each note, and every tenth second.</summary>
internal sealed class PlainView(TextWriter output) : IView
{
    private const int Every = 10;

    private readonly Lock _lock = new();
    private long _answered;

    public void Phase(string name) => Write($"-- {name}");

    public void Note(string words) => Write(words);

    public void Second(Second second, double lagMillis)
    {
        _answered += second.Done;
        if (second.At % Every != Every - 1)
            return;
        var processes = string.Join("  ", second.Processes.Select(process => string.Create(CultureInfo.InvariantCulture, $"{process.Name} {process.Cores:0.00} cores {process.ResidentMiB:0} MiB")));
        Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{second.At + 1,5} s  {second.Connections,6} joined  {_answered / (double)Every,7:0.0}/s  save p50 {second.P50 ?? 0:0.0} p99 {second.P99 ?? 0:0.0} ms  unsent {second.Unsent}  retries {second.Errors}  agents {second.AgentCores:0.00} cores {second.AgentMiB:0} MiB lag {lagMillis:0} ms  {processes}"));
        _answered = 0;
    }

    public Task<T> During<T>(Func<Task<T>> work) => work();

    private void Write(string line)
    {
        lock (_lock)
            output.WriteLine(line);
    }
}
