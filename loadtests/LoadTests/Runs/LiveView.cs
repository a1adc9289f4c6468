using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ExamEngine.LoadTests.Runs;

/// <summary>A screen that is drawn anew each second: where the run stands, the last second in figures, and the last minute as a curve.</summary>
internal sealed class LiveView(string title) : IView
{
    private const int Curve = 60, Notes = 5;
    private const string Heights = " ▁▂▃▄▅▆▇█";

    private readonly Lock _lock = new();
    private readonly Queue<Second> _recent = new();
    private readonly Queue<string> _notes = new();
    private string _phase = "";
    private double _lag;

    public void Phase(string name)
    {
        lock (_lock)
            _phase = name;
    }

    public void Note(string words)
    {
        lock (_lock)
        {
            _notes.Enqueue(words);
            if (_notes.Count > Notes)
                _notes.Dequeue();
        }
    }

    public void Second(Second second, double lagMillis)
    {
        lock (_lock)
        {
            _lag = lagMillis;
            _recent.Enqueue(second);
            if (_recent.Count > Curve)
                _recent.Dequeue();
        }
    }

    public Task<T> During<T>(Func<Task<T>> work) => AnsiConsole.Live(Draw()).StartAsync(async screen =>
    {
        var working = work();
        while (await Task.WhenAny(working, Task.Delay(500)) != working)
            screen.UpdateTarget(Draw());
        screen.UpdateTarget(Draw());
        return await working;
    });

    private Rows Draw()
    {
        lock (_lock)
        {
            var rows = new List<IRenderable> { new Markup($"[bold]{Markup.Escape(title)}[/]  {Markup.Escape(_phase)}") };
            if (_recent.Count > 0)
                rows.Add(Figures(_recent.Last()));
            rows.AddRange(_notes.Select(note => new Markup($"[yellow]{Markup.Escape(note)}[/]")));
            return new Rows(rows);
        }
    }

    private Table Figures(Second now)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("", "", "");
        Row("second", $"{now.At}", $"");
        Row("sockets joined", $"{now.Connections:N0}", Line(second => second.Connections));
        Row("answered a second", $"{now.Done:N0}", Line(second => second.Done));
        Row("save p50, ms", $"{now.P50:0.0}", Line(second => second.P50 ?? 0));
        Row("save p99, ms", $"{now.P99:0.0}", Line(second => second.P99 ?? 0));
        Row("save longest, ms", $"{now.Max:0.0}", Line(second => second.Max ?? 0));
        Row("unsent entries", $"{now.Unsent:N0}", Line(second => second.Unsent));
        Row("tries that failed", $"{now.Errors:N0}", Line(second => second.Errors));
        if (now.BatchSize is { } batch)
            Row("appends a commit", $"{batch:0.0}", Line(second => second.BatchSize ?? 0));
        foreach (var process in now.Processes)
            Row(process.Name, $"{process.Cores:0.00} cores", $"{process.ResidentMiB:N0} MiB");
        Row("agents", $"{now.AgentCores:0.00} cores", $"{now.AgentMiB:N0} MiB, {_lag:0} ms late");
        return table;

        void Row(string name, FormattableString value, FormattableString more) =>
            table.AddRow(Markup.Escape(name), Markup.Escape(value.ToString(CultureInfo.InvariantCulture)), Markup.Escape(more.ToString(CultureInfo.InvariantCulture)));
    }

    private FormattableString Line(Func<Second, double> value)
    {
        var values = _recent.Select(value).ToArray();
        var most = Math.Max(values.Max(), double.Epsilon);
        return $"{string.Concat(values.Select(v => Heights[(int)Math.Ceiling(v / most * (Heights.Length - 1))]))}";
    }
}
