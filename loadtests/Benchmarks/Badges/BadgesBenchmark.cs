using System.Diagnostics;
using System.Text.Json.Nodes;
using ExamEngine.Benchmarks.Kernel;
using ExamEngine.Interchange.OpenBadges;

namespace ExamEngine.Benchmarks.Badges;

/// <summary>Badges signed and verified on one core: document, canonical form, signature; verifying also the status list, as the issuer's own server has it at hand.</summary>
internal static class BadgesBenchmark
{
    private const double VerifiesPerSecond = 500;

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Uri List = new("https://exams.example.edu/status/1");

    public static async Task Run(Arguments asked, Report report)
    {
        report.Head("Open Badges, one core");
        var duration = asked.Seconds(5);
        using var key = BadgeKey.Create();
        var issuer = IssuerIdentity.OfKey(key);
        var signed = DataIntegrity.Sign(Document(issuer, 0), issuer, Now);
        var list = DataIntegrity.Sign(StatusListDocument.Of(List, issuer.Id, new byte[StatusBits.LeastBits / 8], Now.AddDays(-1)), issuer, Now);
        var verifier = new BadgeVerifier(new OneList(list));

        // What both start with: parsed contexts.
        await Rate(TimeSpan.FromSeconds(1), _ => Verify(verifier, signed));

        report.Add("Sign", "credentials", await Rate(duration, i =>
        {
            DataIntegrity.Sign(Document(issuer, i), issuer, Now);
            return ValueTask.CompletedTask;
        }), "/s");
        report.Add("Sign as web token", "credentials", await Rate(duration, i =>
        {
            VcJwt.Sign(Document(issuer, i), issuer);
            return ValueTask.CompletedTask;
        }), "/s");
        report.Add("Verify, with its status list", "credentials", await Rate(duration, _ => Verify(verifier, signed)), "/s", atLeast: VerifiesPerSecond);
    }

    private static async ValueTask Verify(BadgeVerifier verifier, JsonObject badge)
    {
        var verdict = await verifier.Verify(badge, Now, CancellationToken.None);
        if (!verdict.IsValid)
            throw new InvalidOperationException($"A badge was refused: {verdict.Reason}");
    }

    /// <returns>A second.</returns>
    private static async Task<double> Rate(TimeSpan duration, Func<int, ValueTask> act)
    {
        var watch = Stopwatch.StartNew();
        var count = 0;
        while (watch.Elapsed < duration)
            await act(count++);
        return count / watch.Elapsed.TotalSeconds;
    }

    private static JsonObject Document(IssuerIdentity issuer, int number) => OpenBadgeDocument.Of(new BadgeContent(
        $"urn:uuid:0f0f3a3e-5b0a-4c58-9d2d-{number:x12}",
        "Probability: the Science of Uncertainty and Data",
        new BadgeIssuer(issuer.Id, "Example Institute", new Uri("https://exams.example.edu/"), new Uri("https://exams.example.edu/seal.png")),
        new BadgeLearner("Արմեն Պետրոսյան"),
        new BadgeAchievement("https://exams.example.edu/courses/probability", "Course", "Probability", "What chance is, and what follows.", "Passed the proctored exam."),
        Now.AddDays(-1),
        Status: new BadgeStatus(List, number % StatusBits.LeastBits))
    {
        Results = [new("urn:uuid:6b2c1a0e-94a5-4c11-8e02-d8a1c7d0f6f1", "Percent", "Final grade", "0.87", "0", "1")],
    });

    private sealed class OneList(JsonObject list) : IBadgeSources
    {
        public ValueTask<JsonObject?> Did(string did, CancellationToken ct) => new((JsonObject?)null);

        public ValueTask<JsonObject?> StatusList(Uri address, CancellationToken ct) => new(list);
    }
}
