using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Web.Kernel;

namespace Web.Tests.Proctoring;

/// <summary>Everything that is known of one's own session, as one file.</summary>
public sealed class SessionExportTests(RunningSilo silo)
{
    private const string Words = "They seem to whisper.";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_learner_gets_all_of_it_and_what_others_noted_for_themselves_is_not_in_it()
    {
        var (learner, session, device) = await WatchedExam.Consented(silo);
        using var _ = learner;
        await WatchedExam.Start(learner, session, device);
        var still = await learner.Stored($"api/sessions/{session}/evidence/camera-still", WatchedExam.Jpeg);
        await learner.Stored($"api/sessions/{session}/recording/camera/1", WatchedExam.Head);
        await learner.Stored($"api/sessions/{session}/recording/camera/2", WatchedExam.More);
        using var staff = silo.Visit(Who.Staff);
        await staff.Stored($"api/sessions/{session}/evidence/attachment", "%PDF-1.7 a note"u8.ToArray());
        using (var said = await learner.Send(HttpMethod.Post, $"api/sessions/{session}/talk", $$"""{"commandId":"{{Guid.NewGuid()}}","text":"Is anybody there?"}"""))
            Assert.Equal(HttpStatusCode.OK, said.StatusCode);
        await Wrote(session);
        await WatchedExam.End(learner, session, device);

        using var answer = await learner.Get($"api/sessions/{session}/export");
        Assert.Equal((HttpStatusCode.OK, "application/zip"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal($"session-{session}.zip", answer.Content.Headers.ContentDisposition?.FileName);
        using var zip = new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Ct)));
        var files = zip.Entries.ToDictionary(entry => entry.FullName, Bytes);

        Assert.Equal(["README.txt", "keeping.json", "session.json", "watch.json"], files.Keys.Where(name => !name.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(WatchedExam.Jpeg, Assert.Single(files, file => file.Key.StartsWith("evidence/camera-still/", StringComparison.Ordinal) && file.Key.EndsWith(still["camera-still.".Length..], StringComparison.Ordinal)).Value);
        Assert.Equal([.. WatchedExam.Head, .. WatchedExam.More], files["evidence/camera-recording/1.webm"]);
        Assert.DoesNotContain(files.Keys, name => name.Contains("attachment", StringComparison.Ordinal));
        var facts = JsonSerializer.Deserialize(files["session.json"], WireJson.Default.ExportedSession)!;
        Assert.Equal(session, facts.Receipt.SessionId);
        Assert.NotEmpty(facts.Timeline);
        var watch = JsonSerializer.Deserialize(files["watch.json"], WireJson.Default.ExportedWatch)!;
        Assert.Equal("Is anybody there?", Assert.Single(watch.Talk).Text);
        Assert.Contains(watch.Timeline, entry => entry.Kind == "consent");
        Assert.Contains(watch.Timeline, entry => entry is { Kind: "act", What: "warn", Text: "Look at your screen." });
        Assert.Equal(["attach", "flag", "flag", "flag.undone", "report"], Told("act").Where(what => what != "warn").Order(StringComparer.Ordinal));
        Assert.Equal(["by-hand", "by-hand", "by-hand.withdrawn"], Told("flag").Order(StringComparer.Ordinal));
        Assert.Equal(2, watch.Flags.Length);
        Assert.DoesNotContain(Words, Encoding.UTF8.GetString(files["watch.json"]), StringComparison.Ordinal);
        Assert.DoesNotContain(watch.Flags, flag => flag.Why == "mistake");
        Assert.Contains((await silo.Grains.GetGrain<IWatchGrain>(session).View(Actor.System)).Value!.Timeline, entry => entry is { Kind: "evidence", What: "viewed", By: "learner", Text: "export" });

        IEnumerable<string> Told(string kind) => watch.Timeline.Where(entry => entry.Kind == kind).Select(entry => entry.What);
    }

    /// <summary>A warning, which the learner reads; and of everything that a proctor writes for the review one, and a flag that was taken back.</summary>
    private async Task Wrote(Guid session)
    {
        var (watch, mistaken) = (silo.Grains.GetGrain<IWatchGrain>(session), Guid.NewGuid());
        foreach (var order in (ActOrder[])[
            new(Guid.NewGuid(), ActKind.Warn, null, "behaviour", "Look at your screen."),
            new(Guid.NewGuid(), ActKind.Note, null, "behaviour", Words),
            new(Guid.NewGuid(), ActKind.Flag, null, "behaviour", Words, Gravity: "minor"),
            new(mistaken, ActKind.Flag, null, "behaviour", Words, Gravity: "minor"),
            new(Guid.NewGuid(), ActKind.Report, null, "behaviour", Words, Irregularity: "technicalNetwork", Gravity: "minor"),
            new(Guid.NewGuid(), ActKind.Attach, null, "behaviour", Words, Attachment: "attachment.0198f0c2a1b27c3d8e4f5a6b7c8d9e0f.pdf")])
        {
            Assert.Empty((await watch.Take(Actor.System, order)).Problems);
        }

        Assert.Empty((await watch.Undo(Actor.System, Guid.NewGuid(), mistaken, "mistake")).Problems);
    }

    [Fact]
    public async Task While_the_exam_runs_there_is_nothing_to_take_along()
    {
        var (learner, session, _) = await WatchedExam.Consented(silo);
        using var _ = learner;

        using var answer = await learner.Get($"api/sessions/{session}/export");

        Assert.Equal("session.not-ended", await answer.Code());
    }

    [Fact]
    public async Task A_session_that_nobody_watched_is_told_without_a_watch()
    {
        using var learner = await silo.AddLearner();
        var (session, device) = (await Sitting.Begin(learner), Guid.NewGuid());
        await Sitting.Start(learner, session, device);
        await WatchedExam.End(learner, session, device);

        using var answer = await learner.Get($"api/sessions/{session}/export");
        using var zip = new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Ct)));

        Assert.Equal(["README.txt", "keeping.json", "session.json"], zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
