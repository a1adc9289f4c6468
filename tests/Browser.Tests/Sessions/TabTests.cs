namespace Browser.Tests.Sessions;

/// <summary>One learner, one browser, two tabs.</summary>
public sealed class TabTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    private const string Device = "sessionStorage.getItem('examengine.device')";

    [Fact]
    public async Task A_second_tab_says_that_the_exam_is_open_elsewhere_and_can_take_it_over()
    {
        var (first, session) = await Open();
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync($"/session/{session}");
        var sitting = new ExamPage(second);
        await Expect(sitting.Elsewhere).ToBeVisibleAsync();

        await sitting.TakeOver();
        await Expect(new ExamPage(first).Elsewhere).ToBeVisibleAsync();
        await sitting.Write("2");
        await sitting.IsSaved();
    }

    [Fact]
    public async Task A_duplicated_tab_is_a_device_of_its_own()
    {
        var (first, _) = await Open();
        await first.Context.AddInitScriptAsync($"window.copied = {Device}");
        // A window opened by script begins with a copy of its opener's session storage, as a duplicated tab does.
        var second = await first.RunAndWaitForPopupAsync(() => first.EvaluateAsync("() => { window.open(location.href) }"));
        await Expect(new ExamPage(second).Elsewhere).ToBeVisibleAsync();

        var device = await first.EvaluateAsync<string>(Device);
        Assert.Equal(device, await second.EvaluateAsync<string>("window.copied"));
        Assert.NotEqual(device, await second.EvaluateAsync<string>(Device));
        await Expect(new ExamPage(first).Heading).ToBeVisibleAsync();
    }

    private async Task<(IPage Page, Guid Session)> Open()
    {
        var exam = await Preparation.Exam(Engine, "small.yaml", adjust: yaml => yaml.Replace("exam: small", $"exam: tabs-{Guid.NewGuid():N}", StringComparison.Ordinal));
        var learner = await Engine.As("learner");
        var session = await Preparation.Seat(learner, exam);
        var page = await Visit("learner");
        await new ExamPage(page).Start(session);
        return (page, session);
    }
}
