using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LoadTests.Tests.Harness;

namespace LoadTests.Tests.Report;

public sealed class HtmlReportTests
{
    private static readonly AuditOutcome Wrong = SampleRun.Clean with { Lost = 2, EndedLate = 1, Findings = ["session <7>: answer to item 3 is gone"] };

    [Fact]
    public void The_outcome_stands_at_the_top_in_words()
    {
        var page = HtmlReport.Render(SampleRun.With(SampleRun.Clean));

        var outcome = page.IndexOf("All 9,876 answers that a learner saw acknowledged were read back", StringComparison.Ordinal);
        Assert.True(outcome > 0 && outcome < page.IndexOf("<figure", StringComparison.Ordinal));
        Assert.Contains("<h2>Passed</h2>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_audit_found_is_said_and_cannot_pass_for_markup()
    {
        var page = HtmlReport.Render(SampleRun.With(Wrong, passed: false));

        Assert.Contains("<li>2 answers were acknowledged and are gone.</li><li>1 sessions ended after their time.</li>", page, StringComparison.Ordinal);
        Assert.Contains("session &lt;7&gt;: answer to item 3 is gone", page, StringComparison.Ordinal);
        Assert.DoesNotContain("read back", page, StringComparison.Ordinal);
        Assert.Contains("Some Processor &lt;fast&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_needs_nothing_else()
    {
        var page = HtmlReport.Render(SampleRun.With(SampleRun.Clean));

        Assert.DoesNotMatch(new Regex("<script|<link|src=|href=|url\\(|@import|https?://"), page);
    }

    [Fact]
    public void Machine_commit_and_command_are_told()
    {
        var page = HtmlReport.Render(SampleRun.With(SampleRun.Clean));

        Assert.All(["loadtests/run silo-killed --learners 1000 --minutes 3", "abc1234", "2 cores of", "1.5 before, 2.5 after"], text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    [Fact]
    public void A_fault_has_its_band_in_each_chart_and_its_recovery_in_the_table()
    {
        var page = HtmlReport.Render(SampleRun.With(SampleRun.Clean));
        var body = XElement.Parse(Regex.Match(page, "<main>.*</main>", RegexOptions.Singleline).Value);

        // From 90.4 s of 180 to 93.2 s, when it ran again, in thousandths of the width.
        var bands = body.Descendants("figure").Select(chart => chart.Descendants("rect").Single(rect => rect.Attribute("class")?.Value == "fault"))
            .Select(band => $"{band.Attribute("x")?.Value} {band.Attribute("width")?.Value}").ToList();
        Assert.True(bands.Count >= 8);
        Assert.Equal(["502.2 15.6"], bands.Distinct());
        Assert.Contains("a silo killed with -9", body.Descendants("th").Select(cell => cell.Value));
        Assert.Equal(["1", "1:30", "2.8 s", "50 %", "3,100 ms", "2.6 s"], body.Descendants("td").Take(6).Select(cell => cell.Value));
    }

    [Fact]
    public void A_run_of_which_little_is_known_is_drawn_as_well()
    {
        var run = SampleRun.With(SampleRun.Clean) with { Series = [], Faults = [], Operations = [], Phases = [] };

        Assert.Contains("Passed", HtmlReport.Render(run), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_comes_back_from_its_json()
    {
        var run = SampleRun.With(Wrong, passed: false);

        var json = JsonSerializer.Serialize(run, RunResultJson.Default.RunResult);
        var back = JsonSerializer.Deserialize(json, RunResultJson.Default.RunResult)!;

        Assert.Equal(HtmlReport.Render(run), HtmlReport.Render(back));
    }
}
