using System.Net.Http.Json;
using System.Text.Json;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Windows;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Windows;

namespace Web.Tests.Windows;

public sealed class WindowsApiTests(RunningSilo silo)
{
    private static readonly DateTimeOffset Opens = new(2090, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_window_is_planned_changed_listed_and_cancelled()
    {
        using var staff = await silo.Add(RoleNames.Staff);
        var id = NewId();

        var planned = await Put(staff, id, capacity: 3);
        var changed = await Put(staff, id, capacity: 5);
        var listed = await staff.Ask(HttpMethod.Get, $"api/windows?examId={TestExam.Id}&from=2090-03-01T10:00:00Z&to=2090-03-01T10:00:01Z", "", WireJson.Default.WindowList);

        Assert.Equal((id, TestExam.Id, "Web exam", "Spring", "planned", Opens, 3), (planned.Id, planned.ExamId, planned.ExamTitle, planned.Title, planned.State, planned.Opens, planned.Capacity));
        Assert.Equal(5, changed.Capacity);
        Assert.Equal((5, 0, "planned"), Assert.Single(listed.Windows, window => window.Id == id) is var card ? (card.Capacity, card.Seats, card.State) : default);

        using var cancelled = await staff.Send(HttpMethod.Delete, $"api/windows/{id}", "");
        Assert.Equal(HttpStatusCode.NoContent, cancelled.StatusCode);
        Assert.Equal("cancelled", (await staff.Ask(HttpMethod.Get, $"api/windows/{id}", "", WireJson.Default.WindowView)).State);
    }

    [Fact]
    public async Task Everything_wrong_with_a_plan_is_told_with_its_place()
    {
        using var staff = await silo.Add(RoleNames.Staff);

        using var answer = await staff.Send(HttpMethod.Put, $"api/windows/{NewId()}",
            $$"""{"examId":"{{TestExam.Id}}","title":"","opens":"2090-03-01T09:00:00Z","closes":"2090-03-01T08:00:00Z","capacity":0}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync(WireJson.Default.ProblemBody);
        Assert.Equal(["title", "closes", "capacity"], body!.Problems.Select(problem => problem.Where));
    }

    [Theory]
    [InlineData("no-such-exam", HttpStatusCode.NotFound, "exam.unknown")]
    [InlineData("", HttpStatusCode.UnprocessableEntity, "input.invalid")]
    public async Task A_window_is_of_an_exam(string exam, HttpStatusCode status, string code)
    {
        using var staff = await silo.Add(RoleNames.Staff);

        using var answer = await staff.Send(HttpMethod.Put, $"api/windows/{NewId()}", Plan(3, exam));

        Assert.Equal((status, code), (answer.StatusCode, await answer.Code()));
    }

    [Fact]
    public async Task Seats_are_taken_counted_listed_page_by_page_and_given_back()
    {
        using var staff = await silo.Add(RoleNames.Staff);
        var (id, learners) = (NewId(), await Learners(3));
        await Put(staff, id, capacity: 2);

        var taken = await Take(staff, id, learners[0], learners[1], learners[2], "nobody-there");

        Assert.Equal((2, 0), (taken.Taken, taken.Known));
        Assert.Equal([(learners[2], "window.full"), ("nobody-there", "learner.unknown")], taken.Refused.Select(refused => (refused.LearnerId, refused.Code)));
        Assert.Equal(2, (await staff.Ask(HttpMethod.Get, $"api/windows/{id}", "", WireJson.Default.WindowView)).Figures.NotStarted);
        var first = await staff.Ask(HttpMethod.Get, $"api/windows/{id}/seats?limit=1", "", WireJson.Default.SeatPage);
        var second = await staff.Ask(HttpMethod.Get, $"api/windows/{id}/seats?limit=1&after={first.Next}", "", WireJson.Default.SeatPage);
        Assert.Equal(learners[..2], first.Seats.Concat(second.Seats).Select(seat => seat.LearnerId));
        Assert.Equal(("seated", null, "=Name 0"), (second.Seats[0].State, second.Next, first.Seats[0].LegalName));

        using var released = await staff.Send(HttpMethod.Delete, $"api/windows/{id}/seats/{learners[0]}", "");
        Assert.Equal(HttpStatusCode.NoContent, released.StatusCode);
        Assert.Equal(1, (await Take(staff, id, learners[2])).Taken);
    }

    [Fact]
    public async Task A_seat_registers_its_learner_for_the_exam()
    {
        using var staff = await silo.Add(RoleNames.Staff);
        var (id, learner) = (NewId(), (await Learners(1))[0]);
        await Put(staff, id, capacity: 1);
        await Take(staff, id, learner);

        var grain = silo.Grains.GetGrain<ExamEngine.Contracts.Learners.ILearnerGrain>(learner);
        // As the agenda does, sooner or later.
        await grain.Carry($"seat/{id}");

        Assert.Equal(Opens, (await grain.Home(Actor.System)).Value!.Programs.SelectMany(program => program.Exams).Single(card => card.ExamId == TestExam.Id).Opens);
    }

    [Theory]
    [InlineData("{}", "input.invalid")]
    [InlineData("""{"commandId":"11111111-1111-4111-8111-111111111111"}""", "input.invalid")]
    [InlineData("""{"commandId":"11111111-1111-4111-8111-111111111111","seats":[{}]}""", "input.invalid")]
    [InlineData("""{"commandId":"11111111-1111-4111-8111-111111111111","seats":[null]}""", "input.invalid")]
    public async Task Seats_without_a_command_or_a_learner_reach_no_window(string body, string code)
    {
        using var staff = await silo.Add(RoleNames.Staff);

        using var answer = await staff.Send(HttpMethod.Post, $"api/windows/{NewId()}/seats", body);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, code), (answer.StatusCode, await answer.Code()));
    }

    [Fact]
    public async Task More_than_a_thousand_seats_at_once_are_too_many()
    {
        using var staff = await silo.Add(RoleNames.Staff);

        using var answer = await staff.Send(HttpMethod.Post, $"api/windows/{NewId()}/seats", Seats(Enumerable.Range(0, 1001).Select(n => $"l{n}")));

        Assert.Equal(ProblemCodes.TooMany, await answer.Code());
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("GET", "/seats")]
    [InlineData("GET", "/seats.csv")]
    [InlineData("DELETE", "/seats/somebody")]
    public async Task Where_no_window_was_planned_there_is_none(string method, string path)
    {
        using var staff = await silo.Add(RoleNames.Staff);

        using var answer = await staff.Send(new HttpMethod(method), $"api/windows/{NewId()}{path}", "");

        Assert.Equal((HttpStatusCode.NotFound, "window.unknown"), (answer.StatusCode, await answer.Code()));
    }

    [Fact]
    public async Task The_operator_plans_and_fills_a_window_and_does_no_more()
    {
        using var client = new HttpClient { BaseAddress = silo.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", silo.Services.GetRequiredService<OperatorKey>().Value);
        var (id, learner) = (NewId(), (await Learners(1))[0]);

        using var planned = await client.PutAsync(new Uri($"api/windows/{id}", UriKind.Relative), Json(Plan(1)));
        using var taken = await client.PostAsync(new Uri($"api/windows/{id}/seats", UriKind.Relative), Json(Seats([learner])));
        using var shown = await client.GetAsync(new Uri($"api/windows/{id}", UriKind.Relative));

        Assert.Equal(1, (await taken.Content.ReadFromJsonAsync(WireJson.Default.SeatsTaken))!.Taken);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized), (planned.StatusCode, taken.StatusCode, shown.StatusCode));
    }

    [Fact]
    public async Task A_file_of_seats_is_taken_whole_and_comes_back_safe_for_a_spreadsheet()
    {
        using var staff = await silo.Add(RoleNames.Staff);
        var (id, learners) = (NewId(), await Learners(2));
        await Put(staff, id, capacity: 2);

        using var answer = await staff.SendCsv($"api/windows/{id}/seats/csv", $"\uFEFFlearner_id,time_multiplier_percent\r\n{learners[0]},150\r\n\r\n\"{learners[1]}\",\r\nnobody-there,\r\n");
        var taken = (await answer.Content.ReadFromJsonAsync(WireJson.Default.SeatsTaken))!;
        using var file = await staff.Get($"api/windows/{id}/seats.csv");

        Assert.Equal((2, "learner.unknown"), (taken.Taken, Assert.Single(taken.Refused).Code));
        Assert.Equal(("text/csv", "attachment"), (file.Content.Headers.ContentType?.MediaType, file.Content.Headers.ContentDisposition?.DispositionType));
        Assert.Equal(
            [
                "learner_id,legal_name,time_multiplier_percent,state,session_id,started_at,ended_at,points,max_points,passed",
                $"{learners[0]},\"'=Name 0\",150,seated,,,,,,", $"{learners[1]},\"'=Name 1\",100,seated,,,,,,",
            ],
            (await file.Content.ReadAsStringAsync()).TrimStart('\uFEFF').TrimEnd().Split("\r\n"));
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("name\nada", "line 1")]
    [InlineData("learner_id;time_multiplier_percent\nada;100", "line 1")]
    [InlineData("learner_id", "line 2")]
    [InlineData("learner_id\nada\nno id\nbob", "line 3")]
    [InlineData("learner_id\nada\n\nada", "line 4")]
    [InlineData("learner_id,time_multiplier_percent\nada,99", "line 2")]
    [InlineData("learner_id,time_multiplier_percent\nada,1.5", "line 2")]
    [InlineData("learner_id,time_multiplier_percent\nada,100,more", "line 2")]
    [InlineData("learner_id,time_multiplier_percent,break_minutes\nada,,5", "line 1")]
    [InlineData("learner_id,time_multiplier_percent,break_minutes,tools,exempt_rules,no_camera\nada,,many,,,", "line 2")]
    [InlineData("learner_id,time_multiplier_percent,break_minutes,tools,exempt_rules,no_camera\nada,,,\"a;b\",,", "line 2")]
    [InlineData("learner_id,time_multiplier_percent,break_minutes,tools,exempt_rules,no_camera\nada,,,,,maybe", "line 2")]
    [InlineData("learner_id,time_multiplier_percent,break_minutes,tools,exempt_rules,no_camera,no_microphone,no_screen\nada,,,,,,,maybe", "line 2")]
    [InlineData("learner_id\nada\n\"bob", "line 3")]
    [InlineData("learner_id\nada\nb\"ob", "line 3")]
    public async Task A_file_with_a_bad_line_is_refused_whole_and_the_line_is_named(string file, string line)
    {
        using var staff = await silo.Add(RoleNames.Staff);
        var id = NewId();
        await Put(staff, id, capacity: 9);

        using var answer = await staff.SendCsv($"api/windows/{id}/seats/csv", file);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync(WireJson.Default.ProblemBody);
        Assert.Contains((line, ProblemCodes.BadCsv), body!.Problems.Select(problem => (problem.Where, problem.Code)));
        Assert.Equal(0, (await staff.Ask(HttpMethod.Get, $"api/windows/{id}", "", WireJson.Default.WindowView)).Figures.Seats);
    }

    [Fact]
    public async Task A_file_of_seats_may_say_what_learners_are_granted_in_every_exam()
    {
        using var staff = await silo.Add(RoleNames.Staff);
        var (id, learners) = (NewId(), await Learners(2));
        await Put(staff, id, capacity: 2);
        using var before = await staff.Send(HttpMethod.Put, $"api/learners/{learners[0]}/accommodation", """{"timeMultiplierPercent":125,"breakMinutes":0,"tools":[],"exemptRules":[],"noCamera":false}""");

        using var answer = await staff.SendCsv(
            $"api/windows/{id}/seats/csv",
            $"learner_id,time_multiplier_percent,break_minutes,tools,exempt_rules,no_camera\n{learners[0]},150,20,screen-reader magnifier,page-hidden,yes\n{learners[1]},,,,,\n");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.OK), (before.StatusCode, answer.StatusCode));
        var granted = await staff.Ask(HttpMethod.Get, $"api/learners/{learners[0]}/accommodation", "", WireJson.Default.AccommodationView);
        Assert.Equal(
            (125, 20, "screen-reader magnifier", "page-hidden", true),
            (granted.TimeMultiplierPercent, granted.BreakMinutes, string.Join(' ', granted.Tools), string.Join(' ', granted.ExemptRules), granted.NoCamera));
        Assert.Equal(0, (await staff.Ask(HttpMethod.Get, $"api/learners/{learners[1]}/accommodation", "", WireJson.Default.AccommodationView)).BreakMinutes);
    }

    [Fact]
    public async Task A_file_of_seats_may_exempt_from_microphone_and_screen_too()
    {
        using var staff = await silo.Add(RoleNames.Staff);
        var (id, learners) = (NewId(), await Learners(1));
        await Put(staff, id, capacity: 1);

        using var answer = await staff.SendCsv(
            $"api/windows/{id}/seats/csv", $"learner_id,time_multiplier_percent,break_minutes,tools,exempt_rules,no_camera,no_microphone,no_screen\n{learners[0]},,,,,no,yes,yes\n");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var granted = await staff.Ask(HttpMethod.Get, $"api/learners/{learners[0]}/accommodation", "", WireJson.Default.AccommodationView);
        Assert.Equal((false, true, true), (granted.NoCamera, granted.NoMicrophone, granted.NoScreen));
    }

    [Fact]
    public async Task A_file_that_is_not_UTF_8_is_refused()
    {
        using var staff = await silo.Add(RoleNames.Staff);

        using var answer = await staff.SendCsv($"api/windows/{NewId()}/seats/csv", [.. "learner_id\nad"u8, 0xE9, (byte)'\n']);

        Assert.Equal((HttpStatusCode.BadRequest, ProblemCodes.BadCsv), (answer.StatusCode, await answer.Code()));
    }

    [Fact]
    public async Task All_bad_lines_are_told_up_to_a_hundred()
    {
        using var staff = await silo.Add(RoleNames.Staff);

        using var answer = await staff.SendCsv($"api/windows/{NewId()}/seats/csv", "learner_id\n" + string.Concat(Enumerable.Repeat("no id\n", 300)));

        var body = await answer.Content.ReadFromJsonAsync(WireJson.Default.ProblemBody);
        Assert.Equal(Enumerable.Range(2, 100).Select(line => $"line {line}"), body!.Problems.Select(problem => problem.Where));
    }

    private static string NewId() => $"w-{Guid.NewGuid():N}";

    private static string Plan(int capacity, string exam = TestExam.Id) =>
        JsonSerializer.Serialize(new WindowPlan(exam, "Spring", Opens, Opens.AddHours(3), capacity), WireJson.Default.WindowPlan);

    private static string Seats(IEnumerable<string> learners) =>
        JsonSerializer.Serialize(new TakeSeats(Guid.NewGuid(), [.. learners.Select(learner => new SeatOrder(learner))]), WireJson.Default.TakeSeats);

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");

    private static Task<WindowView> Put(Visitor staff, string id, int capacity) => staff.Ask(HttpMethod.Put, $"api/windows/{id}", Plan(capacity), WireJson.Default.WindowView);

    private static Task<SeatsTaken> Take(Visitor staff, string id, params string[] learners) =>
        staff.Ask(HttpMethod.Post, $"api/windows/{id}/seats", Seats(learners), WireJson.Default.SeatsTaken);

    /// <summary>Learners whose names are formulas, in the order of their ids.</summary>
    private async Task<string[]> Learners(int count)
    {
        var ids = Enumerable.Range(0, count).Select(n => $"{Guid.NewGuid():N}").Order(StringComparer.Ordinal).ToArray();
        foreach (var (n, id) in ids.Index())
            Assert.Empty((await silo.Grains.GetGrain<ExamEngine.Contracts.Learners.ILearnerGrain>(id).Describe(Actor.System, new($"=Name {n}", "AM"))).Problems);
        return ids;
    }
}
