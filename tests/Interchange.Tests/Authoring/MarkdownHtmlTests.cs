using System.Text.RegularExpressions;
using CsCheck;
using ExamEngine.Interchange.Authoring;

namespace ExamEngine.Interchange.Tests.Authoring;

public sealed partial class MarkdownHtmlTests
{
    [Theory]
    [InlineData("Find $a<b$.", "<p>Find <span class=\"math\">a&lt;b</span>.</p>\n")]
    [InlineData("$\\sum_{i=1}^n x_i * y_i$ and *this*", "<p><span class=\"math\">\\sum_{i=1}^n x_i * y_i</span> and <em>this</em></p>\n")]
    [InlineData("$$E=mc^2$$", "<div class=\"math\">E=mc^2</div>\n")]
    [InlineData("$$\na\n$$", "<div class=\"math\">a</div>\n")]
    [InlineData("$$a\\,\nb$$", "<div class=\"math\">a\\,\nb</div>\n")]
    [InlineData("so $a\n= b$.", "<p>so <span class=\"math\">a\n= b</span>.</p>\n")]
    [InlineData("so $$a$$ holds", "<p>so <span class=\"math display\">a</span> holds</p>\n")]
    [InlineData("It costs $5 or $6.", "<p>It costs $5 or $6.</p>\n")]
    [InlineData("a $ b $ c", "<p>a $ b $ c</p>\n")]
    [InlineData("\\$x\\$ is $y\\$z$", "<p>$x$ is <span class=\"math\">y\\$z</span></p>\n")]
    public void Mathematics_is_text_to_be_typeset(string markdown, string html) => Assert.Equal(html, Render(markdown));

    [Fact]
    public void A_table_has_header_cells_and_classes_for_its_alignment() => Assert.Equal(
        "<table>\n<thead>\n<tr><th scope=\"col\" class=\"left\">a</th><th scope=\"col\" class=\"right\">b</th><th scope=\"col\">c</th></tr>\n</thead>\n"
        + "<tbody>\n<tr><td class=\"left\">1</td><td class=\"right\"><span class=\"math\">P(A|B)</span></td><td>3</td></tr>\n</tbody>\n</table>\n",
        Render("| a | b | c |\n|:--|--:|---|\n| 1 | $P(A|B)$ | 3 |"));

    [Theory]
    [InlineData("![A *curve* of $x$](asset:curve.svg)", "<p><img src=\"/assets/curve.svg\" alt=\"A curve of x\"></p>\n")]
    [InlineData("![spy](https://example.org/x.png)", "<p>spy</p>\n")]
    [InlineData("![x](data:image/svg+xml;base64,AAAA)", "<p>x</p>\n")]
    public void Only_assets_are_images(string markdown, string html) => Assert.Equal(html, Render(markdown));

    [Theory]
    [InlineData("[a](https://example.org/?q=1&r=2)", "<p><a href=\"https://example.org/?q=1&amp;r=2\" rel=\"noopener noreferrer\">a</a></p>\n")]
    [InlineData("<mailto:me@example.org>", "<p><a href=\"mailto:me@example.org\" rel=\"noopener noreferrer\">mailto:me@example.org</a></p>\n")]
    [InlineData("<me@example.org>", "<p><a href=\"mailto:me@example.org\" rel=\"noopener noreferrer\">me@example.org</a></p>\n")]
    [InlineData("[a](javascript:alert(1))", "<p>a</p>\n")]
    [InlineData("[a](JaVaScRiPt:alert)", "<p>a</p>\n")]
    [InlineData("[a](&#106;avascript:alert)", "<p>a</p>\n")]
    [InlineData("[a](data:text/html,x)", "<p>a</p>\n")]
    [InlineData("[a](//example.org)", "<p>a</p>\n")]
    [InlineData("[a](#here)", "<p>a</p>\n")]
    [InlineData("[a][b]\n\n[b]: vbscript:x", "<p>a</p>\n")]
    [InlineData("<javascript:alert(1)>", "<p>javascript:alert(1)</p>\n")]
    public void Links_lead_to_the_web_and_to_mail_only(string markdown, string html) => Assert.Equal(html, Render(markdown));

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a <img src=x onerror=alert(1)> b")]
    [InlineData("<div style='x'>\n\n*a*\n\n</div>")]
    [InlineData("$</span><script>alert(1)</script>$")]
    [InlineData("$$\n</div><script>alert(1)</script>\n$$")]
    [InlineData("`<script>`\n\n```\"><script>\n<script>\n```")]
    [InlineData("![\"><script>](asset:x)")]
    [InlineData("![a](asset:\"onerror=alert(1))")]
    [InlineData("[a](https://example.org/\"onclick=alert(1) \"t\" onclick=\")")]
    [InlineData("| a |\n|---|\n| <script>x</script> |")]
    [InlineData("# <script>")]
    [InlineData("&lt;script&gt;")]
    public void Nothing_an_author_writes_becomes_markup_of_its_own(string markdown) => AssertSafe(Render(markdown));

    [Fact]
    public void Whatever_the_text_the_html_is_safe() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["<>\"'&$|`*_[](){}!#-:\n \\=/ascriptonhef"], 0, 80]).Sample(markdown => AssertSafe(Render(markdown)));

    [Fact]
    public void Headings_stand_below_the_pages_own() => Assert.Equal("<h3>a</h3>\n<h6>b</h6>\n", Render("# a\n\n###### b"));

    [Fact]
    public void A_deep_nest_breaks_nothing() => AssertSafe(Render(new string('>', 20_000) + "a" + new string('[', 20_000)));

    private static string Render(string markdown) => MarkdownHtml.Render(markdown, name => $"/assets/{name}");

    // What is left after every tag that may be written has been taken out holds no tag.
    private static void AssertSafe(string html)
    {
        var rest = AllowedTag().Replace(html, "");
        Assert.False(rest.Contains('<', StringComparison.Ordinal), html);
    }

    [GeneratedRegex("""
        </?(?:p|em|strong|code|pre|ul|ol|li|blockquote|h[3-6]|hr|br|table|thead|tbody|tr|span|div|a|td|th)(?:\ /)?>
        |<(?:span\ class="math(?:\ display)?"|div\ class="math"|code\ class="language-[^"<>]*"|ol\ start="[0-9]+"|th\ scope="col"(?:\ class="(?:left|center|right)")?|td\ class="(?:left|center|right)"
        |a\ href="(?:https?:|mailto:)[^"<>]*"\ rel="noopener\ noreferrer"|img\ src="/assets/[^"<>]*"\ alt="[^"<>]*")>
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex AllowedTag();
}
