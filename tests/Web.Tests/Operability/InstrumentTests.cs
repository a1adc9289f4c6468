using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Web.Tests.Operability;

/// <summary>Instruments have one name on every process and stand in one table, so that a dashboard made from the table shows what there is.</summary>
public sealed partial class InstrumentTests
{
    private static readonly string[] Assemblies = ["ExamEngine.Storage", "ExamEngine.Grains", "ExamEngine.Web", "ExamEngine.Silo"];

    [Fact]
    public async Task Every_instrument_stands_in_the_table_with_its_kind_and_unit_and_nothing_else_does()
    {
        var there = Instruments().Select(instrument => $"{instrument.Name} {Kind(instrument)} {instrument.Unit}").Order(StringComparer.Ordinal).ToArray();
        var table = Row().Matches(await File.ReadAllTextAsync(Readme()))
            .Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value} {row.Groups[3].Value}").Order(StringComparer.Ordinal).ToArray();

        Assert.True(there.SequenceEqual(table),
            $"src/ExamEngine.Web/README.md, Metrics: add rows for [{string.Join("; ", there.Except(table))}], take out [{string.Join("; ", table.Except(there))}].");
    }

    [Fact]
    public void Every_instrument_says_what_it_is() => Assert.All(Instruments(), instrument =>
    {
        Assert.StartsWith("examengine.", instrument.Name, StringComparison.Ordinal);
        Assert.EndsWith(".", instrument.Description, StringComparison.Ordinal);
        Assert.StartsWith("ExamEngine.", instrument.Meter.Name, StringComparison.Ordinal);
    });

    /// <summary>All instruments of all classes that are named for them, each made by a factory of this test.</summary>
    private static List<Instrument> Instruments()
    {
        var (meters, found) = (new TestMeters(), new List<Instrument>());
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, meters))
                    found.Add(instrument);
            },
        };
        listener.Start();
        foreach (var type in Assemblies.SelectMany(name => Assembly.Load(name).GetTypes()).Where(type => type.Name.EndsWith("Instruments", StringComparison.Ordinal)))
            Make(type, meters);
        return found;
    }

    /// <summary>The instruments with a factory of the test's, and whatever else they want as it is by default.</summary>
    private static object Make(Type type, TestMeters meters)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).OrderBy(one => one.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(IMeterFactory) ? meters
            : parameter.ParameterType == typeof(TimeProvider) ? TimeProvider.System
            : Make(parameter.ParameterType, meters))]);
    }

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" => "counter",
        "Histogram" => "histogram",
        "ObservableGauge" or "ObservableUpDownCounter" => "gauge",
        var kind => throw new InvalidOperationException($"What is a {kind} to an operator?"),
    };

    private static string Readme([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "ExamEngine.Web", "README.md");

    /// <summary>A row: name, kind, unit.</summary>
    [GeneratedRegex(@"^\| `(examengine\.[a-z_.]+)` \| (\w+) \| ([^ |]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
