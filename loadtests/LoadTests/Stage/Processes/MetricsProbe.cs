using System.Globalization;

namespace ExamEngine.LoadTests;

/// <param name="BatchSize">Mean appends a commit of the journal.</param>
/// <param name="AgendaLagSeconds">Mean time from when a duty was due to when it was done.</param>
/// <param name="Graded">Attempts graded for the first time; null where no process says.</param>
internal readonly record struct ServerFigures(double? BatchSize, double? AgendaLagSeconds, long? Graded = null);

/// <summary>What the stage's processes say of themselves, as Prometheus text, summed over all of them.</summary>
internal sealed class MetricsProbe(IStage stage) : IDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(2) };
    private Dictionary<(string Process, string Series), double> _before = [];

    /// <summary>Figures of the time since the last call. Null where nothing was counted, or where no process has metrics.</summary>
    public async Task<ServerFigures> Read(CancellationToken ct)
    {
        var now = new Dictionary<(string Process, string Series), double>();
        foreach (var process in stage.Processes)
        {
            if (process.Metrics is not { } address)
                continue;
            if (await Text(address, ct) is not { } text)
            {
                // What it counts meanwhile belongs to the next time it answers.
                foreach (var known in _before.Where(entry => entry.Key.Process == process.Name))
                    now[known.Key] = known.Value;
                continue;
            }
            foreach (var (series, value) in PrometheusText.Sums(text))
                now[(process.Name, series)] = value;
        }

        var figures = new ServerFigures(Mean("examengine_journal_batch_size"), Mean("examengine_agenda_lag_seconds"), now.Count > 0 ? (long)Grown("examengine_grading_graded_total") : null);
        _before = now;
        return figures;

        double? Mean(string histogram) => Grown(histogram + "_count") is > 0 and var count ? Grown(histogram + "_sum") / count : null;

        // A process that was restarted counts from 0 again.
        double Grown(string series) => now.Where(entry => entry.Key.Series == series)
            .Sum(entry => entry.Value - (_before.GetValueOrDefault(entry.Key) is var before && before <= entry.Value ? before : 0));
    }

    public void Dispose() => _client.Dispose();

    private async Task<string?> Text(Uri address, CancellationToken ct)
    {
        try
        {
            using var response = await _client.GetAsync(address, ct);
            return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(ct) : null;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            // It is being restarted.
            return null;
        }
    }
}

/// <summary>The part of Prometheus' text format that is needed: <c>name{labels} value [timestamp]</c> a line, comments behind #.</summary>
internal static class PrometheusText
{
    /// <summary>Each name with the sum over its labels.</summary>
    public static Dictionary<string, double> Sums(string text)
    {
        var sums = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var end = line.IndexOfAny('{', ' ');
            if (end <= 0 || line[0] == '#')
                continue;

            // A label's value may hold spaces and brackets; what follows the last bracket is numbers.
            var rest = (line[end] == '{' ? line[(line.LastIndexOf('}') + 1)..] : line[end..]).Trim();
            var value = rest.IndexOf(' ') is > 0 and var space ? rest[..space] : rest;
            if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                sums[line[..end].ToString()] = sums.GetValueOrDefault(line[..end].ToString()) + number;
        }

        return sums;
    }
}
