using System.Net.Http.Headers;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Web.Kernel;

namespace ExamEngine.Silo;

/// <summary>
/// The command line's way into a data directory: always over HTTP, with the operator key. A server that runs there is asked; with
/// none running, one is started for as long as the command takes, on a loopback port that nobody else knows.
/// </summary>
internal sealed class Door(HttpClient client, WebApplication? own, Uri? site) : IAsyncDisposable
{
    public HttpClient Client => client;

    /// <summary>Where browsers find the server; null when it has no public address and runs only for as long as the command takes.</summary>
    public Uri? Site => site;

    /// <summary>Null when a server has the directory and is not ready yet; standard error has been told.</summary>
    public static async Task<Door?> Open(string[] options)
    {
        var own = SiloHost.Build(
            ["--Logging:Console:LogLevel:Default=Error", .. options, "--urls", "http://127.0.0.1:0", "--ExamEngine:Demo=false", "--ExamEngine:Role=all"], out var settings);
        if (own is not null)
            await own.StartAsync();
        if (OperatorFile.Read(settings.DataDirectory) is not { } server)
        {
            SiloHost.Fail("A server has this data directory and is not ready yet. Try again in a moment.");
            return null;
        }

        var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Key);
        return new Door(client, own, settings.PublicAddress ?? (own is null ? server.Address : null));
    }

    /// <summary>File names and the like, and options with their values: <c>--name value</c> or <c>--name=value</c>.</summary>
    public static (string[] Words, string[] Options) Split(string[] args)
    {
        var words = new List<string>();
        var options = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(args[i]);
                continue;
            }

            options.Add(args[i]);
            if (!args[i].Contains('=', StringComparison.Ordinal) && i + 1 < args.Length)
                options.Add(args[++i]);
        }

        return ([.. words], [.. options]);
    }

    /// <summary>Tells standard error why <paramref name="what"/> was refused. Returns 1.</summary>
    public static async Task<int> Report(string what, HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadFromJsonAsync(WireJson.Default.ProblemBody);
        await Console.Error.WriteLineAsync($"{what} was not taken:");
        foreach (var problem in body?.Problems ?? [new Problem(ProblemCodes.Fault, answer.StatusCode.ToString())])
            await Console.Error.WriteLineAsync(problem.Where is null ? $"  {problem.Message} ({problem.Code})" : $"  {problem.Where}: {problem.Message} ({problem.Code})");

        return 1;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        if (own is not null)
        {
            await own.StopAsync();
            await own.DisposeAsync();
        }
    }
}
