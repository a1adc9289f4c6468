using System.Net.Http.Headers;
using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Web.Definitions;
using ExamEngine.Web.Kernel;

namespace ExamEngine.Silo;

/// <summary>
/// <c>import FILE…</c>: loads exams and programs into a data directory. Whoever holds the directory's lock does the work: the running
/// server is asked over loopback with its operator key; with no server running, the engine starts here, without its web tier.
/// </summary>
internal static class ImportVerb
{
    /// <returns>0 when every file was taken, else 1; what was wrong is on standard error.</returns>
    public static async Task<int> Run(string[] args)
    {
        var (files, options) = Split(args);
        if (files.Length == 0)
            return SiloHost.Fail("Which files? Usage: import FILE... [--data DIR]");
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
            return SiloHost.Fail($"There is no file {missing}.");

        using var engine = SiloHost.BuildWithoutWeb(options, out var settings);
        return engine is null ? await AskServer(files, settings.DataDirectory) : await RunHere(engine, files);
    }

    /// <summary>File names, and options with their values: <c>--name value</c> or <c>--name=value</c>.</summary>
    internal static (string[] Files, string[] Options) Split(string[] args)
    {
        var files = new List<string>();
        var options = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                files.Add(args[i]);
                continue;
            }

            options.Add(args[i]);
            if (!args[i].Contains('=', StringComparison.Ordinal) && i + 1 < args.Length)
                options.Add(args[++i]);
        }

        return ([.. files], [.. options]);
    }

    private static async Task<int> RunHere(IHost engine, string[] files)
    {
        await engine.StartAsync();
        var importer = engine.Services.GetRequiredService<IGrainFactory>().GetGrain<IImportGrain>(0);
        var refused = 0;
        foreach (var file in files)
        {
            var reply = await importer.Import(Actor.System, ImportApi.ToAuthoringFile(AuthoringFiles.Read(file)));
            refused += Report(file, reply.Value, reply.Problems);
        }

        await engine.StopAsync();
        return refused == 0 ? 0 : 1;
    }

    private static async Task<int> AskServer(string[] files, string dataDirectory)
    {
        if (OperatorFile.Read(dataDirectory) is not { } server)
            return SiloHost.Fail("A server has this data directory and is not ready yet. Try again in a moment.");

        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Key);
        var refused = 0;
        foreach (var file in files)
        {
            using var answer = await client.PostAsJsonAsync("api/import", AuthoringFiles.Read(file), WireJson.Default.ImportRequest);
            refused += answer.IsSuccessStatusCode
                ? Report(file, await answer.Content.ReadFromJsonAsync(WireJson.Default.ImportDone), [])
                : Report(file, null, (await answer.Content.ReadFromJsonAsync(WireJson.Default.ProblemBody))?.Problems ?? []);
        }

        return refused == 0 ? 0 : 1;
    }

    private static int Report(string file, ImportDone? done, ImmutableArray<Problem> problems)
    {
        if (done is not null)
        {
            Console.WriteLine(done.Summary);
            return 0;
        }

        Console.Error.WriteLine($"{file} was not taken:");
        foreach (var problem in problems)
            Console.Error.WriteLine(problem.Where is null ? $"  {problem.Message} ({problem.Code})" : $"  {problem.Where}: {problem.Message} ({problem.Code})");

        return 1;
    }
}
