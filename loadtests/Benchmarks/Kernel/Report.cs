using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ExamEngine.Benchmarks.Kernel;

/// <summary>One measured figure.</summary>
/// <param name="Subject">What was measured, such as <c>SQLite: journal</c>.</param>
/// <param name="Figure">What of it, with its percentile where it has one: <c>save, p99</c>.</param>
/// <param name="Target">What it must reach; null for a comparison.</param>
/// <param name="AtLeast">Whether the target is a floor or a ceiling.</param>
internal sealed record Row(string Subject, string Figure, double Value, string Unit, double? Target = null, bool AtLeast = true)
{
    public bool? Reached => Target is { } target ? AtLeast ? Value >= target : Value <= target : null;
}

/// <summary>Figures as they come, printed as a plain table and, when asked for, written as JSON.</summary>
internal sealed class Report
{
    private readonly Machine _machine = Machine.Here();
    private readonly List<Row> _rows = [];

    public void Add(string subject, string figure, double value, string unit, double? atLeast = null, double? atMost = null)
    {
        var row = new Row(subject, figure, value, unit, atLeast ?? atMost, atMost is null);
        _rows.Add(row);
        Console.WriteLine(Line(row));
    }

    public void Head(string benchmark)
    {
        Console.WriteLine();
        Console.WriteLine($"{benchmark}  (commit {_machine.Commit}, {_machine.Profile}, {_machine.Cores} cores, load {Machine.LoadNow():0.0})");
        Console.WriteLine($"{"",-36}{"figure",-34}{"value",12} {"unit",-12}{"target",12}");
    }

    public void Write(string? file)
    {
        if (file is null)
            return;
        using var stream = File.Create(file);
        JsonSerializer.Serialize(stream, new Written(_machine, Machine.LoadNow(), _rows), ReportJson.Default.Written);
    }

    private static string Line(Row row)
    {
        var mark = row.Reached switch { true => "  reached", false => "  NOT reached", null => "" };
        var target = row.Target is { } value ? (row.AtLeast ? ">= " : "<= ") + Number(value) : "";
        return $"{row.Subject,-36}{row.Figure,-34}{Number(row.Value),12} {row.Unit,-12}{target,12}{mark}";
    }

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 100 ? "N0" : Math.Abs(value) >= 1 ? "0.00" : "0.0000", CultureInfo.InvariantCulture);

    internal sealed record Written(Machine Machine, double LoadAtEnd, IReadOnlyList<Row> Figures);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(Report.Written))]
internal sealed partial class ReportJson : JsonSerializerContext;
