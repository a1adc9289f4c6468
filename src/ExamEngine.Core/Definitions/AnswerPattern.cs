using System.Text.RegularExpressions;

namespace ExamEngine.Core.Definitions;

/// <summary>
/// A regular expression that must match a whole text. It stands in a group between the anchors, so that every alternative is
/// anchored (Open edX anchors only the first and the last). Matching takes linear time where the pattern allows it, however busy the
/// machine is, and at most <see cref="Tries"/> times <see cref="TimeOut"/> where it needs backtracking.
/// </summary>
internal static class AnswerPattern
{
    public const int MaxLength = 500;

    /// <summary>Real time, which a collection or another process may use up by chance, but hardly this often in turn.</summary>
    private const int Tries = 3;

    private static readonly TimeSpan TimeOut = TimeSpan.FromMilliseconds(100);

    /// <summary>Null when the pattern is not one on its own, or is longer than <see cref="MaxLength"/>.</summary>
    public static Regex? Compile(string pattern, bool caseSensitive)
    {
        // On its own first: "a)|(b" would only become a pattern inside the group.
        return pattern.Length <= MaxLength && Build(pattern, caseSensitive) is not null ? Build($@"\A(?:{pattern})\z", caseSensitive) : null;
    }

    /// <summary>Null when it cannot be told in time.</summary>
    public static bool? Matches(Regex pattern, string text)
    {
        for (var left = Tries; left > 0; left--)
        {
            try
            {
                return pattern.IsMatch(text);
            }
            catch (RegexMatchTimeoutException)
            {
                // Once more, or it is the pattern.
            }
        }
        return null;
    }

    private static Regex? Build(string pattern, bool caseSensitive)
    {
        var options = RegexOptions.CultureInvariant | (caseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase);
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, options, TimeOut); // lookarounds, back references
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
