using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Programs;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Definitions;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Programs;
using Web.Tests.Proctoring;

namespace Web.Tests.Programs;

/// <summary>The whole road over HTTP: five exams, one under watch, the program's credential; a finding that takes it, an appeal that gives it back.</summary>
public sealed class ProgramRoadTests(RunningSilo silo)
{
    private static readonly string[] Courses = ["sc0x", "sc1x", "sc2x", "sc3x", "sc4x"];

    [Fact]
    public async Task Five_exams_earn_a_program_which_falls_with_a_voided_result_and_comes_back_with_a_won_appeal()
    {
        var program = $"walk-{Guid.NewGuid():N}"[..14];
        await Import(Program(program, "{ allOf: [{ course: sc0x }, { course: sc1x }, { course: sc2x }, { course: sc3x }, { course: sc4x }] }"));
        foreach (var course in Courses)
            await Import(Exam(program, course, watched: course == "sc4x"));
        var id = $"walker-{Guid.NewGuid():N}"[..20];
        var record = silo.Grains.GetGrain<ILearnerGrain>(id);
        Assert.Empty((await record.Describe(Actor.System, new("Rosalind Franklin", "GB"))).Problems);
        foreach (var course in Courses)
            Assert.Empty((await record.Register(Actor.System, new($"{program}-{course}", null, null))).Problems);
        using var learner = await silo.Add(RoleNames.Learner, id);
        using var stranger = await silo.Add(RoleNames.Learner, $"stranger-{Guid.NewGuid():N}"[..20]);

        foreach (var course in Courses[..4])
            await Pass(learner, $"{program}-{course}", watched: false);
        var almost = await Until(learner, program, progress => progress.Requirement.Of.Count(node => node.State == "done") == 4);
        Assert.Equal(("missing", "missing", 0), (almost.State, almost.Requirement.Of[4].State, almost.Awards.Length));
        using (var foreign = await stranger.Get($"api/programs/{program}/progress"))
            Assert.Equal("program.unknown", await foreign.Code());

        var watched = await Pass(learner, $"{program}-sc4x", watched: true);
        var earned = await Until(learner, program, progress => progress.Awards.Length == 1);
        var award = Assert.Single(earned.Awards);
        Assert.Equal(("done", true, "The walk"), (earned.State, award.Stands, award.Title));
        await Standing(award.CredentialId, "valid");
        using (var pdf = await learner.Get($"api/credentials/{award.CredentialId}/pdf"))
            Assert.Equal((HttpStatusCode.OK, "application/pdf"), (pdf.StatusCode, pdf.Content.Headers.ContentType?.MediaType));

        // Somebody reports what they saw, two agree, the learner is heard, one of the two finds.
        using var rita = await silo.Add(RoleNames.Staff);
        using var otto = await silo.Add(RoleNames.Staff);
        using var zoe = await silo.Add(RoleNames.Admin);
        Assert.Empty((await silo.Grains.GetGrain<IWatchGrain>(watched).Take(new("pat", null, Roles.Staff), new(
            Guid.NewGuid(), ActKind.Report, null, "behaviour", "Somebody else answered.", Irregularity: "learnerBehaviour", Gravity: "serious"))).Problems);
        await Eventually.So("the review to be open", async () => (await Review(rita, watched)).State == "looking");
        Assert.Equal("inReview", (await Until(learner, program, progress => progress.State != "done")).State);
        await Standing(award.CredentialId, "valid");
        await Judge(rita, watched);
        await Judge(otto, watched);
        await learner.Ask(HttpMethod.Post, $"api/sessions/{watched}/review/answer", Words("It was my brother, who brought tea."), WireJson.Default.MyReviewView);
        await rita.Ask(HttpMethod.Post, $"api/reviews/{watched}/finding", Finding("scoreVoided"), WireJson.Default.NamedReview);

        var lost = await Until(learner, program, progress => progress.Awards is [{ Stands: false }]);
        Assert.Equal(("missing", "voided", "award"), (lost.State, lost.Requirement.Of[4].Reason, lost.Awards[0].Lost));
        await Standing(award.CredentialId, "revoked");
        using (var staff = silo.Visit(Who.Staff))
            Assert.Equal("missing", (await staff.Ask(HttpMethod.Get, $"api/learners/{id}/progress/{program}", "", WireJson.Default.ProgressView)).State);

        await learner.Ask(HttpMethod.Post, $"api/sessions/{watched}/review/appeal", Words("Nobody answered for me."), WireJson.Default.MyReviewView);
        await zoe.Ask(HttpMethod.Post, $"api/reviews/{watched}/appeal-decision", Finding("cleared"), WireJson.Default.NamedReview);
        var back = await Until(learner, program, progress => progress.Awards is [{ Stands: true }]);
        Assert.Equal(("done", award.CredentialId), (back.State, back.Awards[0].CredentialId));
        await Standing(award.CredentialId, "valid");
    }

