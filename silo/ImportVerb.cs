using ExamEngine.Web.Kernel;

namespace ExamEngine.Silo;

/// <summary><c>import FILE…</c>: loads exams and programs from authoring files into a data directory.</summary>
internal static class ImportVerb
{
    /// <returns>0 when every file was taken, else 1; what was wrong is on standard error.</returns>
    public static async Task<int> Run(string[] args)
    {
        var (files, options) = Door.Split(args);
        if (files.Length == 0)
            return SiloHost.Fail("Which files? Usage: import FILE... [--data DIR]");
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
            return SiloHost.Fail($"There is no file {missing}.");

        await using var door = await Door.Open(options);
        return door is null ? 1 : await ImportAll(door, files);
    }

    private static async Task<int> ImportAll(Door door, string[] files)
    {
        var exit = 0;
        foreach (var file in files)
        {
            using var answer = await door.Client.PostAsJsonAsync("api/import", AuthoringFiles.Read(file), WireJson.Default.ImportRequest);
            if (!answer.IsSuccessStatusCode)
                exit = await Door.Report(file, answer);
            else if (await answer.Content.ReadFromJsonAsync(WireJson.Default.ImportDone) is { } done)
                Console.WriteLine(done.Summary);
        }

        return exit;
    }
}
