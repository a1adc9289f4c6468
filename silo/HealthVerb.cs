namespace ExamEngine.Silo;

/// <summary><c>health</c>: asks the process at this address whether it is alive; for container images, which have no other program to ask with.</summary>
internal static class HealthVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <param name="args">Such as <c>--urls http://+:8080</c>; without it, what the process itself would listen on.</param>
    /// <returns>0 when it answers that it is.</returns>
    public static async Task<int> Run(string[] args)
    {
        var urls = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).AddEnvironmentVariables().AddCommandLine(args).Build()["urls"];
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new Uri(OperatorFileKeeper.Reachable(urls?.Split(';')[0] ?? "http://localhost:5000"), "health/live"));
            return answer.IsSuccessStatusCode ? 0 : SiloHost.Fail($"It answers {(int)answer.StatusCode}.");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return SiloHost.Fail("Nobody answers.");
        }
    }
}
