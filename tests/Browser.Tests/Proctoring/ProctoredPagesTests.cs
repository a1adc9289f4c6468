using ExamEngine.Contracts.Proctoring;

namespace Browser.Tests.Proctoring;

/// <summary>The pages of a proctored exam, looked at in every way that people may have to.</summary>
public sealed class ProctoredPagesTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task The_check_in_and_what_stands_at_the_foot_of_the_exam_are_for_everybody()
    {
        var exam = await Preparation.Exam(Engine, "proctored.yaml", adjust: yaml => yaml
            .Replace("exam: proctored", "exam: looked-at", StringComparison.Ordinal)
            .Replace("admit: proctor", "admit: proctor\n  roomScan: true", StringComparison.Ordinal));
        var session = await Preparation.Seat(await Engine.As("learner"), exam);
        var page = await Visit("learner", browser: await Chromium.WithMedia(), options: new() { Permissions = ["camera", "microphone"] });
        var watched = new WatchedPage(page);
        await page.GotoAsync($"/session/{session}");

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Go on", Exact = true })).ToBeEnabledAsync();
        await Look.At(page, "check-in-device");
        await watched.CheckDevice();
        await Expect(watched.Step).ToBeVisibleAsync();
        await Look.At(page, "check-in-consent");
        await watched.Consent();
        await Expect(watched.Step).ToHaveTextAsync("Share your screen");
        await Look.At(page, "check-in-share");
        await watched.ShareScreen();
        await watched.TakePhotos();
        await Look.At(page, "check-in-identity");
        await watched.SendIdentity();
        await watched.ShowRoom();
        await Look.At(page, "check-in-room");
        await watched.SendRoom();
        await Expect(watched.Step).ToHaveTextAsync("Waiting to be admitted");
        await Look.At(page, "check-in-waiting");

        var room = await Preparation.Watch(Engine, exam);
        await Act(ActKind.Admit);
        await watched.Start();
        await Act(ActKind.Warn, "Please put the telephone away.");
        await Expect(watched.Notices).ToContainTextAsync("Please put the telephone away.");
        await page.EvaluateAsync("document.exitFullscreen()");
        await watched.OpenTalk();
        await watched.Say("It is away.");
        await Expect(watched.Dock.GetByRole(AriaRole.Button, new() { Name = "Fill the screen" })).ToBeVisibleAsync();
        await Look.At(page, "proctored-exam");
        await Act(ActKind.Lock, "A moment, please.");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The exam is locked" })).ToBeVisibleAsync();
        await Look.At(page, "proctored-locked");

        await Act(ActKind.Terminate, "Enough is seen.");
        await page.GetByRole(AriaRole.Link, new() { Name = "What is held about this sitting" }).ClickAsync();
        await Expect(page.GetByText("kept until").First).ToBeVisibleAsync();
        var photos = page.GetByText(new Regex("^Face: 1 photo"));
        await photos.ClickAsync();
        await Expect(page.GetByAltText(new Regex("^Taken at ")).First).ToBeVisibleAsync();
        await page.GetByText(new Regex("^Camera: [0-9]+ picture")).ClickAsync();
        await Look.At(page, "held");
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download all of it" }).ClickAsync());
        Assert.Equal(($"session-{session}.zip", null), (file.SuggestedFilename, await file.FailureAsync()));

        async Task Act(ActKind kind, string text = "")
        {
            var proctor = await Engine.As("proctor");
            await proctor.Post<ActProgress>($"api/rooms/{room}/acts", new { id = Guid.NewGuid(), kind, sessions = new[] { session }, reason = "routine", text });
        }
    }
}
