using System.Globalization;
using System.Security.Cryptography;
using ExamEngine.Grains.Credentials.Keys;
using ExamEngine.Grains.Hosting;
using ExamEngine.Interchange.OpenBadges;

namespace ExamEngine.Silo;

/// <summary>
/// <c>keys DIR</c>: makes the private keys of a cluster, for a secret that all its silos mount, and lists those that sign badges. Keys that are there stay.
/// <c>keys DIR rotate</c> adds a badge key; a running server finds it within a minute.
/// </summary>
internal static class KeysVerb
{
    private const string Usage = "Usage: keys DIR [rotate [--from DATE]] [--ExamEngine:Issuer NAME] [--ExamEngine:Badges:SecretFile FILE]";

    /// <returns>0 when the directory holds all keys.</returns>
    public static int Run(string[] args)
    {
        var (words, options) = Door.Split(args);
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(options).Build();
        var settings = configuration.GetSection(EngineSettings.Section).Get<EngineSettings>() ?? new EngineSettings();
        if (words is not ([_] or [_, "rotate"]))
            return SiloHost.Fail(Usage);
        var from = DateTimeOffset.UtcNow + BadgeKeyRing.Overlap;
        if (configuration["from"] is { } date && !DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out from))
            return SiloHost.Fail($"--from takes a date such as 2030-01-31, and not '{date}'.");

        try
        {
            using var keys = new EngineKeys(new GrainOptions { KeysDirectory = words[0], Issuer = settings.Issuer, PublicAddress = new Uri("http://localhost") });
            var badges = new EncryptedKeyFile(words[0], settings.Badges.SecretFile);
            var ring = words.Length == 2 ? badges.Rotate(from) : badges.Read();
            Console.WriteLine($"The keys are in {Path.GetFullPath(words[0])}. SHA-256 of the certificate: {keys.Fingerprint}");
            Tell(ring);
            return 0;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return SiloHost.Fail(e.Message);
        }
    }

    private static void Tell(BadgeKeyRing ring)
    {
        var signing = ring.Signing(DateTimeOffset.UtcNow);
        foreach (var kept in ring.Keys)
        {
            using var key = BadgeKey.FromSeed(kept.Seed.Span);
            var says = ReferenceEquals(kept, signing) ? "signs badges now"
                : kept.SignsFrom > DateTimeOffset.UtcNow ? string.Create(CultureInfo.InvariantCulture, $"signs badges from {kept.SignsFrom:yyyy-MM-dd HH:mm} UTC") : "signed badges, which stay valid";
            Console.WriteLine($"{key.DidKey}  {says}");
        }
    }
}