    [Fact]
    public async Task Staff_see_what_a_program_demands_and_confirm_another_version_after_its_preview()
    {
        var program = $"turn-{Guid.NewGuid():N}"[..14];
        await Import(Program(program, "{ allOf: [{ course: sc0x }, { course: sc1x }] }"));
        await Import(Exam(program, "sc0x", watched: false));
        var id = $"turner-{Guid.NewGuid():N}"[..20];
        var record = silo.Grains.GetGrain<ILearnerGrain>(id);
        Assert.Empty((await record.Describe(Actor.System, new("Ada Lovelace", "GB"))).Problems);
        Assert.Empty((await record.Register(Actor.System, new($"{program}-sc0x", null, null))).Problems);
        using var learner = await silo.Add(RoleNames.Learner, id);
        await Pass(learner, $"{program}-sc0x", watched: false);
        await Import(Program(program, "{ allOf: [{ course: sc0x }] }"));
        using var staff = silo.Visit(Who.Staff);

        Assert.Contains(program, (await staff.Ask(HttpMethod.Get, "api/programs", "", WireJson.Default.ProgramList)).Programs.Select(entry => entry.Id));
        var shown = await staff.Ask(HttpMethod.Get, $"api/programs/{program}", "", WireJson.Default.ProgramView);
        Assert.Equal((1, 2), (Assert.Single(shown.Versions).Number, shown.Proposal!.Number));
        await Refused(staff, HttpMethod.Post, $"api/programs/{program}/preview", """{"commandId":"00000000-0000-0000-0000-000000000000","version":2,"forEverybody":false}""", "input.invalid");
        await Refused(staff, HttpMethod.Post, $"api/programs/{program}/preview", Order(new ChangeRequest(Guid.NewGuid(), 7, false)), "program.version-unknown");
        await Refused(staff, HttpMethod.Get, $"api/programs/{program}/preview/learners?which=some", "", "input.invalid");
        await Refused(staff, HttpMethod.Post, $"api/programs/{program}/confirmation", Order(new ConfirmRequest(Guid.NewGuid(), Guid.NewGuid())), "program.preview-outdated");
        await Refused(staff, HttpMethod.Post, $"api/programs/{program}/confirmation", Order(new ConfirmRequest(Guid.NewGuid(), Guid.Empty)), "input.invalid");

        var preview = await staff.Ask(HttpMethod.Post, $"api/programs/{program}/preview", Order(new ChangeRequest(Guid.NewGuid(), 2, false)), WireJson.Default.ChangeView);
        var ready = await Eventually.Find("the preview to be ready", async () =>
            await staff.Ask(HttpMethod.Get, $"api/programs/{program}/preview", "", WireJson.Default.ChangeView) is { State: "ready" } change ? change : null);
        Assert.Equal((preview.Preview, 1, 1, 0), (ready.Preview, ready.Looked, ready.Gain, ready.Lose));
        var gain = await staff.Ask(HttpMethod.Get, $"api/programs/{program}/preview/learners?which=gain", "", WireJson.Default.ConcernedList);
        Assert.Equal(((id, "Ada Lovelace", null), null), (Assert.Single(gain.Learners) is var one ? (one.LearnerId, one.LegalName, one.CourseId) : default, gain.Next));
        Assert.Empty((await staff.Ask(HttpMethod.Get, $"api/programs/{program}/preview/learners?which=lose", "", WireJson.Default.ConcernedList)).Learners);
        Assert.Empty((await learner.Ask(HttpMethod.Get, $"api/programs/{program}/progress", "", WireJson.Default.ProgressView)).Awards);

        await staff.Ask(HttpMethod.Post, $"api/programs/{program}/confirmation", Order(new ConfirmRequest(Guid.NewGuid(), ready.Preview!.Value)), WireJson.Default.ChangeView);
        Assert.Equal(2, (await Until(learner, program, progress => progress.Awards.Length == 1)).Version);
        Assert.Null((await staff.Ask(HttpMethod.Get, $"api/programs/{program}", "", WireJson.Default.ProgramView)).Proposal);

        await Import(Program(program, "{ allOf: [{ course: sc1x }] }"));
        using var dropped = await staff.Send(HttpMethod.Delete, $"api/programs/{program}/proposals/3", "");
        Assert.Equal(HttpStatusCode.NoContent, dropped.StatusCode);
        Assert.Null((await staff.Ask(HttpMethod.Get, $"api/programs/{program}", "", WireJson.Default.ProgramView)).Proposal);
    }

