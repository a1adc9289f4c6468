using ExamEngine.Grains.Hosting;

namespace ExamEngine.Silo;

/// <summary><c>keys DIR</c>: makes the private keys of a cluster, for a secret that all its silos mount. Keys that are there stay.</summary>
internal static class KeysVerb
{
    /// <returns>0 when the directory holds all keys.</returns>
    public static int Run(string[] args)
    {
        var (words, options) = Door.Split(args);
        if (words is not [var directory])
            return SiloHost.Fail("Usage: keys DIR [--ExamEngine:Issuer NAME]");

        var issuer = new ConfigurationBuilder()
            .AddEnvironmentVariables().AddCommandLine(options).Build().GetSection(EngineSettings.Section)["Issuer"] ?? new EngineSettings().Issuer;
        using var keys = new EngineKeys(new GrainOptions { KeysDirectory = directory, Issuer = issuer, PublicAddress = new Uri("http://localhost") });
        Console.WriteLine($"The keys are in {Path.GetFullPath(directory)}. SHA-256 of the certificate: {keys.Fingerprint}");
        return 0;
    }
}
