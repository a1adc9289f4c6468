using System.Net;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ExamEngine.Interchange.Authoring;

/// <summary>
/// Markdown to HTML that is safe to put into a page under a strict content security policy, whoever wrote it. Raw HTML comes out as
/// text; links lead to http, https and mailto only; images are assets only; there is no style attribute and no identifier. Every tag
/// and attribute is written by a renderer listed here or by Markdig's own for plain structure, which escape all text.
/// </summary>
public static class MarkdownHtml
{
    private static readonly MarkdownPipeline Pipeline = Build();

    /// <summary>
    /// The HTML. Mathematics is TeX as text for the client to typeset: <c>span.math</c> in a line, <c>div.math</c> standing alone,
    /// <c>span.math.display</c> for <c>$$…$$</c> within a line. Headings start at h3, below the page's and the item's own.
    /// </summary>
    /// <param name="assetUrl">The address of the asset with a name, for <c>![alt](asset:name)</c>.</param>
    public static string Render(string markdown, Func<string, string> assetUrl)
    {
        using var text = new StringWriter();
        var renderer = new HtmlRenderer(text);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.RemoveAll(old => old is HtmlTableRenderer or LinkInlineRenderer or AutolinkInlineRenderer or ParagraphRenderer or HeadingRenderer);
        renderer.ObjectRenderers.InsertRange(
            0, [new MathInlines(), new MathBlocks(), new Tables(), new Links(assetUrl), new Autolinks(), new Paragraphs(), new Headings()]);
        try
        {
            renderer.Render(Markdown.Parse(markdown, Pipeline));
        }
        catch (ArgumentException)
        {
            // Markdig refuses what nests too deep for its recursion.
            return $"<p>{WebUtility.HtmlEncode(markdown)}</p>";
        }
        return text.ToString();
    }

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables();
        builder.InlineParsers.Insert(0, new MathParser());
        builder.BlockParsers.Insert(0, new MathBlockParser());
        return builder.Build();
    }

    private static bool Leads(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "mailto";

    private sealed class MathInlines : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline math)
        {
            if (renderer.EnableHtmlForInline)
                renderer.Write(math.DelimiterCount > 1 ? "<span class=\"math display\">" : "<span class=\"math\">");
            renderer.WriteEscape(math.Content);
            if (renderer.EnableHtmlForInline)
                renderer.Write("</span>");
        }
    }

    private sealed class MathBlocks : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock math)
        {
            renderer.EnsureLine();
            renderer.Write("<div class=\"math\">").WriteLeafRawLines(math, writeEndOfLines: false, escape: true).WriteLine("</div>");
        }
    }

    /// <summary>A paragraph that is one displayed formula becomes a block of its own: a div may not stand in a p.</summary>
    private sealed class Paragraphs : HtmlObjectRenderer<ParagraphBlock>
    {
        private readonly ParagraphRenderer _plain = new();

        protected override void Write(HtmlRenderer renderer, ParagraphBlock paragraph)
        {
            if (paragraph.Inline is { FirstChild: MathInline { DelimiterCount: > 1 } math } && math.NextSibling is null)
            {
                renderer.EnsureLine();
                renderer.Write("<div class=\"math\">").WriteEscape(math.Content).WriteLine("</div>");
                return;
            }
            _plain.Write(renderer, paragraph);
        }
    }

    private sealed class Headings : HtmlObjectRenderer<HeadingBlock>
    {
        protected override void Write(HtmlRenderer renderer, HeadingBlock heading)
        {
            var tag = heading.Level switch { 1 => "h3", 2 => "h4", 3 => "h5", _ => "h6" };
            renderer.EnsureLine();
            renderer.Write('<').Write(tag).Write('>').WriteLeafInline(heading).Write("</").Write(tag).WriteLine(">");
        }
    }

    private sealed class Links(Func<string, string> assetUrl) : HtmlObjectRenderer<LinkInline>
    {
        private const string Scheme = "asset:";

        protected override void Write(HtmlRenderer renderer, LinkInline link)
        {
            if (link.IsImage)
                Image(renderer, link);
            else
                Around(renderer, link, link.Url);
        }

        private void Image(HtmlRenderer renderer, LinkInline link)
        {
            var shown = renderer.EnableHtmlForInline && link.Url?.StartsWith(Scheme, StringComparison.Ordinal) == true;
            if (shown)
                renderer.Write("<img src=\"").WriteEscapeUrl(assetUrl((link.Url ?? "")[Scheme.Length..])).Write("\" alt=\"");
            var html = renderer.EnableHtmlForInline;
            renderer.EnableHtmlForInline = false;
            renderer.WriteChildren(link);
            renderer.EnableHtmlForInline = html;
            if (shown)
                renderer.Write("\">");
        }

        private static void Around(HtmlRenderer renderer, LinkInline link, string? url)
        {
            var leads = renderer.EnableHtmlForInline && Leads(url);
            if (leads)
                renderer.Write("<a href=\"").WriteEscapeUrl(url).Write("\" rel=\"noopener noreferrer\">");
            renderer.WriteChildren(link);
            if (leads)
                renderer.Write("</a>");
        }
    }

    private sealed class Autolinks : HtmlObjectRenderer<AutolinkInline>
    {
        protected override void Write(HtmlRenderer renderer, AutolinkInline link)
        {
            var url = link.IsEmail ? $"mailto:{link.Url}" : link.Url;
            var leads = renderer.EnableHtmlForInline && Leads(url);
            if (leads)
                renderer.Write("<a href=\"").WriteEscapeUrl(url).Write("\" rel=\"noopener noreferrer\">");
            renderer.WriteEscape(link.Url);
            if (leads)
                renderer.Write("</a>");
        }
    }

    /// <summary>Header cells head their column; alignment is a class.</summary>
    private sealed class Tables : HtmlObjectRenderer<Table>
    {
        protected override void Write(HtmlRenderer renderer, Table table)
        {
            renderer.EnsureLine();
            renderer.WriteLine("<table>");
            var body = false;
            foreach (var row in table.OfType<TableRow>())
            {
                if (row.IsHeader)
                    renderer.WriteLine("<thead>");
                else if (!body)
                    renderer.WriteLine("<tbody>");
                body = !row.IsHeader;
                renderer.Write("<tr>");
                for (var i = 0; i < row.Count; i++)
                    Cell(renderer, table, row, i);
                renderer.WriteLine("</tr>");
                if (row.IsHeader)
                    renderer.WriteLine("</thead>");
            }
            renderer.WriteLine(body ? "</tbody>\n</table>" : "</table>");
        }

        private static void Cell(HtmlRenderer renderer, Table table, TableRow row, int column)
        {
            var align = (column < table.ColumnDefinitions.Count ? table.ColumnDefinitions[column].Alignment : null) switch
            {
                TableColumnAlign.Left => " class=\"left\"",
                TableColumnAlign.Center => " class=\"center\"",
                TableColumnAlign.Right => " class=\"right\"",
                _ => "",
            };
            renderer.Write(row.IsHeader ? "<th scope=\"col\"" : "<td").Write(align).Write('>');
            var implicitParagraph = renderer.ImplicitParagraph;
            renderer.ImplicitParagraph = true;
            renderer.Write(row[column]);
            renderer.ImplicitParagraph = implicitParagraph;
            renderer.Write(row.IsHeader ? "</th>" : "</td>");
        }
    }
}
