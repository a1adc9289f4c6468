using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace ExamEngine.LoadTests.Exam;

/// <summary>Finds the numbers that a learner was shown: the stem's text with a number wherever the author wrote <c>{{name}}</c>.</summary>
internal sealed partial class StemPattern
{
    private readonly Regex _shown;
    private readonly string[] _names;

    public StemPattern(string stem)
    {
        _names = [.. Place().Matches(stem).Select(match => match.Groups[1].Value)];
        var pattern = Place().Split(stem).Select((part, i) => i % 2 == 0 ? Regex.Escape(part) : @"(-?[\d.]+)");
        _shown = new Regex($@"\A\s*{string.Concat(pattern)}\s*\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    /// <exception cref="InvalidDataException">The page shows something else.</exception>
    public Dictionary<string, double> Values(string html)
    {
        var shown = TextOf(html);
        var match = _shown.Match(shown);
        if (!match.Success)
            throw new InvalidDataException($"The page shows '{shown}', which is not what the author wrote.");
        var values = new Dictionary<string, double>(_names.Length);
        for (var i = 0; i < _names.Length; i++)
            values[_names[i]] = double.Parse(match.Groups[i + 1].ValueSpan, CultureInfo.InvariantCulture);
        return values;
    }

    public static string TextOf(string html) => WebUtility.HtmlDecode(Tag().Replace(html, "")).Trim();

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
