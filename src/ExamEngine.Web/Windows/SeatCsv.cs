using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Windows;
using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Kernel;

namespace ExamEngine.Web.Windows;

/// <summary>
/// Seats as files: UTF-8, commas, RFC 4180. A file that is read is taken whole or not at all, so that nobody has to find out which half
/// was. A file that is written is safe to open in a spreadsheet: what would be a formula there begins with an apostrophe.
/// </summary>
internal static class SeatCsv
{
    public const int LargestBody = 4 * 1024 * 1024;
    public const int MostProblems = 100;

    private const string LearnerId = "learner_id";
    private const string TimeMultiplier = "time_multiplier_percent";

    /// <summary>What a learner is granted in every exam; in a file all of it or nothing, with or without <see cref="Unwatched"/>.</summary>
    private static readonly string[] Granted = ["break_minutes", "tools", "exempt_rules", "no_camera"];

    private static readonly string[] Unwatched = ["no_microphone", "no_screen"];

    private static readonly string[][] Headers =
        [[LearnerId], [LearnerId, TimeMultiplier], [LearnerId, TimeMultiplier, .. Granted], [LearnerId, TimeMultiplier, .. Granted, .. Unwatched]];

    private static readonly string[] Columns =
        [LearnerId, "legal_name", TimeMultiplier, "state", "session_id", "started_at", "ended_at", "points", "max_points", "passed"];

    /// <summary>The seats in the file, or what is wrong with it: at most <see cref="MostProblems"/>, each with its line.</summary>
    public static async Task<Reply<SeatOrders>> Read(Stream file, CancellationToken ct)
    {
        var (seats, problems) = (ImmutableArray.CreateBuilder<SeatOrder>(), ImmutableArray.CreateBuilder<Problem>());
        var granted = ImmutableArray.CreateBuilder<Grant>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        using var text = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
        using var csv = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            TrimOptions = TrimOptions.Trim,
            BadDataFound = bad => Add(bad.Context.Parser?.RawRow ?? 0, "The quotes do not match."),
        });
        try
        {
            if (!await csv.ReadAsync() || !Headers.Any(header => header.SequenceEqual(csv.Record ?? [])))
                return Bad(1, $"The first line is '{LearnerId}', '{LearnerId},{TimeMultiplier}' or '{string.Join(',', Headers[^1])}'.");
            var columns = csv.Count;
            while (problems.Count < MostProblems && await csv.ReadAsync())
            {
                ct.ThrowIfCancellationRequested();
                AccommodationView? grant = null;
                if ((Line(csv.Record ?? [], columns, known, out var seat) ?? Grants(csv.Record ?? [], out grant)) is { } wrong)
                    Add(csv.RawRow, wrong);
                else
                    seats.Add(seat);
                if (grant is not null)
                    granted.Add(new(seat.LearnerId, grant));
            }
        }
        catch (DecoderFallbackException)
        {
            Add(csv.RawRow + 1, "The file is not UTF-8.");
        }
        if (problems.Count > 0)
            return problems.ToImmutable();
        return seats.Count > 0 ? new SeatOrders(seats.ToImmutable(), granted.ToImmutable()) : Bad(2, "There are no learners.");

        void Add(int line, string message) => problems.Add(Bad(line, message));
    }

    public static async Task Write(TextWriter to, IAsyncEnumerable<SeatProgress> seats, CancellationToken ct)
    {
        await using var csv = SpreadsheetCsv.Write(to);
        foreach (var column in Columns)
            csv.WriteField(column);
        await csv.NextRecordAsync();
        await foreach (var seat in seats.WithCancellation(ct))
        {
            csv.WriteField(seat.LearnerId);
            csv.WriteField(seat.LegalName);
            csv.WriteField(seat.TimeMultiplierPercent);
            csv.WriteField(seat.State);
            csv.WriteField(seat.SessionId);
            csv.WriteField(Moment(seat.StartedAt));
            csv.WriteField(Moment(seat.EndedAt));
            csv.WriteField(seat.Points);
            csv.WriteField(seat.MaxPoints);
            csv.WriteField(seat.Passed switch { true => "yes", false => "no", null => "" });
            await csv.NextRecordAsync();
        }
    }

    /// <returns>What is wrong with the line; null when <paramref name="seat"/> is good.</returns>
    private static string? Line(string[] fields, int columns, HashSet<string> known, out SeatOrder seat)
    {
        seat = new(fields.ElementAtOrDefault(0) ?? "");
        if (fields.Length > columns)
            return $"The line has {fields.Length} fields, the first line {columns}.";
        if (!IdConstraint.IsId(seat.LearnerId))
            return "A learner's id has 1 to 64 letters, digits, '-', '_' or '.'.";
        if (!known.Add(seat.LearnerId))
            return $"Learner {seat.LearnerId} stands in a line before.";
        if (fields.ElementAtOrDefault(1) is not { Length: > 0 } percent)
            return null;
        if (!int.TryParse(percent, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 100 or > 1000)
            return "An accommodation is a whole number between 100 and 1000.";
        seat = seat with { TimeMultiplierPercent = number };
        return null;
    }

    /// <summary>Lists stand in one field with spaces between. A line with nothing in any of the fields grants nothing and takes nothing.</summary>
    private static string? Grants(string[] fields, out AccommodationView? granted)
    {
        granted = null;
        var given = fields.Skip(2).ToArray();
        if (given.All(string.IsNullOrEmpty))
            return null;
        var minutes = 0;
        if (Field(0) is { Length: > 0 } number && (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out minutes) || minutes > 24 * 60))
            return "Break minutes are a whole number, at most a day.";
        foreach (var at in (int[])[3, 4, 5])
        {
            if (Field(at) is not ("" or "no" or "yes"))
                return $"{((string[])[.. Granted, .. Unwatched])[at]} is 'yes', 'no' or nothing.";
        }
        var (tools, rules) = (Words(Field(1)), Words(Field(2)));
        if (!tools.Concat(rules).All(IdConstraint.IsId))
            return "Tools and exempt rules are names with spaces between.";
        granted = new(100, minutes, tools, rules, Field(3) == "yes", Field(4) == "yes", Field(5) == "yes");
        return null;

        string Field(int at) => given.ElementAtOrDefault(at) ?? "";

        static ImmutableArray<string> Words(string list) => [.. list.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static Problem Bad(int line, string message) => new(ProblemCodes.BadCsv, message, string.Create(CultureInfo.InvariantCulture, $"line {line}"));

    private static string Moment(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>What a file asks for.</summary>
internal sealed record SeatOrders(ImmutableArray<SeatOrder> Seats, ImmutableArray<Grant> Granted);

/// <summary>What a learner is granted in every exam. The time of the file is the seat's: here it is none.</summary>
internal sealed record Grant(string LearnerId, AccommodationView What);
