namespace Web.Tests.Harness;

/// <summary>The server that processes of its own are started of.</summary>
internal static class ServerBinary
{
    /// <summary>The one that <c>EXAMENGINE_SERVER</c> names, compiled ahead; without it the one that these tests were built with.</summary>
    public static string Path { get; } =
        Environment.GetEnvironmentVariable("EXAMENGINE_SERVER") ?? System.IO.Path.Combine(AppContext.BaseDirectory, "ExamEngine.Silo.dll");
}
