using System.Globalization;

namespace ExamEngine.LoadTests.Runs;

/// <summary>How many learners the machine's limit of open files allows. A socket is a descriptor, and no process may hold more than the limit.</summary>
internal static class Descriptors
{
    /// <summary>The server keeps a quarter of its descriptors for files, databases and silos, and a hundred connections for plain HTTP.</summary>
    private const double ServerShare = 0.75;

    private const int ServerSpare = 100;

    /// <summary>Null when it can be done; otherwise why not, and what could.</summary>
    public static string? Refuse(RunOptions options)
    {
        if (Limit() is not { } limit)
            return null;
        var ofAgent = (int)(limit * 0.6);
        if (options.Learners / options.Agents > ofAgent)
            return $"An agent may have {limit:N0} files open and so holds at most {ofAgent:N0} learners: ask for --agents {options.Learners / ofAgent + 1}.";
        if (options.Server is not null)
            return null;

        // Whatever stands between, a proxy or a line, holds two sockets for each of a learner's, who has one open and another when its loss sends them to plain HTTP.
        var isBetween = options.Profile.Shape == StageShape.Cluster || options.Profile.Line is not null;
        var most = isBetween ? (int)(limit * 0.24) : (int)(limit * ServerShare) - ServerSpare;
        return options.Learners + (options.Profile.Watch?.RoomsFor(options.Learners) ?? 0) <= most ? null
            : $"A process may have {limit:N0} files open here, so '{options.Profile.Name}' takes at most {most:N0} learners. Raise the limit (ulimit -n), or give the --url of servers elsewhere.";
    }

    private static long? Limit()
    {
        const string limits = "/proc/self/limits", name = "Max open files";
        var line = File.Exists(limits) ? File.ReadLines(limits).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) : null;
        var soft = line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, CultureInfo.InvariantCulture, out var files) ? files : null;
    }
}
