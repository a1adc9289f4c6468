using System.Diagnostics;
using System.Globalization;

namespace ExamEngine.LoadTests;

/// <summary>A PostgreSQL of the stage's own, with its default settings for durability.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _directory;
    private readonly IReadOnlyDictionary<string, string> _environment;

    private PostgresServer(string directory, IReadOnlyDictionary<string, string> environment, string connectionString) =>
        (_directory, _environment, ConnectionString) = (directory, environment, connectionString);

    /// <summary>To an empty database.</summary>
    public string ConnectionString { get; }

    /// <summary>Its first process; -1 while it is being restarted.</summary>
    public int Pid => File.Exists(PidFile) && File.ReadLines(PidFile).FirstOrDefault() is { } line && int.TryParse(line, CultureInfo.InvariantCulture, out var pid) ? pid : -1;

    private string PidFile => Path.Combine(_directory, "data", "postmaster.pid");

    /// <param name="directory">Is made; the user that PostgreSQL runs as must be able to reach it.</param>
    public static async Task<PostgresServer> Start(string directory, IReadOnlyDictionary<string, string> environment, CancellationToken ct)
    {
        var server = (await Script(environment, ct, "start", directory)).Trim();
        return new PostgresServer(directory, environment, server + ";Database=postgres");
    }

    /// <summary>Returns when it takes connections again.</summary>
    public Task Restart(bool inOrder, CancellationToken ct) => Script(_environment, ct, "restart", _directory, inOrder ? "fast" : "immediate");

    public async ValueTask DisposeAsync() => await Script(_environment, CancellationToken.None, "stop", _directory);

    private static async Task<string> Script(IReadOnlyDictionary<string, string> environment, CancellationToken ct, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "tests", "postgres"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var script = Process.Start(start) ?? throw new InvalidOperationException("tests/postgres did not start.");
        var complaints = script.StandardError.ReadToEndAsync(ct);
        var output = await script.StandardOutput.ReadToEndAsync(ct);
        await script.WaitForExitAsync(ct);
        return script.ExitCode == 0 ? output : throw new InvalidOperationException($"tests/postgres {string.Join(' ', arguments)} failed. {await complaints}");
    }
}
