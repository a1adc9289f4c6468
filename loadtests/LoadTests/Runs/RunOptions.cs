using System.Globalization;
using ExamEngine.LoadTests.Profiles;

namespace ExamEngine.LoadTests.Runs;

/// <summary>What a run was asked for.</summary>
/// <param name="Server">A server that somebody else runs; null to start one.</param>
/// <param name="Agents">How many processes the learners are spread over.</param>
internal sealed record RunOptions(Profile Profile, int Learners, TimeSpan Measured, string? Json, string? Html, Uri? Server, string? OperatorKeyFile, int Agents, int Seed)
{
    public const string Usage =
        """
        usage: loadtests/run PROFILE[-briefly] [--learners N] [--minutes M] [--json FILE] [--html FILE]
                                     [--url URL --operator-key FILE] [--agents N] [--seed N]
        Without --url a server is started for the run and thrown away after it. --operator-key names the operator.json
        that a running server keeps in its data directory, or a file with nothing but the key. With -briefly the same
        day takes seconds, to see that all works.
        """;

    /// <summary>Learners that one agent takes without becoming what is measured.</summary>
    private const int LearnersOfAgent = 4000;

    /// <exception cref="ArgumentException">What was asked for cannot be done; the message says why.</exception>
    public static RunOptions Read(ReadOnlySpan<string> args)
    {
        var given = new Dictionary<string, string>();
        for (var i = 1; i < args.Length; i += 2)
        {
            if (args[i] is not ("--learners" or "--minutes" or "--json" or "--html" or "--url" or "--operator-key" or "--agents" or "--seed"))
                throw new ArgumentException($"'{args[i]}' is no option.");
            given[args[i]] = i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"{args[i]} needs a value.");
        }

        var name = args.Length > 0 ? args[0] : "";
        var profile = Profile.Find(name) ?? throw new ArgumentException($"'{name}' is no profile.");
        var learners = Number(given, "--learners", profile.Learners);
        var server = given.TryGetValue("--url", out var url) ? new Uri(url.TrimEnd('/') + "/") : null;
        if (server is not null && !given.ContainsKey("--operator-key"))
            throw new ArgumentException("--url needs --operator-key: exams, accounts and seats are set up with it.");
        if (server is not null && (profile.Faults.Length > 0 || profile.Line is not null))
            throw new ArgumentException($"'{profile.Name}' breaks things, which it only does to servers that it has started itself: leave --url out.");
        return new(
            profile, learners, TimeSpan.FromMinutes(Fraction(given, "--minutes", profile.Minutes)), given.GetValueOrDefault("--json"), given.GetValueOrDefault("--html"),
            server, given.GetValueOrDefault("--operator-key"), Number(given, "--agents", (learners + LearnersOfAgent - 1) / LearnersOfAgent),
            Number(given, "--seed", 1));
    }

    /// <summary>Name and value, for the report.</summary>
    public IReadOnlyDictionary<string, string> Named => new Dictionary<string, string>
    {
        ["learners"] = Learners.ToString(CultureInfo.InvariantCulture),
        ["minutes"] = Measured.TotalMinutes.ToString(CultureInfo.InvariantCulture),
        ["agents"] = Agents.ToString(CultureInfo.InvariantCulture),
        ["seed"] = Seed.ToString(CultureInfo.InvariantCulture),
        ["server"] = Server?.ToString() ?? Profile.Shape switch
        {
            StageShape.OneProcess => "one process on SQLite",
            StageShape.OneProcessOnPostgres => "one process on PostgreSQL",
            _ => "two silos and two web processes on PostgreSQL",
        },
    };

    private static int Number(Dictionary<string, string> given, string name, int usual) =>
        !given.TryGetValue(name, out var text) ? usual
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new ArgumentException($"{name} is a whole number above zero.");

    private static double Fraction(Dictionary<string, string> given, string name, double usual) =>
        !given.TryGetValue(name, out var text) ? usual
        : double.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new ArgumentException($"{name} is a number above zero.");
}
