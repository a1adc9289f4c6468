using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;

namespace ExamEngine.Grains.Learners;

/// <summary>What staff may grant.</summary>
internal static class AccommodationRules
{
    private const int MostBreakMinutes = 24 * 60;
    private const int MostEntries = 50;
    private const int LongestEntry = 64;

    /// <summary>Null when it may be granted.</summary>
    public static Problem? Check(AccommodationView granted) =>
        granted.TimeMultiplierPercent is < 100 or > 1000 ? new("input.time-multiplier", "An accommodation lies between 100 and 1000 per cent.", "timeMultiplierPercent")
        : granted.BreakMinutes is < 0 or > MostBreakMinutes ? new("input.break-minutes", $"Breaks are 0 to {MostBreakMinutes} minutes.", "breakMinutes")
        : !Sound(granted.Tools) ? Entries("tools")
        : !Sound(granted.ExemptRules) ? Entries("exemptRules")
        : null;

    private static bool Sound(ImmutableArray<string> entries) =>
        !entries.IsDefault && entries.Length <= MostEntries && entries.All(entry => entry is { Length: > 0 and <= LongestEntry } && entry.All(IsOfId));

    private static bool IsOfId(char letter) => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-';

    private static Problem Entries(string where) =>
        new("input.accommodation", $"At most {MostEntries} names of 1 to {LongestEntry} a–z, 0–9 and dash.", where);
}
