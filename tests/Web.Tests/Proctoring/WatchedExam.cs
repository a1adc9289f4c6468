using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Definitions;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Proctoring;
using Microsoft.AspNetCore.Identity;

namespace Web.Tests.Proctoring;

/// <summary>An exam with camera and screen, recorded, into which the policy lets whoever has checked in.</summary>
internal static class WatchedExam
{
    public const string Id = "evidence-watched";

    /// <summary>The same without photos before the start.</summary>
    public const string WithoutPhotos = "evidence-plain";

    public static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. Enumerable.Range(0, 8188).Select(n => (byte)n)];

    /// <summary>The head of a WebM file, and more of it.</summary>
    public static readonly byte[] Head = [0x1A, 0x45, 0xDF, 0xA3, .. Enumerable.Range(0, 3000).Select(n => (byte)(n * 3))], More = [.. Enumerable.Range(0, 5000).Select(n => (byte)(n * 5))];

    private static ImportRequest Exam(string id, bool photos) => new(
        $$"""
        exam: {{id}}
        title: Watched
        language: en
        rehearsal: true
        proctored: true
        proctoring: { record: true, identity: {{(photos ? "true" : "false")}}, admit: policy, stillEvery: 5s, retention: { stills: 7, recording: 14, identity: 2, talk: 30 } }
        timeLimit: 60m
        cutScore: 50%
        honourCode: I work alone.
        policy: { attempts: unlimited }
        sections:
          - id: one
            title: One
            items:
              - id: number
                stem: Two and two
                numeric: { answer: "4" }
        """, null);

    public static async Task Publish(IGrainFactory grains)
    {
        foreach (var exam in (ImportRequest[])[Exam(Id, photos: true), Exam(WithoutPhotos, photos: false)])
            Assert.Empty((await grains.GetGrain<IImportGrain>(0).Import(Actor.System, ImportApi.ToAuthoringFile(exam))).Problems);
    }

    /// <summary>A learner in the check-in, before the consent.</summary>
    public static async Task<(Visitor Learner, Guid Session, Guid Device)> Arrive(RunningSilo silo, string exam = Id)
    {
        await Publish(silo.Grains);
        var id = $"watched-{Guid.NewGuid():N}";
        var learner = silo.Grains.GetGrain<ILearnerGrain>(id);
        Assert.Empty((await learner.Describe(Actor.System, new LearnerProfile("Test Learner", "AM"))).Problems);
        Assert.Empty((await learner.Register(Actor.System, new Registration(exam, null, null))).Problems);
        var visitor = await silo.Add(RoleNames.Learner, id);
        var device = Guid.NewGuid();
        var begun = await learner.Begin(new Actor("test", id, Roles.Learner), Guid.NewGuid(), exam, honourCodeAccepted: true);
        var session = Assert.IsType<SessionBegun>(begun.Value).SessionId;
        await visitor.Ask(HttpMethod.Post, $"api/sessions/{session}/check-in", Sitting.Command(device), WireJson.Default.AttendView);
        return (visitor, session, device);
    }

    public static async Task<(Visitor Learner, Guid Session, Guid Device)> Consented(RunningSilo silo, string exam = Id)
    {
        var (learner, session, device) = await Arrive(silo, exam);
        await Consent(learner, session, device);
        return (learner, session, device);
    }

    /// <summary>At the first question, of an exam that asks for no photos.</summary>
    public static async Task<(Visitor Learner, Guid Session, Guid Device)> Running(RunningSilo silo)
    {
        var (learner, session, device) = await Consented(silo, WithoutPhotos);
        await Start(learner, session, device, photos: false);
        return (learner, session, device);
    }

    public static async Task Consent(Visitor learner, Guid session, Guid device)
    {
        var view = await learner.Ask(HttpMethod.Get, $"api/sessions/{session}/attend?device={device}", "", WireJson.Default.AttendView);
        await learner.Ask(
            HttpMethod.Post, $"api/sessions/{session}/consent",
            JsonSerializer.Serialize(new ConsentRequest(Guid.NewGuid(), device, view.CheckIn.Consent.Version, true, true, true), WireJson.Default.ConsentRequest),
            WireJson.Default.AttendView);
    }

    /// <summary>Shows the photos where they are asked for, is let in, starts.</summary>
    public static async Task Start(Visitor learner, Guid session, Guid device, bool photos = true)
    {
        if (photos)
        {
            var face = await learner.Stored($"api/sessions/{session}/evidence/face", Jpeg);
            var document = await learner.Stored($"api/sessions/{session}/evidence/document", Jpeg);
            await learner.Ask(
                HttpMethod.Post, $"api/sessions/{session}/identity",
                JsonSerializer.Serialize(new IdentityRequest(Guid.NewGuid(), device, true, face, document), WireJson.Default.IdentityRequest), WireJson.Default.AttendView);
        }

        await learner.Ask(HttpMethod.Post, $"api/sessions/{session}/check-in/complete", Sitting.Command(device), WireJson.Default.AttendView);
        await Sitting.Start(learner, session, device);
    }

    public static Task End(Visitor learner, Guid session, Guid device) => Sitting.Submit(learner, session, device, lastSeq: 0);

    /// <summary>The session tells its watch without waiting for it.</summary>
    public static async Task WatchHasHeardOfTheEnd(RunningSilo silo, Guid session)
    {
        var learner = new Actor("test", (await silo.Grains.GetGrain<ISessionGrain>(session).Watched())!.LearnerId, Roles.Learner);
        await Eventually.Find("the watch to be over", async () => (await silo.Grains.GetGrain<IWatchGrain>(session).Permit(learner)).Value is { Camera: false } over ? over : null);
    }

    /// <summary>Somebody who watches the session's room and no other.</summary>
    public static async Task<Visitor> Proctor(RunningSilo silo, Guid session)
    {
        var room = (await silo.Grains.GetGrain<ISessionGrain>(session).Watched())!.Room;
        var name = await silo.AddAccount(RoleNames.Proctor);
        await using var scope = silo.Services.CreateAsyncScope();
        var account = (await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByNameAsync(name))!;
        var rooms = silo.Grains.GetGrain<IRoomsGrain>(room[..room.LastIndexOf('~')]);
        Assert.Empty((await rooms.Assign(new Actor("staff", null, Roles.Staff), new RoomAssignment(Guid.NewGuid(), room, [account.Id]))).Problems);
        var visitor = new Visitor(silo.Address);
        using var answer = await visitor.SignIn(name, RunningSilo.Password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return visitor;
    }

    public static async Task<HttpResponseMessage> Put(this Visitor visitor, string path, byte[] bytes, string mediaType = "image/jpeg")
    {
        using var account = await visitor.Get("api/account");
        using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        return await visitor.SendBytes(HttpMethod.Put, path, content);
    }

    /// <summary>The id of what was stored.</summary>
    public static async Task<string> Stored(this Visitor visitor, string path, byte[] bytes)
    {
        using var answer = await visitor.Put(path, bytes);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync(WireJson.Default.EvidenceStored))!.Id;
    }
}
