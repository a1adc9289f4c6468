using System.Globalization;

namespace ExamEngine.Benchmarks.Kernel;

/// <summary>What a run was asked for. Options are <c>--name value</c>; <c>--short</c> stands alone.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _options = [];

    /// <exception cref="ArgumentException">Something that is no option, or an option without a value.</exception>
    public Arguments(ReadOnlySpan<string> args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
                throw new ArgumentException($"'{args[i]}' is no option.");
            var name = args[i][2..];
            if (name == "short")
                _options[name] = "";
            else
                _options[name] = ++i < args.Length ? args[i] : throw new ArgumentException($"--{name} needs a value.");
        }
    }

    /// <summary>A few seconds a figure: to see that all works, and roughly where it stands.</summary>
    public bool Short => _options.ContainsKey("short");

    public string? Json => _options.GetValueOrDefault("json");

    public TimeSpan Seconds(double usual) => TimeSpan.FromSeconds(Number("seconds", Short ? Math.Min(usual, 2) : usual));

    public string Text(string name, string usual) => _options.GetValueOrDefault(name, usual);

    public int Count(string name, int usual) => (int)Number(name, usual);

    /// <summary>Whether <paramref name="store"/> is to be measured: <c>--store sqlite</c> or <c>--store postgres</c> leaves the other out.</summary>
    public bool Wants(string store) => !_options.TryGetValue("store", out var only) || only == store;

    /// <summary>Connection string of a PostgreSQL server whose databases may be made and dropped; null when there is none.</summary>
    public static string? PostgresServer => Environment.GetEnvironmentVariable("EXAMENGINE_POSTGRES") is { Length: > 0 } server ? server : null;

    private double Number(string name, double usual) =>
        _options.TryGetValue(name, out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : usual;
}
