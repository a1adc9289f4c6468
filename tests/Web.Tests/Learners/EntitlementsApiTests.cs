using System.Net.Http.Json;
using System.Text.Json;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Windows;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Learners;

namespace Web.Tests.Learners;

/// <summary>From "why can I not sit?" to a seat, over HTTP.</summary>
public sealed class EntitlementsApiTests(RunningSilo silo)
{
    private static readonly DateTimeOffset Opens = new(2090, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_learner_settles_every_reason_and_support_sees_the_same_ones()
    {
        var (learner, id) = await Learner();
        using var staff = await silo.Add(RoleNames.Staff);
        Assert.Equal(["learner.not-enrolled", "learner.not-paid"], (await Why(staff, id)).Reasons.Select(reason => reason.Code).Take(2));

        await Done(staff.Send(HttpMethod.Put, $"api/learners/{id}/enrolments/web", ""));
        var code = await Voucher(staff, uses: 1);
        Assert.Equal(TestExam.AskingId, (await learner.Ask(HttpMethod.Post, "api/vouchers/redeem", $$"""{"code":"{{code}}"}""", WireJson.Default.VoucherRedeemed)).ExamId);
        await Done(learner.Send(HttpMethod.Put, "api/legal-name", """{"legalName":"Test Learner"}"""));
        var window = await Window(staff, capacity: 1);
        var place = await Register(learner, window);

        Assert.Equal(("seated", Opens), (place.State, place.Opens));
        // Which windows are open is read every two seconds.
        var card = await Eventually.Find("a window to choose", async () =>
            (await learner.Ask(HttpMethod.Get, "api/home", "", WireJson.Default.HomeView)).Programs
                .SelectMany(program => program.Exams).Single(card => card.ExamId == TestExam.AskingId) is { ChoosesWindow: true } chosen ? chosen : null);
        var why = await Why(staff, id);
        Assert.Equal(["learner.window-not-open"], card.Why.Select(reason => reason.Code));
        Assert.Equal(why.Reasons, card.Why);
        Assert.Equal((window, true), (why.WindowId, card.ChoosesWindow));
        using var begun = await learner.Send(HttpMethod.Post, $"api/exams/{TestExam.AskingId}/sessions", $$"""{"commandId":"{{Guid.NewGuid()}}","honourCodeAccepted":true}""");
        Assert.Equal((HttpStatusCode.Conflict, "learner.window-not-open"), (begun.StatusCode, await begun.Code()));
    }

    [Fact]
    public async Task Windows_are_chosen_waited_for_offered_and_given_back()
    {
        using var staff = await silo.Add(RoleNames.Staff);
        var window = await Window(staff, capacity: 1);
        var (ada, _) = await Entitled();
        var (bob, bobsId) = await Entitled();
        Assert.Equal(("none", 1, "open"), await Choice(ada, window) is var free ? (free.Mine, free.Free, free.Registration) : default);

        await Register(ada, window);
        using var full = await bob.Send(HttpMethod.Post, "api/registrations", Registration(window, waits: false));
        Assert.Equal((HttpStatusCode.Conflict, "window.full"), (full.StatusCode, await full.Code()));
        Assert.Equal(("waiting", 1), await Register(bob, window) is var waits ? (waits.State, waits.Position) : default);
        Assert.Equal(("waiting", 1, 0, 1), await Choice(bob, window) is var line ? (line.Mine, line.Position, line.Free, line.Waiting) : default);

        await Done(ada.Send(HttpMethod.Delete, $"api/registrations/{window}", ""));
        Assert.Equal("offered", (await Choice(bob, window)).Mine);
        var waiting = await staff.Ask(HttpMethod.Get, $"api/windows/{window}/waiting", "", WireJson.Default.WaitingPage);
        Assert.Equal((bobsId, "Test Learner", true), Assert.Single(waiting.Waiting) is var one ? (one.LearnerId, one.LegalName, one.OfferedUntil is not null) : default);
        Assert.Equal("seated", (await Register(bob, window)).State);
        var registration = await staff.Ask(HttpMethod.Get, $"api/windows/{window}/registration", "", WireJson.Default.RegistrationView);
        Assert.Equal((0, 0, Opens.AddHours(-1)), (registration.Free, registration.Waiting, registration.OpenUntil));

        await Done(staff.Send(HttpMethod.Delete, $"api/windows/{window}/registration", ""));
        Assert.Null((await staff.Ask(HttpMethod.Get, $"api/windows/{window}/registration", "", WireJson.Default.RegistrationView)).Terms);
        Assert.DoesNotContain((await Choices(bob)).Windows, choice => choice.WindowId == window);
    }

    [Fact]
    public async Task Calls_at_once_never_exceed_the_capacity()
    {
        using var staff = await silo.Add(RoleNames.Staff);
        var window = await Window(staff, capacity: 2);
        var learners = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Entitled()));

