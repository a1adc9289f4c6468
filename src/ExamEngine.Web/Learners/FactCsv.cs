using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using ExamEngine.Contracts.Learners;
using ExamEngine.Web.Kernel;

namespace ExamEngine.Web.Learners;

/// <summary>
/// What a shop or a course platform tells of many learners: UTF-8, commas, RFC 4180, one fact a line. A file with a mistake is not taken at
/// all, and says each with its line; a file that was taken can be sent again, for what is known changes nothing.
/// </summary>
internal static class FactCsv
{
    public const int LargestBody = 4 * 1024 * 1024;
    public const int MostProblems = 100;

    /// <summary>One append a learner holds so many.</summary>
    public const int MostFactsOfLearner = 200;

    private static readonly string[] Header = ["learner_id", "fact", "subject", "reference", "percent"];

    private static readonly string[] Kinds = ["enrolled", "unenrolled", "paid-exam", "paid-program", "payment-withdrawn", "course-passed", "course-failed"];

    public static async Task<Reply<Facts>> Read(Stream file, CancellationToken ct)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var (learners, order) = (new Dictionary<string, ImmutableArray<LearnerFact>.Builder>(StringComparer.Ordinal), new List<string>());
        using var text = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
        using var csv = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            TrimOptions = TrimOptions.Trim,
            BadDataFound = bad => problems.Add(Bad(bad.Context.Parser?.RawRow ?? 0, "The quotes do not match.")),
        });
        try
        {
            if (!await csv.ReadAsync() || !Header.SequenceEqual(csv.Record ?? []))
                return Bad(1, $"The first line is '{string.Join(',', Header)}'.");
            while (problems.Count < MostProblems && await csv.ReadAsync())
            {
                ct.ThrowIfCancellationRequested();
                if (Line(csv.Record ?? [], out var learner, out var fact) is { } wrong)
                {
                    problems.Add(Bad(csv.RawRow, wrong));
                    continue;
                }
                if (!learners.TryGetValue(learner, out var facts))
                {
                    learners.Add(learner, facts = ImmutableArray.CreateBuilder<LearnerFact>());
                    order.Add(learner);
                }
                facts.Add(fact);
                if (facts.Count > MostFactsOfLearner)
                    problems.Add(Bad(csv.RawRow, $"A file tells at most {MostFactsOfLearner} facts of one learner."));
            }
        }
        catch (DecoderFallbackException)
        {
            problems.Add(Bad(csv.RawRow + 1, "The file is not UTF-8."));
        }
        if (problems.Count > 0)
            return problems.ToImmutable();
        return order.Count > 0 ? new Facts([.. order.Select(learner => new FactsOfLearner(learner, learners[learner].ToImmutable()))]) : Bad(2, "There are no learners.");
    }

    /// <returns>What is wrong with the line; null when <paramref name="fact"/> is good.</returns>
    private static string? Line(string[] fields, out string learner, out LearnerFact fact)
    {
        (learner, fact) = (Field(0), new(Field(1), Field(2) is { Length: > 0 } subject ? subject : null, Field(3) is { Length: > 0 } reference ? reference : null));
        if (fields.Length > Header.Length)
            return $"The line has {fields.Length} fields, the first line {Header.Length}.";
        if (!IdConstraint.IsId(learner))
            return "A learner's id has 1 to 64 letters, digits, '-', '_' or '.'.";
        if (!Kinds.Contains(fact.Kind))
            return $"A fact is one of {string.Join(", ", Kinds)}.";
        if (fact.Kind != "payment-withdrawn" && (fact.Subject is null || !IdConstraint.IsId(fact.Subject)))
            return "The subject is the id of a program, an exam or a course.";
        if (fact.Kind is "paid-exam" or "paid-program" or "payment-withdrawn" && fact.Reference is not { Length: <= 100 })
            return "A payment has a reference of 1 to 100 characters.";
        if (Field(4) is { Length: > 0 } percent)
        {
            if (!decimal.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > 100)
                return "A percentage is a number between 0 and 100.";
            fact = fact with { Percent = number };
        }
        return null;

        string Field(int at) => fields.ElementAtOrDefault(at) ?? "";
    }

    private static Problem Bad(int line, string message) => new(ProblemCodes.BadCsv, message, string.Create(CultureInfo.InvariantCulture, $"line {line}"));
}

/// <summary>What a file tells, by learner in the order of the file.</summary>
internal sealed record Facts(ImmutableArray<FactsOfLearner> OfLearners);

internal sealed record FactsOfLearner(string LearnerId, ImmutableArray<LearnerFact> List);
