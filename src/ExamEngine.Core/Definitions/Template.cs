using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Definitions;

/// <summary>Text with <c>{{name}}</c> or <c>{{name:0.00}}</c> standing for variables. Numbers are written in the invariant culture.</summary>
internal static partial class Template
{
    /// <summary>The text with every declared name replaced. What is not declared, or has no usable format, stays as it is.</summary>
    public static string Fill(string text, ImmutableArray<NamedValue> variables)
    {
        if (variables.Length == 0 || !text.Contains("{{", StringComparison.Ordinal))
            return text;
        return Placeholder().Replace(text, match =>
        {
            foreach (var variable in variables)
            {
                if (match.Groups["name"].ValueSpan.SequenceEqual(variable.Name) && Usable(match.Groups["format"]))
                    return Write(variable.Value, match.Groups["format"].Value);
            }
            return match.Value;
        });
    }

    /// <summary>The names that a text uses, and the formats that cannot be used.</summary>
    public static IEnumerable<(string Name, string? BadFormat)> Uses(string text) =>
        from Match match in Placeholder().Matches(text)
        select (match.Groups["name"].Value, Usable(match.Groups["format"]) ? null : match.Groups["format"].Value);

    private static bool Usable(Group format) => !format.Success || NumberFormat().IsMatch(format.ValueSpan);

    private static string Write(double value, string format)
    {
        if (format.Length == 0)
            format = Math.Abs(value) is 0 or (>= 1e-6 and < 1e15) ? "0.###############" : "0.##############E+0";
        var text = value.ToString(format, CultureInfo.InvariantCulture);
        return text.StartsWith('-') && !text.AsSpan().ContainsAnyInRange('1', '9') ? text[1..] : text; // −0.00 is 0.00
    }

    [GeneratedRegex(@"\{\{\s*(?<name>[A-Za-z_][A-Za-z0-9_]*)\s*(?::\s*(?<format>[^{}]*?)\s*)?\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\A[#,]*[0,]*0(\.[0#]{1,15})?(%|[eE][+-]?0{1,3})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberFormat();
}
