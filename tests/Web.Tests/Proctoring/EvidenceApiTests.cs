using System.Net.Http.Headers;
using System.Text.Json;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Hosting;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Proctoring;

namespace Web.Tests.Proctoring;

/// <summary>Evidence in and out, against the real watch and a real disk.</summary>
public sealed class EvidenceApiTests(RunningSilo silo)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("evidence/camera-still")]
    [InlineData("evidence/screen-still")]
    [InlineData("evidence/face")]
    [InlineData("evidence/document")]
    [InlineData("evidence/room-scan")]
    [InlineData("recording/camera/1")]
    [InlineData("recording/screen/1")]
    public async Task Nothing_is_stored_before_the_consent(string what)
    {
        var (learner, session, _) = await WatchedExam.Arrive(silo);
        using var _ = learner;

        using var answer = await learner.Put($"api/sessions/{session}/{what}", what.StartsWith("rec", StringComparison.Ordinal) ? WatchedExam.Head : WatchedExam.Jpeg);

        Assert.Equal((HttpStatusCode.Conflict, "evidence.not-permitted"), (answer.StatusCode, await answer.Code()));
        Assert.Empty((await Listed(learner, session)).Items);
    }

    [Fact]
    public async Task Nothing_is_stored_after_the_end()
    {
        var (learner, session, device) = await WatchedExam.Running(silo);
        using var _ = learner;
        await learner.Stored($"api/sessions/{session}/evidence/camera-still", WatchedExam.Jpeg);
        await WatchedExam.End(learner, session, device);
        await WatchedExam.WatchHasHeardOfTheEnd(silo, session);

        using var still = await learner.Put($"api/sessions/{session}/evidence/camera-still", WatchedExam.Jpeg);
        using var chunk = await learner.Put($"api/sessions/{session}/recording/camera/1", WatchedExam.Head);
        using var later = await learner.Put($"api/sessions/{session}/recording/camera/1?begun={Begun(DateTimeOffset.UtcNow)}", WatchedExam.Head);

        Assert.Equal(("evidence.not-permitted", "evidence.after-end", "evidence.after-end"), (await still.Code(), await chunk.Code(), await later.Code()));
        Assert.Single((await Listed(learner, session)).Items);
    }

    [Fact]
    public async Task What_was_recorded_before_the_end_may_arrive_after_it()
    {
        var (learner, session, device) = await WatchedExam.Running(silo);
        using var _ = learner;
        await learner.Stored($"api/sessions/{session}/recording/camera/1", WatchedExam.Head);
        var begun = DateTimeOffset.UtcNow.AddSeconds(-5);
        await WatchedExam.End(learner, session, device);
        await WatchedExam.WatchHasHeardOfTheEnd(silo, session);

        await learner.Stored($"api/sessions/{session}/recording/camera/2?begun={Begun(begun)}", WatchedExam.More);

        Assert.Equal([1, 2], (await Recording(learner, session)).Numbers);
    }

    [Fact]
    public async Task A_recording_that_goes_on_after_an_end_nobody_has_told_of_is_not_kept()
    {
        var (learner, session, _) = await WatchedExam.Running(silo);
        using var _ = learner;
        await learner.Stored($"api/sessions/{session}/evidence/camera-still", WatchedExam.Jpeg);
        await learner.Stored($"api/sessions/{session}/recording/camera/1?begun={Begun(DateTimeOffset.UtcNow.AddSeconds(-10))}", WatchedExam.Head);
        var end = new ActOrder(Guid.NewGuid(), ActKind.Terminate, null, "behaviour", "It is over.");
        Assert.Empty((await silo.Grains.GetGrain<IWatchGrain>(session).Take(Actor.System, end)).Problems);
        await WatchedExam.WatchHasHeardOfTheEnd(silo, session);

        using var later = await learner.Put($"api/sessions/{session}/recording/camera/2?begun={Begun(DateTimeOffset.UtcNow)}", WatchedExam.More);

        Assert.Equal("evidence.after-end", await later.Code());
        Assert.Equal([1], (await Recording(learner, session)).Numbers);
    }

    [Fact]
    public async Task Photos_that_a_proctor_asks_for_are_taken_at_once()
    {
        var (learner, session, _) = await WatchedExam.Running(silo);
        using var _ = learner;
        await learner.Stored($"api/sessions/{session}/evidence/camera-still", WatchedExam.Jpeg);
        using (var refused = await learner.Put($"api/sessions/{session}/evidence/face", WatchedExam.Jpeg))
            Assert.Equal("evidence.not-permitted", await refused.Code());

        var watch = silo.Grains.GetGrain<IWatchGrain>(session);
        Assert.Empty((await watch.Take(Actor.System, new ActOrder(Guid.NewGuid(), ActKind.AskIdentity, null, "identity", "Again, please."))).Problems);

        await learner.Stored($"api/sessions/{session}/evidence/face", WatchedExam.Jpeg);
    }

    [Fact]
    public async Task Nobody_else_stores_evidence_of_a_session_whatever_else_they_may_do()
    {
        var (learner, session, _) = await WatchedExam.Consented(silo);
        using var _ = learner;
        using var both = await silo.Add([RoleNames.Learner, RoleNames.Staff], learnerId: $"both-{Guid.NewGuid():N}");

        foreach (var what in (string[])["evidence/camera-still", "evidence/face", "recording/camera/1"])
        {
            using var answer = await both.Put($"api/sessions/{session}/{what}", what.StartsWith("rec", StringComparison.Ordinal) ? WatchedExam.Head : WatchedExam.Jpeg);
            Assert.Equal((HttpStatusCode.NotFound, "session.unknown"), (answer.StatusCode, await answer.Code()));
        }

        Assert.Empty((await Listed(learner, session)).Items);
    }

    [Fact]
    public async Task A_photo_that_is_named_has_to_be_there()
    {
        var (learner, session, device) = await WatchedExam.Consented(silo);
        using var _ = learner;
        var face = await learner.Stored($"api/sessions/{session}/evidence/face", WatchedExam.Jpeg);

        foreach (var document in (string[])["x", face, "document.0198f0c2a1b27c3d8e4f5a6b7c8d9e0f.jpg"])
        {
            using var answer = await learner.Send(
                HttpMethod.Post, $"api/sessions/{session}/identity",
                JsonSerializer.Serialize(new IdentityRequest(Guid.NewGuid(), device, true, face, document), WireJson.Default.IdentityRequest));
            Assert.Equal((HttpStatusCode.NotFound, "evidence.unknown"), (answer.StatusCode, await answer.Code()));
        }
    }

    [Theory]
    [InlineData("camera-still")]
    [InlineData("screen-still")]
    [InlineData("face")]
    [InlineData("document")]
    [InlineData("room-scan")]
    public async Task A_picture_comes_back_to_the_byte_and_can_do_no_harm(string kind)
    {
        var (learner, session, _) = await WatchedExam.Consented(silo);
        using var _ = learner;

        var id = await learner.Stored($"api/sessions/{session}/evidence/{kind}", WatchedExam.Jpeg);
        using var answer = await learner.Get($"api/sessions/{session}/evidence/{id}");

        Assert.StartsWith($"{kind}.", id, StringComparison.Ordinal);
        Assert.Equal(WatchedExam.Jpeg, await answer.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl is { NoStore: true, Private: true });
        Assert.Equal($"inline; filename=\"{id}\"", answer.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(SecurityHeaders.Sandbox, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        var item = Assert.Single((await Listed(learner, session)).Items);
        Assert.Equal((id, kind, "image/jpeg", (long)WatchedExam.Jpeg.Length), (item.Id, item.Kind, item.MediaType, item.Bytes));
    }

    [Theory]
    [InlineData("camera-still", "image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "evidence.format")]
    [InlineData("camera-still", "image/jpeg", "\u0089PNG\r\n", "evidence.format")]
    [InlineData("face", "image/jpeg", "<!doctype html><script>alert(1)</script>", "evidence.format")]
    [InlineData("document", "application/pdf", "%PDF-1.7", "evidence.format")]
    [InlineData("room-scan", "image/jpeg", "%PDF-1.7", "evidence.format")]
    [InlineData("camera-still", "image/jpeg", "", "evidence.empty")]
    [InlineData("face", "image/jpeg", "", "evidence.empty")]
    public async Task What_is_no_such_picture_is_not_taken_whatever_it_says_it_is(string kind, string mediaType, string text, string code)
    {
        var (learner, session, _) = await WatchedExam.Consented(silo);
        using var _ = learner;

        using var answer = await learner.Put($"api/sessions/{session}/evidence/{kind}", System.Text.Encoding.Latin1.GetBytes(text), mediaType);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, code), (answer.StatusCode, await answer.Code()));
        Assert.Empty((await Listed(learner, session)).Items);
    }

    [Theory]
    [InlineData("evidence/camera-still", EvidenceIntake.LargestStill)]
    [InlineData("evidence/face", EvidenceIntake.LargestPhoto)]
    [InlineData("recording/camera/1", EvidenceIntake.LargestChunk)]
    public async Task What_is_too_large_is_not_taken_whether_it_says_so_or_not(string what, int most)
    {
        var (learner, session, _) = await WatchedExam.Consented(silo);
        using var _ = learner;
        byte[] start = what.StartsWith("rec", StringComparison.Ordinal) ? WatchedExam.Head : WatchedExam.Jpeg, large = new byte[most + 1];
        start.CopyTo(large, 0);

        using var fits = await learner.Put($"api/sessions/{session}/{what}", large[..most]);
        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);

        await IsRefused(() => learner.Put($"api/sessions/{session}/{what}", large));
        await IsRefused(() => learner.SendBytes(HttpMethod.Put, $"api/sessions/{session}/{what}", new StreamContent(new Undeclared(large))));

        var stored = await Listed(learner, session);
        Assert.Equal([most], stored.Items.Select(item => item.Bytes).Concat(stored.Recordings.SelectMany(track => track.Parts).Select(part => part.Bytes)));

        // The server answers and closes while the rest is still on its way: some of the time the answer is not read any more.
        static async Task IsRefused(Func<Task<HttpResponseMessage>> send)
        {
            try
            {
                using var answer = await send();
                Assert.Equal((HttpStatusCode.RequestEntityTooLarge, ProblemCodes.TooLarge), (answer.StatusCode, await answer.Code()));
            }
            catch (HttpRequestException)
            {
                // Refused all the same: nothing of it is stored.
            }
        }
    }

    [Fact]
    public async Task To_another_learner_none_of_it_is_there()
    {
        var (learner, session, _) = await WatchedExam.Consented(silo);
        using var _ = learner;
        var id = await learner.Stored($"api/sessions/{session}/evidence/camera-still", WatchedExam.Jpeg);
        await learner.Stored($"api/sessions/{session}/recording/camera/1", WatchedExam.Head);
        using var other = silo.Visit(Who.OtherLearner);

        foreach (var path in (string[])["evidence", $"evidence/{id}", "recording/camera", "recording/camera/parts/1", "export"])
        {
            using var read = await other.Get($"api/sessions/{session}/{path}");
            Assert.Equal((HttpStatusCode.NotFound, "session.unknown"), (read.StatusCode, await read.Code()));
        }

        foreach (var path in (string[])["evidence/camera-still", "evidence/face", "recording/camera/2"])
        {
            using var written = await other.Put($"api/sessions/{session}/{path}", WatchedExam.Jpeg);
            Assert.Equal((HttpStatusCode.NotFound, "session.unknown"), (written.StatusCode, await written.Code()));
        }
    }

    [Fact]
    public async Task The_proctor_of_the_room_sees_it_and_the_proctor_of_another_does_not()
    {
        var (learner, session, _) = await WatchedExam.Consented(silo);
        using var _ = learner;
        var id = await learner.Stored($"api/sessions/{session}/evidence/camera-still", WatchedExam.Jpeg);
        using var proctor = await WatchedExam.Proctor(silo, session);
        using var stranger = silo.Visit(Who.Proctor);

        using var seen = await proctor.Get($"api/sessions/{session}/evidence/{id}");
        using var hidden = await stranger.Get($"api/sessions/{session}/evidence/{id}");
        using var listed = await stranger.Get($"api/sessions/{session}/evidence");

        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (hidden.StatusCode, listed.StatusCode));
    }

    [Fact]
    public async Task Whoever_looks_is_written_down_the_learner_themself_as_well()
    {
        var (learner, session, _) = await WatchedExam.Consented(silo);
        using var _ = learner;
        var still = await learner.Stored($"api/sessions/{session}/evidence/camera-still", WatchedExam.Jpeg);
        var screen = await learner.Stored($"api/sessions/{session}/evidence/screen-still", WatchedExam.Jpeg);
        var face = await learner.Stored($"api/sessions/{session}/evidence/face", WatchedExam.Jpeg);
        await learner.Stored($"api/sessions/{session}/recording/camera/1", WatchedExam.Head);
        using var staff = silo.Visit(Who.Staff);

        foreach (var path in (string[])[$"evidence/{face}", $"evidence/{still}", "recording/camera/parts/1"])
            Assert.Equal(HttpStatusCode.OK, await Status(learner, session, path));
        Assert.Equal([("learner", face), ("learner", "stills"), ("learner", "camera-recording.1")], (await Viewings(session)).Select(viewing => (viewing.By, viewing.Text)));

        foreach (var path in (string[])[$"evidence/{still}", $"evidence/{screen}", $"evidence/{still}", $"evidence/{face}", $"evidence/{face}", "recording/camera/parts/1"])
            Assert.Equal(HttpStatusCode.OK, await Status(staff, session, path));
        Assert.Equal(["stills", face, "camera-recording.1"], (await Viewings(session)).Where(viewing => viewing.By != "learner").Select(viewing => viewing.Text));
        Assert.Equal(HttpStatusCode.NotFound, await Status(staff, session, $"evidence/face.{Guid.CreateVersion7():N}.jpg"));
        Assert.Equal(6, (await Viewings(session)).Count);
    }

    [Fact]
    public async Task An_attachment_is_of_those_who_watch_and_for_them()
    {
        var (learner, session, _) = await WatchedExam.Consented(silo);
        using var _ = learner;
        using var staff = silo.Visit(Who.Staff);

        var id = await staff.Stored($"api/sessions/{session}/evidence/attachment", "%PDF-1.7 a note"u8.ToArray());
        using var read = await staff.Get($"api/sessions/{session}/evidence/{id}");
        using var refused = await learner.Put($"api/sessions/{session}/evidence/attachment", WatchedExam.Jpeg);

        Assert.Equal(("application/pdf", "attachment"), (read.Content.Headers.ContentType?.MediaType, read.Content.Headers.ContentDisposition?.DispositionType));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await Status(learner, session, $"evidence/{id}"));
        Assert.Empty((await Listed(learner, session)).Items);
        Assert.Single((await Listed(staff, session)).Items);
    }

    [Fact]
    public void Nothing_is_attached_when_its_kind_is_about_to_be_erased()
    {
        var until = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        ImmutableArray<KeptEvidence> kept = [new("stills", until.AddDays(-20), null, 0), new("recording", until, null, 0)];

        Assert.False(EvidenceIntake.IsTooLateToAttach([], until));
        Assert.False(EvidenceIntake.IsTooLateToAttach(kept, until.AddMinutes(-61)));
        Assert.True(EvidenceIntake.IsTooLateToAttach(kept, until.AddMinutes(-60)));
        Assert.True(EvidenceIntake.IsTooLateToAttach(kept, until.AddDays(1)));
    }

    [Theory]
    [InlineData("camera-still.0198f0c2a1b27c3d8e4f5a6b7c8d9e0f.jpg")]
    [InlineData("camera-recording.000001.begin.webm")]
    [InlineData("..%2f..%2fexamengine.db")]
    [InlineData("face.jpg")]
    public async Task No_other_name_finds_anything(string id)
    {
        var (learner, session, _) = await WatchedExam.Consented(silo);
        using var _ = learner;
        await learner.Stored($"api/sessions/{session}/recording/camera/1", WatchedExam.Head);

        Assert.Equal(HttpStatusCode.NotFound, await Status(learner, session, $"evidence/{id}"));
    }

    [Fact]
    public async Task A_recording_goes_on_where_it_broke_off()
    {
        var (learner, session, _) = await WatchedExam.Consented(silo);
        using var _ = learner;
        await learner.Stored($"api/sessions/{session}/recording/camera/1", WatchedExam.Head);
        await learner.Stored($"api/sessions/{session}/recording/camera/3", WatchedExam.More);

        var known = await Recording(learner, session);
        await learner.Stored($"api/sessions/{session}/recording/camera/2", WatchedExam.More);
        await learner.Stored($"api/sessions/{session}/recording/camera/3", WatchedExam.More);
        using var other = await learner.Put($"api/sessions/{session}/recording/camera/3", [.. WatchedExam.More, 1]);
        using var head = await learner.Put($"api/sessions/{session}/recording/camera/3", WatchedExam.Head);

        Assert.Equal([1, 3], known.Numbers);
        Assert.Equal(1, Assert.Single(known.Parts).Missing);
        Assert.Equal(("evidence.chunk-differs", "evidence.chunk-differs"), (await other.Code(), await head.Code()));
        var whole = await Recording(learner, session);
        Assert.Equal([1, 2, 3], whole.Numbers);
        Assert.Equal((1, 3, 0), (whole.Parts[0].From, whole.Parts[0].To, whole.Parts[0].Missing));
    }

    [Fact]
    public async Task A_recording_begins_with_the_head_of_a_film()
    {
        var (learner, session, _) = await WatchedExam.Consented(silo);
        using var _ = learner;

        using var answer = await learner.Put($"api/sessions/{session}/recording/camera/1", WatchedExam.More);

        Assert.Equal("evidence.format", await answer.Code());
    }

    [Fact]
    public async Task A_film_is_its_chunks_in_order_and_can_be_read_from_the_middle()
    {
        var (learner, session, _) = await WatchedExam.Consented(silo);
        using var _ = learner;
        byte[] film = [.. WatchedExam.Head, .. WatchedExam.More, .. WatchedExam.More];
        foreach (var (number, chunk) in ((int, byte[])[])[(2, WatchedExam.More), (1, WatchedExam.Head), (3, WatchedExam.More), (4, WatchedExam.Head)])
            await learner.Stored($"api/sessions/{session}/recording/screen/{number}", chunk);
        using var staff = silo.Visit(Who.Staff);

        using var whole = await staff.Get($"api/sessions/{session}/recording/screen/parts/1");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/sessions/{session}/recording/screen/parts/1") { Headers = { Range = new RangeHeaderValue(3000, 9999) } };
        using var some = await staff.Send(request);

        Assert.Equal(("video/webm", film.Length), (whole.Content.Headers.ContentType?.MediaType, (int?)whole.Content.Headers.ContentLength));
        Assert.Equal(film, await whole.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(HttpStatusCode.PartialContent, some.StatusCode);
        Assert.Equal(film[3000..10_000], await some.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(HttpStatusCode.OK, await Status(staff, session, "recording/screen/parts/2"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(staff, session, "recording/screen/parts/3"));
    }

    private static string Begun(DateTimeOffset at) => Uri.EscapeDataString(at.ToString("O", System.Globalization.CultureInfo.InvariantCulture));

    private static async Task<HttpStatusCode> Status(Visitor visitor, Guid session, string path)
    {
        using var answer = await visitor.Get($"api/sessions/{session}/{path}");
        return answer.StatusCode;
    }

    private static Task<EvidenceList> Listed(Visitor visitor, Guid session) =>
        visitor.Ask(HttpMethod.Get, $"api/sessions/{session}/evidence", "", WireJson.Default.EvidenceList);

    private static Task<RecordingView> Recording(Visitor visitor, Guid session) =>
        visitor.Ask(HttpMethod.Get, $"api/sessions/{session}/recording/camera", "", WireJson.Default.RecordingView);

    private async Task<List<TimelineEntry>> Viewings(Guid session) =>
        [.. (await silo.Grains.GetGrain<IWatchGrain>(session).View(Actor.System)).Value!.Timeline.Where(entry => entry is { Kind: "evidence", What: "viewed" })];

    /// <summary>Bytes whose number nobody is told beforehand.</summary>
    private sealed class Undeclared(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
