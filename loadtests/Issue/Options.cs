using System.Globalization;

namespace ExamEngine.Issue;

/// <summary>What a run was asked for.</summary>
/// <param name="Kill">Kill the server with -9 when half is issued, and start it again.</param>
internal sealed record Options(int Credentials, bool Kill, string? Json)
{
    public const string Usage =
        """
        usage: loadtests/run issue [--credentials 9500] [--kill yes] [--json FILE]
        Starts a server, orders so many credentials of a program as one batch, fetches every file of every credential and verifies each.
        With --kill yes the server is killed with -9 when half of them are issued, and started again.
        """;

    /// <summary>As many as five programs gave in ten years.</summary>
    private const int TenYears = 9500, Most = 20_000;

    /// <exception cref="FormatException">Something that is no option, or a value that is none.</exception>
    public static Options Parse(ReadOnlySpan<string> args)
    {
        var options = new Options(TenYears, false, null);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new FormatException($"{args[i]} needs a value.");
            options = args[i] switch
            {
                "--credentials" => options with
                {
                    Credentials = int.TryParse(value, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= Most
                        ? count
                        : throw new FormatException($"--credentials is a number from 1 to {Most}."),
                },
                "--kill" => options with { Kill = value == "yes" ? true : throw new FormatException("--kill takes yes.") },
                "--json" => options with { Json = value },
                _ => throw new FormatException($"'{args[i]}' is no option."),
            };
        }

        return options;
    }
}