        var places = await Task.WhenAll(learners.Select(learner => Register(learner.Visitor, window)));

        Assert.Equal(2, places.Count(place => place.State == "seated"));
        Assert.Equal([1, 2, 3, 4], places.Where(place => place.State == "waiting").Select(place => place.Position!.Value).Order());
    }

    [Fact]
    public async Task A_seat_is_changed_for_one_in_another_window()
    {
        using var staff = await silo.Add(RoleNames.Staff);
        var (march, april) = (await Window(staff, 1), await Window(staff, 1));
        var (ada, _) = await Entitled();
        await Register(ada, march);

        using var both = await ada.Send(HttpMethod.Post, "api/registrations", Registration(april));
        Assert.Equal("learner.registered-elsewhere", await both.Code());
        await Register(ada, april, insteadOf: march);

        Assert.Equal(("none", "seated"), ((await Choice(ada, march)).Mine, (await Choice(ada, april)).Mine));
    }

    [Theory]
    [InlineData("""{"windowId":"w"}""")]
    [InlineData("""{"commandId":"11111111-1111-4111-8111-111111111111"}""")]
    [InlineData("""{"commandId":"11111111-1111-4111-8111-111111111111","windowId":"a b"}""")]
    [InlineData("""{"commandId":"11111111-1111-4111-8111-111111111111","windowId":"w","insteadOf":"a b"}""")]
    public async Task A_registration_that_names_nothing_reaches_no_window(string body)
    {
        using var learner = await silo.AddLearner();

        using var answer = await learner.Send(HttpMethod.Post, "api/registrations", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task A_request_for_an_accommodation_goes_to_staff_and_comes_back_answered()
    {
        var (learner, id) = await Learner();
        using var staff = await silo.Add(RoleNames.Staff);
        var request = Guid.NewGuid();

        await Done(learner.Send(HttpMethod.Post, "api/accommodation-requests", $$"""{"requestId":"{{request}}","wish":"A quarter more time."}"""));
        var pending = await staff.Ask(HttpMethod.Get, "api/accommodation-requests", "", WireJson.Default.PendingRequests);
        Assert.Equal((id, "Test Learner", "A quarter more time."), Assert.Single(pending.Requests, one => one.RequestId == request) is var one ? (one.LearnerId, one.LegalName, one.Wish) : default);
        await Done(staff.Send(
            HttpMethod.Post, $"api/learners/{id}/accommodation-requests/{request}",
            """{"granted":{"timeMultiplierPercent":125,"breakMinutes":0,"tools":[],"exemptRules":[],"noCamera":false}}"""));

        var mine = await learner.Ask(HttpMethod.Get, "api/entitlements", "", WireJson.Default.EntitlementsView);
        Assert.Equal("granted", Assert.Single(mine.Requests).State);
        Assert.Equal(125, (await staff.Ask(HttpMethod.Get, $"api/learners/{id}/accommodation", "", WireJson.Default.AccommodationView)).TimeMultiplierPercent);
        Assert.DoesNotContain((await staff.Ask(HttpMethod.Get, "api/accommodation-requests", "", WireJson.Default.PendingRequests)).Requests, still => still.RequestId == request);

        var second = Guid.NewGuid();
        await Done(learner.Send(HttpMethod.Post, "api/accommodation-requests", $$"""{"requestId":"{{second}}","wish":"And a break."}"""));
        await Done(learner.Send(HttpMethod.Delete, $"api/accommodation-requests/{second}", ""));
        using var late = await staff.Send(HttpMethod.Post, $"api/learners/{id}/accommodation-requests/{second}", """{"reason":"No."}""");
        Assert.Equal((HttpStatusCode.Conflict, "learner.request-answered"), (late.StatusCode, await late.Code()));
    }

    [Fact]
    public async Task Payments_and_grades_are_told_one_by_one_and_taken_back()
    {
        var (_, id) = await Learner();
        using var staff = await silo.Add(RoleNames.Staff);

        await Done(staff.Send(HttpMethod.Put, $"api/learners/{id}/payments/order-1", $$"""{"examId":"{{TestExam.AskingId}}"}"""));
        await Done(staff.Send(HttpMethod.Put, $"api/learners/{id}/payments/order-2", """{"programId":"web"}"""));
        await Done(staff.Send(HttpMethod.Put, $"api/learners/{id}/course-grades/web1x", """{"passed":true,"percent":71.5}"""));
        await Done(staff.Send(HttpMethod.Put, $"api/learners/{id}/enrolments/web", ""));
        var told = await staff.Ask(HttpMethod.Get, $"api/learners/{id}/entitlements", "", WireJson.Default.EntitlementsView);
        Assert.Equal([("order-1", TestExam.AskingId, null), ("order-2", null, "web")], told.Payments.Select(paid => (paid.Reference, paid.ExamId, paid.ProgramId)));
        Assert.Equal((71.5m, "web"), (told.CourseGrades.Single().Percent, told.Programs.Single()));

        await Done(staff.Send(HttpMethod.Delete, $"api/learners/{id}/payments/order-1", ""));
        await Done(staff.Send(HttpMethod.Delete, $"api/learners/{id}/enrolments/web", ""));
        told = await staff.Ask(HttpMethod.Get, $"api/learners/{id}/entitlements", "", WireJson.Default.EntitlementsView);
        Assert.Equal(("order-2", 0), (Assert.Single(told.Payments).Reference, told.Programs.Length));

        using var neither = await staff.Send(HttpMethod.Put, $"api/learners/{id}/payments/order-3", "{}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, neither.StatusCode);
        using var nobody = await staff.Send(HttpMethod.Put, "api/learners/nobody-there/enrolments/web", "");
        Assert.Equal((HttpStatusCode.NotFound, "learner.unknown"), (nobody.StatusCode, await nobody.Code()));
        using var unseen = await staff.Get($"api/learners/nobody-there/eligibility/{TestExam.AskingId}");
        Assert.Equal("learner.unknown", await unseen.Code());
    }

    [Fact]
    public async Task A_shop_tells_a_file_by_the_operator_key_and_may_send_it_again()
    {
        var ((_, ada), (_, bob)) = (await Learner(), await Learner());
        using var client = new HttpClient { BaseAddress = silo.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", silo.Services.GetRequiredService<OperatorKey>().Value);
        var file = $"learner_id,fact,subject,reference,percent\r\n{ada},enrolled,web,,\r\n{ada},paid-exam,{TestExam.AskingId},order-9,\r\n{bob},course-passed,web1x,,88.5\r\nnobody-there,enrolled,web,,\r\n";

        var taken = await Tell();
        var again = await Tell();

        Assert.Equal((2, 3, "nobody-there"), (taken.Learners, taken.Facts, Assert.Single(taken.Unknown)));
        Assert.Equal((2, 3), (again.Learners, again.Facts));
        using var staff = await silo.Add(RoleNames.Staff);
        Assert.DoesNotContain((await Why(staff, ada)).Reasons, reason => reason.Code is "learner.not-enrolled" or "learner.not-paid");
        Assert.Equal(88.5m, (await staff.Ask(HttpMethod.Get, $"api/learners/{bob}/entitlements", "", WireJson.Default.EntitlementsView)).CourseGrades.Single().Percent);

        async Task<FactsTaken> Tell()
        {
            using var content = new StringContent(file, System.Text.Encoding.UTF8, "text/csv");
            using var answer = await client.PostAsync(new Uri("api/learner-facts/csv", UriKind.Relative), content);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return (await answer.Content.ReadFromJsonAsync(WireJson.Default.FactsTaken))!;
        }
    }

    [Theory]
    [InlineData("learner_id,fact\nada,enrolled", "line 1")]
    [InlineData("learner_id,fact,subject,reference,percent", "line 2")]
    [InlineData("learner_id,fact,subject,reference,percent\nada,enrolled,web,,\nno id,enrolled,web,,", "line 3")]
    [InlineData("learner_id,fact,subject,reference,percent\nada,born,web,,", "line 2")]
    [InlineData("learner_id,fact,subject,reference,percent\nada,enrolled,,,", "line 2")]
    [InlineData("learner_id,fact,subject,reference,percent\nada,paid-exam,web-asking,,", "line 2")]
    [InlineData("learner_id,fact,subject,reference,percent\nada,course-passed,web1x,,many", "line 2")]
    [InlineData("learner_id,fact,subject,reference,percent\nada,course-passed,web1x,,100.5", "line 2")]
    [InlineData("learner_id,fact,subject,reference,percent\nada,enrolled,web,,,more", "line 2")]
    public async Task A_file_with_a_mistake_is_refused_whole_and_the_line_is_named(string file, string line)
    {
        using var staff = await silo.Add(RoleNames.Staff);

        using var answer = await staff.SendCsv("api/learner-facts/csv", file);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync(WireJson.Default.ProblemBody);
        Assert.Contains((line, ProblemCodes.BadCsv), body!.Problems.Select(problem => (problem.Where, problem.Code)));
    }

    [Fact]
    public async Task Vouchers_are_made_shown_and_listed_page_by_page()
    {
        using var staff = await silo.Add(RoleNames.Staff);
        var (first, second) = (await Voucher(staff, 3), await Voucher(staff, 5));

        Assert.Equal((3, 0), await staff.Ask(HttpMethod.Get, $"api/vouchers/{first}", "", WireJson.Default.VoucherView) is var shown ? (shown.Uses, shown.Used) : default);
        var page = await staff.Ask(HttpMethod.Get, $"api/vouchers?examId={TestExam.AskingId}&limit=200", "", WireJson.Default.VoucherPage);
        Assert.Subset(page.Vouchers.Select(voucher => voucher.Code).ToHashSet(), new HashSet<string> { first, second });
        var one = await staff.Ask(HttpMethod.Get, "api/vouchers?limit=1", "", WireJson.Default.VoucherPage);
        Assert.Equal(Assert.Single(one.Vouchers).Code, one.Next);
        using var none = await staff.Get("api/vouchers/NO-SUCH-CODE");
        Assert.Equal((HttpStatusCode.NotFound, "voucher.unknown"), (none.StatusCode, await none.Code()));
        using var unknown = await staff.Send(HttpMethod.Put, "api/vouchers/SPRING-WEB-X", """{"uses":1}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/registration")]
    [InlineData("DELETE", "/registration")]
    [InlineData("GET", "/waiting")]
    public async Task Where_no_window_was_planned_nobody_registers(string method, string path)
    {
        using var staff = await silo.Add(RoleNames.Staff);

        using var answer = await staff.Send(new HttpMethod(method), $"api/windows/w-{Guid.NewGuid():N}{path}", "");

        Assert.Equal((HttpStatusCode.NotFound, "window.unknown"), (answer.StatusCode, await answer.Code()));
    }

    private async Task<(Visitor Visitor, string Id)> Learner()
    {
        var id = $"learner-{Guid.NewGuid():N}";
        Assert.Empty((await silo.Grains.GetGrain<ILearnerGrain>(id).Describe(Actor.System, new LearnerProfile("Test Learner", "AM"))).Problems);
        return (await silo.Add(RoleNames.Learner, id), id);
    }

    /// <summary>Everything that the exam asks for but a window.</summary>
    private async Task<(Visitor Visitor, string Id)> Entitled()
    {
        var (visitor, id) = await Learner();
        var noted = await silo.Grains.GetGrain<ILearnerEntitlements>(id).Note(Actor.System, [new("enrolled", "web"), new("paid-program", "web", "order-1")]);
        Assert.Empty(noted.Problems);
        return (visitor, id);
    }

    private static async Task<string> Window(Visitor staff, int capacity)
    {
        var id = $"w-{Guid.NewGuid():N}";
        await staff.Ask(
            HttpMethod.Put, $"api/windows/{id}", JsonSerializer.Serialize(new WindowPlan(TestExam.AskingId, "Spring", Opens, Opens.AddHours(3), capacity), WireJson.Default.WindowPlan),
            WireJson.Default.WindowView);
        await Done(staff.Send(HttpMethod.Put, $"api/windows/{id}/registration", """{"endsBeforeMinutes":60,"changeBeforeMinutes":2880,"offerMinutes":1440}"""));
        return id;
    }

    private static async Task<string> Voucher(Visitor staff, int uses)
    {
        var code = $"SPRING-{Guid.NewGuid().ToString("N")[..12].ToUpperInvariant()}";
        await Done(staff.Send(HttpMethod.Put, $"api/vouchers/{code}", $$"""{"examId":"{{TestExam.AskingId}}","uses":{{uses}}}"""));
        return code;
    }

    private static Task<EligibilityView> Why(Visitor staff, string learner) =>
        staff.Ask(HttpMethod.Get, $"api/learners/{learner}/eligibility/{TestExam.AskingId}", "", WireJson.Default.EligibilityView);

    private static Task<WindowPlace> Register(Visitor learner, string window, string? insteadOf = null) =>
        learner.Ask(HttpMethod.Post, "api/registrations", Registration(window, insteadOf), WireJson.Default.WindowPlace);

    private static string Registration(string window, string? insteadOf = null, bool waits = true) =>
        JsonSerializer.Serialize(new RegistrationRequest(Guid.NewGuid(), window, insteadOf, waits), WireJson.Default.RegistrationRequest);

    private static Task<WindowChoices> Choices(Visitor learner) => learner.Ask(HttpMethod.Get, $"api/exams/{TestExam.AskingId}/windows", "", WireJson.Default.WindowChoices);

    private static async Task<WindowChoice> Choice(Visitor learner, string window) => (await Choices(learner)).Windows.Single(choice => choice.WindowId == window);

    private static async Task Done(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }
}
