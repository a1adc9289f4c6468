using System.Text.Json;

namespace ExamEngine.LoadTests;

/// <summary>How the server is started: the built binary, as in production.</summary>
internal static class EngineCommand
{
    public static readonly IReadOnlyDictionary<string, string> Production = new Dictionary<string, string>
    {
        ["DOTNET_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
    };

    public static IReadOnlyList<string> Of(Uri address, string dataDirectory, params IEnumerable<string> settings) =>
        ["dotnet", Repository.Server, "--urls", address.ToString(), "--data", dataDirectory, .. settings];

    /// <summary>Metrics at an address of their own, which takes no key.</summary>
    public static IEnumerable<string> Showing(Uri metrics) => ["--ExamEngine:Telemetry:MetricsAddress", metrics.GetLeftPart(UriPartial.Authority)];

    public static Uri FreeAddress(string path = "") => new($"http://127.0.0.1:{LocalPorts.Free()}/{path}");

    public static IEnumerable<string> On(PostgresServer postgres) =>
        ["--ExamEngine:Storage:Provider", "Postgres", "--ExamEngine:Storage:ConnectionString", postgres.ConnectionString];

    /// <summary>What the running server of a directory takes as its operator's key.</summary>
    public static string OperatorKey(string dataDirectory)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(dataDirectory, "operator.json")));
        return file.RootElement.GetProperty("Key").GetString() ?? throw new InvalidOperationException("The server left no operator key.");
    }

    public static IReadOnlyDictionary<string, string> With(this IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string> more) =>
        environment.Concat(more).ToDictionary();
}
