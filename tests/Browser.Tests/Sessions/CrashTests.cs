namespace Browser.Tests.Sessions;

/// <summary>Killed between saves and before it hears of the submission. A class of its own, since most of the time is the minute until a dead server's duties are free.</summary>
public sealed class CrashBeforeTheEndTests(Chromium chromium, SharedEngine shared) : CrashTests(chromium, shared)
{
    [Fact]
    public Task A_server_killed_between_saves_and_before_it_hears_of_the_submission_costs_nothing() => Sit(hearsOfTheSubmission: false);
}

/// <summary>Killed between saves and after it took the submission.</summary>
public sealed class CrashAfterTheEndTests(Chromium chromium, SharedEngine shared) : CrashTests(chromium, shared)
{
    [Fact]
    public Task A_server_killed_between_saves_and_after_it_took_the_submission_costs_nothing() => Sit(hearsOfTheSubmission: true);
}

/// <summary>The server is killed under a learner's hands and started again. The page is left alone.</summary>
public abstract partial class CrashTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    private protected async Task Sit(bool hearsOfTheSubmission)
    {
        Complaints.Expect("Failed to load resource|WebSocket connection to");
        var engine = await OwnEngine();
        var exam = await Preparation.Exam(engine, "small.yaml");
        var page = await Visit("learner", engine);
        var sitting = new ExamPage(page);
        var lost = new SubmissionLost(engine, hearsOfTheSubmission);
        await page.RouteWebSocketAsync(new Regex("/hubs/learner"), lost.Carry);
        var learner = await engine.As("learner");
        var session = await Preparation.Seat(learner, exam);
        await sitting.Start(session);
        var begun = await Rows.Session(engine, session);

        await sitting.Write("2");
        await sitting.IsSaved();
        engine.Kill();
        await sitting.Write("2 + 0");
        await sitting.IsKept();
        await sitting.Next();
        await sitting.At("Second");
        await sitting.Write("4");
        await sitting.IsKept();
        await engine.Start();
        await sitting.IsSaved();
        await Expect(sitting.Link).ToHaveTextAsync("Connected");

        var row = await Rows.Session(engine, session);
        Assert.Equal(begun?.Deadline, row?.Deadline);
        Assert.Equal(row?.StartedAt + TimeSpan.FromMinutes(30), row?.Deadline);
        await ShowsTheTimeUntil(page, row!.Deadline.GetValueOrDefault());

        await sitting.Next();
        await sitting.Write("blue");
        await sitting.IsSaved();
        await sitting.Review();
        await sitting.Submit();
        await lost.Killed.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        // A server that took it may have told the page by the hub before its answer was lost.
        if (!hearsOfTheSubmission)
            await Expect(page.GetByText("There is no connection. The page keeps trying")).ToBeVisibleAsync();
        await page.Shoot($"crash-submit-{hearsOfTheSubmission}");
        await engine.Start();
        await sitting.HandedIn();

        var receipt = await learner.Get<ExamEngine.Contracts.Sessions.Receipt>($"api/sessions/{session}/receipt");
        Assert.Equal(["2 + 0", "4", "blue"], receipt.Answers.OrderBy(answer => answer.Item).Select(answer => answer.Value.Text));
        // A duty that the dead server had taken on is free again after a minute.
        await Expect(page.GetByText("3 of 4 points").First).ToBeVisibleAsync(new() { Timeout = 120_000 });
    }

    /// <summary>The page's clock, read at one instant with the machine's, is at most a second off the server's ledger.</summary>
    private static async Task ShowsTheTimeUntil(IPage page, DateTimeOffset deadline)
    {
        var shown = await page.Locator(".clock-digits").EvaluateAsync<double[]>(
            "digits => [digits.textContent.split(':').reduce((sum, part) => sum * 60 + Number(part), 0), Date.now()]");
        var left = (deadline - DateTimeOffset.UnixEpoch).TotalSeconds - shown[1] / 1000;
        // The page counts whole seconds, begun ones as whole, and draws twice a second.
        Assert.InRange(shown[0], left - 0.5, left + 1.5);
    }

    /// <summary>The page's line to the hub. The first submission on it kills the server: before it comes there, or when the answer to it is on its way.</summary>
    private sealed class SubmissionLost(EngineProcess engine, bool hearsOfTheSubmission)
    {
        private readonly TaskCompletionSource killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private string? awaited;

        public Task Killed => killed.Task;

        public void Carry(IWebSocketRoute page)
        {
            var server = page.ConnectToServer();
            page.OnMessage(frame =>
            {
                if (!killed.Task.IsCompleted && frame.Text is { } text && text.Contains("\"target\":\"Submit\"", StringComparison.Ordinal))
                {
                    awaited = Number().Match(text).Groups[1].Value;
                    if (!hearsOfTheSubmission)
                    {
                        Kill();
                        return;
                    }
                }

                server.Send(frame.Text ?? "");
            });
            server.OnMessage(frame =>
            {
                if (!killed.Task.IsCompleted && awaited is not null && frame.Text?.Contains($"\"type\":3,\"invocationId\":\"{awaited}\"", StringComparison.Ordinal) == true)
                    Kill();
                else
                    page.Send(frame.Text ?? "");
            });
        }

        private void Kill()
        {
            engine.Kill();
            killed.SetResult();
        }
    }

    /// <summary>A call's number, as SignalR writes it in JSON.</summary>
    [GeneratedRegex("\"invocationId\":\"(\\d+)\"")]
    private static partial Regex Number();
}
