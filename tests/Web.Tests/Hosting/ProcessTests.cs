using System.Diagnostics;
using System.Text.Json.Nodes;
using ExamEngine.Measuring;
using ExamEngine.Silo;

namespace Web.Tests.Hosting;

/// <summary>The server as a process: what is left when it is killed, and what its command line does.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("examengine-process-tests");
    private readonly List<Process> processes = [];

    private string Data => Path.Combine(directory.FullName, "data");

    [Fact]
    public async Task A_killed_server_starts_again_and_knows_what_it_knew()
    {
        var file = Path.Combine(directory.FullName, "web.yaml");
        await File.WriteAllTextAsync(file, TestExam.Program.Yaml);

        var first = await Serve();
        var whileRunning = await Run("import", file, "--data", Data);
        first.Kill(entireProcessTree: true);
        await first.WaitForExitAsync();
        var whileStopped = await Run("import", file, "--data", Data);
        await Serve();
        var again = await Run("import", file, "--data", Data);

        Assert.Equal([0, 0, 0], [whileRunning.Exit, whileStopped.Exit, again.Exit]);
        Assert.Equal(whileRunning.Output, whileStopped.Output);
        Assert.Equal(whileRunning.Output, again.Output);
    }

    [Fact]
    public async Task A_file_with_mistakes_is_refused_with_their_places()
    {
        var file = Path.Combine(directory.FullName, "wrong.yaml");
        await File.WriteAllTextAsync(file, "kind: program\nprogram: web\nsurprise: 1\n");

        var (exit, output) = await Run("import", file, "--data", Data);

        Assert.Equal(1, exit);
        Assert.Contains("surprise", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_is_added_from_the_command_line_and_its_password_shown_once()
    {
        var (exit, output) = await Run("account", "dean", "admin", "staff", "--display", "The Dean", "--data", Data);
        var password = output.Trim().Split(' ')[^1];
        await Serve();
        using var visitor = new Visitor(OperatorFile.Read(Data)!.Address);

        using var answer = await visitor.SignIn("dean", password);

        Assert.Equal(0, exit);
        var me = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(("dean", "The Dean"), ((string?)me["userName"], (string?)me["displayName"]));
        Assert.Equal(["admin", "staff"], me["roles"]!.AsArray().Select(role => (string?)role));
        Assert.Null(me["learnerId"]);
    }

    [Fact]
    public async Task A_link_that_signs_in_once_is_made_at_the_command_line_while_the_server_runs()
    {
        var idle = await Run("ticket", "ani", "--data", Data);
        await Serve();
        await Run("account", "ani", "learner", "--learner", "ani", "--data", Data);
        var (exit, output) = await Run("ticket", "ani", "--data", Data);
        var site = OperatorFile.Read(Data)!.Address;
        using var visitor = new Visitor(site);

        Assert.Equal((1, 0), (idle.Exit, exit));
        Assert.StartsWith($"ani {site}sign-in#ticket=", output, StringComparison.Ordinal);
        using var entered = await visitor.Send(HttpMethod.Post, "api/account/ticket", $$"""{"ticket":"{{output.Trim().Split('=')[1]}}"}""");
        Assert.Equal(HttpStatusCode.OK, entered.StatusCode);
    }

    [Fact]
    public void A_data_directory_has_one_server_at_a_time()
    {
        using var first = DataDirectory.TryTake(Data);

        Assert.NotNull(first);
        Assert.Null(DataDirectory.TryTake(Data));
        first.Dispose();
        using var next = DataDirectory.TryTake(Data);
        Assert.NotNull(next);
    }

    [Fact]
    public void The_operators_file_is_for_its_owner_only()
    {
        Directory.CreateDirectory(Data);

        new OperatorFile(new Uri("http://localhost:1"), "key").Write(OperatorFile.In(Data));

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(OperatorFile.In(Data)));
        Assert.Equal("key", OperatorFile.Read(Data)?.Key);
    }

    [Fact]
    public void The_command_line_tells_files_from_options()
    {
        var (files, options) = Door.Split(["a.yaml", "--data", "dir", "b.yaml", "--ExamEngine:Issuer=MIT"]);

        Assert.Equal(["a.yaml", "b.yaml"], files);
        Assert.Equal(["--data", "dir", "--ExamEngine:Issuer=MIT"], options);
    }

    public void Dispose()
    {
        foreach (var process in processes)
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);

            process.WaitForExit();
            process.Dispose();
        }

        directory.Delete(recursive: true);
    }

    /// <summary>A server that has said that it is ready.</summary>
    private async Task<Process> Serve()
    {
        var process = Start("--urls", "http://127.0.0.1:0", "--data", Data, "--Logging:Console:LogLevel:Default=None");
        var line = await process.StandardOutput.ReadLineAsync();
        Assert.StartsWith("ExamEngine is ready at http://127.0.0.1:", line, StringComparison.Ordinal);
        return process;
    }

    private async Task<(int Exit, string Output)> Run(params string[] arguments)
    {
        var process = Start([.. arguments, "--Logging:Console:LogLevel:Default=None"]);
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Server, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["DOTNET_ENVIRONMENT"] = "Production" },
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        processes.Add(process);
        process.StandardInput.Close();
        return process;
    }
}
