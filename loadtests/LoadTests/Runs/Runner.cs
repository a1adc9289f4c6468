using System.Text.Json;
using Spectre.Console;

namespace ExamEngine.LoadTests.Runs;

/// <summary>Gives a run its stage and its screen, and what it found to whoever asked.</summary>
internal static class Runner
{
    public static async Task<RunResult> Run(RunOptions options, CancellationToken ct)
    {
        var directory = Directory.CreateTempSubdirectory("examengine-load-");
        try
        {
            IView view = Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive
                ? new PlainView(Console.Out)
                : new LiveView($"{options.Profile.Name}, {options.Learners:N0} learners");
            var result = await view.During(async () =>
            {
                view.Phase("starts what it needs");
                await using var stage = await Open(options, directory, ct);
                await using var run = new LoadRun(options, stage, directory.CreateSubdirectory("journals").FullName, view);
                return await run.Do(ct);
            });
            Summary.Write(result, Console.Out);
            if (options.Json is { } json)
            {
                await using var file = File.Create(json);
                await JsonSerializer.SerializeAsync(file, result, RunResultJson.Default.RunResult, ct);
            }

            if (options.Html is { } html)
                await File.WriteAllTextAsync(html, HtmlReport.Render(result), ct);
            return result;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<IStage> Open(RunOptions options, DirectoryInfo directory, CancellationToken ct)
    {
        if (options is { Server: { } server, OperatorKeyFile: { } keyFile })
            return new GivenStage(server, KeyIn(await File.ReadAllTextAsync(keyFile, ct)));
        var profile = options.Profile;
        return await Stages.Start(
            new StagePlan(profile.Shape, profile.Line, directory.CreateSubdirectory("stage").FullName, profile.Faults.Any(planned => planned.Fault is Fault.SlowDisk)), ct);
    }

    /// <summary>A server's operator.json, or nothing but the key.</summary>
    private static string KeyIn(string text)
    {
        if (!text.TrimStart().StartsWith('{'))
            return text.Trim();
        using var file = JsonDocument.Parse(text);
        return file.RootElement.GetProperty("Key").GetString() ?? throw new InvalidOperationException("The file holds no key.");
    }
}
