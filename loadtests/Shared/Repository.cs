namespace ExamEngine.Measuring;

/// <summary>What lies in the repository that this was built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The built server.</summary>
    /// <exception cref="FileNotFoundException">It was not built in Release.</exception>
    public static string Server
    {
        get
        {
            var binary = Path.Combine(Root, "silo", "bin", "Release", "net10.0", "ExamEngine.Silo.dll");
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