    [Fact]
    public async Task What_there_is_not_is_refused()
    {
        using var staff = silo.Visit(Who.Staff);
        await Refused(staff, HttpMethod.Get, "api/programs/no-such", "", "program.unknown");
        await Refused(staff, HttpMethod.Get, "api/learners/nobody/progress/no-such", "", "program.unknown");
        await Refused(staff, HttpMethod.Delete, "api/programs/no-such/proposals/1", "", "program.unknown");
        using var learner = silo.Visit(Who.Learner);
        await Refused(learner, HttpMethod.Get, "api/programs/no-such/progress", "", "program.unknown");
    }

    private async Task<Guid> Pass(Visitor learner, string exam, bool watched)
    {
        var device = Guid.NewGuid();
        var session = (await learner.Ask(
            HttpMethod.Post, $"api/exams/{exam}/sessions", $$"""{"commandId":"{{Guid.NewGuid()}}","honourCodeAccepted":true}""", WireJson.Default.SessionBegun)).SessionId;
        if (watched)
        {
            await learner.Ask(HttpMethod.Post, $"api/sessions/{session}/check-in", Sitting.Command(device), WireJson.Default.AttendView);
            await WatchedExam.Consent(learner, session, device);
            await WatchedExam.Start(learner, session, device, photos: false);
        }
        else
        {
            await Sitting.Start(learner, session, device);
        }
        var view = await Sitting.Open(learner, session, device);
        await Sitting.Save(learner, session, device, Sitting.Answer(view, 1, 1, "Poisson"));
        await Sitting.Submit(learner, session, device, lastSeq: 1);
        return session;
    }

    private static async Task<ProgressView> Until(Visitor learner, string program, Func<ProgressView, bool> so) => await Eventually.Find("progress to come so far", async () =>
        await learner.Ask(HttpMethod.Get, $"api/programs/{program}/progress", "", WireJson.Default.ProgressView) is var progress && so(progress) ? progress : null);

    private async Task Standing(Guid credential, string standing)
    {
        using var anybody = silo.Visit(Who.Anonymous);
        var seen = "";
        await Eventually.So($"the credential to be {standing}, and not {seen}", async () =>
        {
            using var answer = await anybody.Get($"api/credentials/{credential}");
            if (answer.StatusCode != HttpStatusCode.OK)
                return false;
            seen = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("standing").GetString() ?? "";
            return seen == standing;
        });
    }

    private static async Task<ReviewView> Review(Visitor staff, Guid session) =>
        (await staff.Ask(HttpMethod.Get, $"api/reviews/{session}", "", WireJson.Default.NamedReview)).Review;

    private static async Task Judge(Visitor staff, Guid session)
    {
        var review = await Review(staff, session);
        foreach (var subject in review.Flags.Select(flag => $"flag/{flag.Number}").Concat(review.Incidents.Select(incident => $"incident/{incident.Number}")))
            await staff.Ask(HttpMethod.Post, $"api/reviews/{session}/judgements", Json(new(Guid.NewGuid(), subject, "confirmed"), WireJson.Default.JudgeRequest), WireJson.Default.NamedReview);
        await staff.Ask(HttpMethod.Post, $"api/reviews/{session}/conclusion", Finding("scoreVoided"), WireJson.Default.NamedReview);
    }

    private static async Task Refused(Visitor visitor, HttpMethod method, string path, string body, string code)
    {
        using var answer = await visitor.Send(method, path, body);
        Assert.Equal(code, await answer.Code());
    }

    private static string Words(string text) => Json(new(Guid.NewGuid(), text), WireJson.Default.WordsRequest);

    private static string Finding(string kind) => Json(new(Guid.NewGuid(), new FindingView(kind), "As it was seen."), WireJson.Default.FindingRequest);

    private static string Order(ChangeRequest request) => Json(request, WireJson.Default.ChangeRequest);

    private static string Order(ConfirmRequest request) => Json(request, WireJson.Default.ConfirmRequest);

    private static string Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private async Task Import(string yaml) =>
        Assert.Empty((await silo.Grains.GetGrain<IImportGrain>(0).Import(Actor.System, ImportApi.ToAuthoringFile(new(yaml, null)))).Problems);

    private static string Program(string id, string earned) => $$"""
        kind: program
        program: {{id}}
        title: The walk
        courses:
          - { id: sc0x, title: Analytics }
          - { id: sc1x, title: Fundamentals }
          - { id: sc2x, title: Design }
          - { id: sc3x, title: Dynamics }
          - { id: sc4x, title: Technology }
        earned: {{earned}}
        """;

    private static string Exam(string program, string course, bool watched) => $$"""
        exam: {{program}}-{{course}}
        title: Exam of {{course}}
        program: {{program}}
        course: {{course}}
        proctored: {{(watched ? "true" : "false")}}
        {{(watched ? "proctoring: { identity: false, admit: policy, purpose: For everybody. }" : "")}}
        timeLimit: 60m
        cutScore: 50%
        sections:
          - id: one
            title: One
            items:
              - id: word
                stem: Which distribution?
                shortText: { answer: Poisson }
        """;
}
