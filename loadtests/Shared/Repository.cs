namespace ExamEngine.Measuring;

/// <summary>What lies in the repository that this was built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The server that <c>EXAMENGINE_SERVER</c> names; without it the built one.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public static string Server
    {
        get
        {
            var binary = Environment.GetEnvironmentVariable("EXAMENGINE_SERVER") ?? Path.Combine(Root, "silo", "bin", "Release", "net10.0", "ExamEngine.Silo.dll");
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
