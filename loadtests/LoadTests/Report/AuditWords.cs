using System.Globalization;

namespace ExamEngine.LoadTests;

/// <summary>What the audit found, as sentences.</summary>
internal static class AuditWords
{
    /// <summary>What was proved when all is well; else what is wrong, worst first.</summary>
    public static IReadOnlyList<string> Of(AuditOutcome audit) => audit.Clean
        ? [
            $"All {N(audit.Answers)} answers that a learner saw acknowledged were read back from the server and are what the learner entered.",
            $"All {N(audit.Sessions)} sessions ended when they should: none early, none late, none still open.",
            $"All {N(audit.ScoresCompared)} scores equal those that the load test worked out by itself.",
            .. audit.Signals == 0 ? (string[])[] : [$"All {N(audit.Signals)} signals that a page saw acknowledged stand in the stream, once each."],
            .. audit.Acts == 0 ? (string[])[] : [$"All {N(audit.Acts)} acts that a console saw acknowledged are recorded, and are in {N(audit.Ledgers)} time ledgers to the millisecond."],
        ]
        : [.. Wrong(audit).Where(wrong => wrong.Count > 0).Select(wrong => $"{N(wrong.Count)} {wrong.What}")];

    private static IEnumerable<(long Count, string What)> Wrong(AuditOutcome audit) =>
    [
        (audit.Lost, audit.Ledgers == 0 ? "answers were acknowledged and are gone." : "answers, signals or acts were acknowledged and are gone."),
        (audit.Different, audit.Ledgers == 0 ? "answers are not what was acknowledged." : "answers, signals, acts or times are not what was acknowledged."),
        (audit.EndedEarly, "sessions ended before their time."),
        (audit.EndedLate, "sessions ended after their time."),
        (audit.NotEnded, "sessions have not ended."),
        (audit.ScoresWrong, $"of {N(audit.ScoresCompared)} scores are wrong."),
        (audit.GaveUp, "learners gave up."),
    ];

    private static string N(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
