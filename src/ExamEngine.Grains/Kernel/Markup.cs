using System.Collections.Concurrent;
using ExamEngine.Interchange.Authoring;

namespace ExamEngine.Grains.Kernel;

/// <summary>
/// Authors' Markdown to the HTML that browsers get, with images pointed at their version's own address. A class that starts together is shown the
/// same texts, so what was rendered is kept: safe, for the same text of a version always renders alike. Bounded: long texts are not kept, and at
/// <see cref="MostKept"/> of them it begins anew, which costs rendering them once more.
/// </summary>
internal static class Markup
{
    private const int MostKept = 4096, LongestKept = 4096;

    private static readonly ConcurrentDictionary<(string Exam, int Version, string Markdown), string> Kept = new();

    public static string Html(string markdown, string exam, int version)
    {
        if (markdown.Length == 0)
            return "";
        if (markdown.Length > LongestKept)
            return Render(markdown, exam, version);
        var text = (exam, version, markdown);
        if (Kept.TryGetValue(text, out var html))
            return html;
        if (Kept.Count >= MostKept)
            Kept.Clear();
        return Kept[text] = Render(markdown, exam, version);
    }

    public static string Html(string markdown) => markdown.Length == 0 ? "" : MarkdownHtml.Render(markdown, Uri.EscapeDataString);

    /// <summary>True when the page needs its mathematics code.</summary>
    public static bool HasMath(string html) => html.Contains("class=\"math\"", StringComparison.Ordinal);

    private static string Render(string markdown, string exam, int version) =>
        MarkdownHtml.Render(markdown, name => $"/api/exams/{Uri.EscapeDataString(exam)}/versions/{version}/assets/{Uri.EscapeDataString(name)}");
}
