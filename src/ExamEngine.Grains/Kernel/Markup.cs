using ExamEngine.Interchange.Authoring;

namespace ExamEngine.Grains.Kernel;

/// <summary>Authors' Markdown to the HTML that browsers get, with images pointed at their version's own address.</summary>
internal static class Markup
{
    public static string Html(string markdown, string exam, int version) => markdown.Length == 0
        ? ""
        : MarkdownHtml.Render(markdown, name => $"/api/exams/{Uri.EscapeDataString(exam)}/versions/{version}/assets/{Uri.EscapeDataString(name)}");

    public static string Html(string markdown) => markdown.Length == 0 ? "" : MarkdownHtml.Render(markdown, Uri.EscapeDataString);

    /// <summary>True when the page needs its mathematics code.</summary>
    public static bool HasMath(string html) => html.Contains("class=\"math\"", StringComparison.Ordinal);
}
