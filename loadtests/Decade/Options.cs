using System.Globalization;

namespace ExamEngine.Decade;

/// <summary>What a run was asked for.</summary>
/// <param name="Scale">Share of the full size.</param>
/// <param name="Directory">Where the database goes; null for the system's temporary directory.</param>
internal sealed record Options(double Scale, string Store, ulong Seed, string? Json, string? Directory)
{
    public const string Usage =
        """
        usage: decade [--scale 0.1] [--store sqlite|postgres] [--seed 1] [--json FILE] [--directory DIR]
        Replays ten years of five programs through the real grains and journal, asks the full database what staff ask, and audits it.
        Without a scale it is the full size: a million enrolments and 100,000 attempts. PostgreSQL is the server that EXAMENGINE_POSTGRES names.
        """;

    /// <exception cref="FormatException">Something that is no option, or a value that is none.</exception>
    public static Options Parse(ReadOnlySpan<string> args)
    {
        var options = new Options(1, "sqlite", 1, null, null);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new FormatException($"{args[i]} needs a value.");
            options = args[i] switch
            {
                "--scale" => options with { Scale = Number(value) },
                "--store" => options with { Store = value },
                "--seed" => options with { Seed = ulong.Parse(value, CultureInfo.InvariantCulture) },
                "--json" => options with { Json = value },
                "--directory" => options with { Directory = value },
                _ => throw new FormatException($"'{args[i]}' is no option."),
            };
        }

        return options;
    }

    private static double Number(string value) =>
        double.Parse(value, CultureInfo.InvariantCulture) is > 0 and <= 1 and var scale ? scale : throw new FormatException("A scale lies above 0 and is 1 at most.");
}
