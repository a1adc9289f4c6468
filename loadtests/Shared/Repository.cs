namespace ExamEngine.Measuring;

/// <summary>What lies in the repository that this was built in. Tests that start processes of the server compile it too.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The server that <c>EXAMENGINE_SERVER</c> names; without it the one beside this program, and without that the built one.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public static string Server
    {
        get
        {
            const string Name = "ExamEngine.Silo.dll";
            var beside = Path.Combine(AppContext.BaseDirectory, Name);
            var binary = Environment.GetEnvironmentVariable("EXAMENGINE_SERVER") ?? (File.Exists(beside) ? beside : Path.Combine(Root, "silo", "bin", "Release", "net10.0", Name));
            return File.Exists(binary) ? binary : throw new FileNotFoundException("Build the server first: dotnet build silo -c Release", binary);
        }
    }

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "ExamEngine.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("Run this from the repository.");
    }
}
