using System.Globalization;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Web.Kernel;

namespace ExamEngine.Web.Proctoring;

/// <summary>The shape of what a browser sends about a sitting, checked before a grain is asked. What it means is the grain's to say.</summary>
internal static class SignalRules
{
    public const int MostSignals = 100;
    public const int LongestText = 2_000;
    public const int LongestId = 200;
    public const int LongestMessage = 64 * 1024;
    private const int LongestKind = 40;

    /// <summary>Null when all is well.</summary>
    public static Problem? Check(ImmutableArray<SignalReport> signals)
    {
        if (signals.IsDefaultOrEmpty)
            return new Problem(ProblemCodes.Invalid, "There are no signals.", "signals");
        if (signals.Length > MostSignals)
            return new Problem("watch.too-many-signals", string.Create(CultureInfo.InvariantCulture, $"At most {MostSignals} signals at once."), "signals");

        for (var i = 0; i < signals.Length; i++)
        {
            if (signals[i] is not { Seq: >= 1, Kind.Length: > 0 and <= LongestKind, Phase: not null, Context: not null, Times: >= 1 })
                return new Problem("watch.signal-invalid", "This is no signal.", string.Create(CultureInfo.InvariantCulture, $"signals[{i}]"));
        }

        return null;
    }

    public static Problem? CheckText(string? text) =>
        string.IsNullOrWhiteSpace(text) ? new Problem("watch.text-missing", "There is no text.", "text")
        : text.Length > LongestText ? new Problem(ProblemCodes.TooLong, string.Create(CultureInfo.InvariantCulture, $"At most {LongestText} characters."), "text")
        : null;

    /// <summary>Ids that a browser got from the server.</summary>
    public static Problem? CheckId(string? id, string what) => id is { Length: > LongestId } ? new Problem(ProblemCodes.TooLong, $"{what} is no id.", what) : null;

    public static Problem? CheckMessage(string? peer, string? message) =>
        string.IsNullOrEmpty(peer) || peer.Length > LongestId ? new Problem(ProblemCodes.Invalid, "peer is missing.", "peer")
        : string.IsNullOrEmpty(message) ? new Problem(ProblemCodes.Invalid, "message is missing.", "message")
        : message.Length > LongestMessage ? new Problem(ProblemCodes.TooLong, string.Create(CultureInfo.InvariantCulture, $"At most {LongestMessage} characters."), "message")
        : null;
}
