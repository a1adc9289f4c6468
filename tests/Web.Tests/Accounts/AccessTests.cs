using System.Reflection;
using System.Text.RegularExpressions;
using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Proctoring;
using ExamEngine.Web.Sessions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;

namespace Web.Tests.Accounts;

public sealed partial class AccessTests(RunningSilo silo)
{
    /// <summary>Has every member that any request of the table wants, so that each reaches its grain.</summary>
    private const string Body =
        """
        {
          "commandId": "11111111-1111-4111-8111-111111111111", "device": "22222222-2222-4222-8222-222222222222", "honourCodeAccepted": true, "lastSeq": 0, "minutes": 5,
          "entries": [{ "kind": "flag", "commandId": "33333333-3333-4333-8333-333333333333", "seq": 1, "item": 1, "flagged": true }],
          "sessionId": "<session>", "ephemeralKey": "AA==", "nonce": "AA==", "ciphertext": "AA==",
          "item": 1, "field": "1", "points": 1, "comment": "", "legalName": "Test Learner", "country": "AM",
          "examId": "web-exam", "timeMultiplierPercent": 100, "yaml": "nothing: here", "userName": "somebody-else", "password": "wrong", "ticket": "wrong",
          "accounts": [], "userNames": ["somebody-else"],
          "title": "Some window", "opens": "2030-01-01T00:00:00Z", "closes": "2030-01-02T00:00:00Z", "capacity": 1, "seats": [{ "learnerId": "somebody" }],
          "subject": "flag/1", "judgement": "dismissed", "finding": { "kind": "cleared" }, "reason": "Nothing.", "text": "It was tea.",
          "name": "School some-school", "website": "", "creditPoints": 15, "degree": "MSc", "validFrom": "1970-01-01T00:00:00Z", "displayName": "The school",
          "schoolId": "some-school", "programId": "web", "on": "2026-03-02", "reference": "D-17",
          "awards": [], "page": "a4", "accent": "#1f4e79", "seal": "", "signatories": [], "texts": [],
          "textVersion": "1", "camera": true, "microphone": true, "screen": true, "nameConfirmed": true, "raised": true, "confirmed": true,
          "signals": [{ "seq": 1, "kind": "pasted", "phase": "did", "at": "2030-01-01T00:00:00Z", "context": {} }]
        }
        """;

    public static TheoryData<string> Doors => [.. AccessTable.Endpoints.Select(door => door.Name)];

    public static TheoryData<string> Methods => [.. AccessTable.LearnerHubMethods.Select(door => door.Name)];

    [Fact]
    public void Every_endpoint_stands_in_the_table()
    {
        var there = silo.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .SelectMany(NamesOf).Distinct().Order().ToArray();
        var table = AccessTable.Endpoints.Select(door => door.Name).Order().ToArray();

        Assert.True(there.SequenceEqual(table),
            $"Endpoints and AccessTable.Endpoints differ. Add a row that says who each new endpoint is for: [{string.Join(", ", there.Except(table))}]; " +
            $"remove rows of endpoints that are gone: [{string.Join(", ", table.Except(there))}].");
    }

    [Fact]
    public void Every_hub_method_stands_in_the_table()
    {
        var there = typeof(LearnerHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition() == method).Select(method => method.Name).Order();

        Assert.True(there.SequenceEqual(AccessTable.LearnerHubMethods.Select(door => door.Name).Order()),
            "LearnerHub's methods and AccessTable.LearnerHubMethods differ. Add a row that says who each new method is for.");
        var proctors = typeof(ProctorHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition() == method).Select(method => method.Name).Order();
        Assert.True(proctors.SequenceEqual(AccessTable.ProctorHubMethods.Select(door => door.Name).Order()),
            "ProctorHub's methods and AccessTable.ProctorHubMethods differ. Add a row that says who each new method is for.");
    }

    [Fact]
    public void Every_hub_stands_in_the_table()
    {
        var hubs = typeof(LearnerHub).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Hub)) && !type.IsAbstract);

        Assert.Equal([typeof(ProctorHub), typeof(LearnerHub)], hubs.OrderByDescending(hub => hub.Name));
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_door_opens_for_those_it_is_for_and_nobody_else(string name)
    {
        var door = AccessTable.Endpoints.Single(door => door.Name == name);
        foreach (var who in EveryWho.Each)
        {
            using var visitor = silo.Visit(who);
            using var answer = await Knock(visitor, name, silo.LearnersSession);
            var code = await answer.Code();
            var seen = $"{who} at {name}: {(int)answer.StatusCode} {code}";

            if (!door.Allowed.HasFlag(who))
                Assert.True(code == (who == Who.Anonymous ? ProblemCodes.SignedOut : ProblemCodes.Forbidden), seen);
            else if (door.Owner && who == Who.OtherLearner)
                Assert.True(answer.StatusCode == HttpStatusCode.NotFound && code is "session.unknown" or "attempt.unknown" or "review.none", seen);
            else
                Assert.True(code is not (ProblemCodes.SignedOut or ProblemCodes.Forbidden or "session.unknown") && (int)answer.StatusCode < 500, seen);
        }
    }

    [Theory]
    [InlineData(Who.Anonymous, HttpStatusCode.Unauthorized)]
    [InlineData(Who.Proctor, HttpStatusCode.Forbidden)]
    [InlineData(Who.Grader, HttpStatusCode.Forbidden)]
    [InlineData(Who.Staff, HttpStatusCode.Forbidden)]
    [InlineData(Who.Admin, HttpStatusCode.Forbidden)]
    [InlineData(Who.School, HttpStatusCode.Forbidden)]
    public async Task The_learner_hub_takes_learners_only(Who who, HttpStatusCode status)
    {
        using var visitor = silo.Visit(who);
        await using var hub = visitor.Hub();

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => hub.StartAsync());

        Assert.Contains(((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture), refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_hub_method_serves_the_owner_of_the_session_and_no_other_learner(string name)
    {
        using var owner = await silo.AddLearner();
        var (session, unknown) = (await Sitting.Begin(owner), "session.unknown");
        if (name == nameof(LearnerHub.Result))
        {
            // Only what has ended has one.
            unknown = "attempt.unknown";
            var device = Guid.NewGuid();
            await Sitting.Start(owner, session, device);
            await Sitting.Submit(owner, session, device, lastSeq: 0);
        }

        using var other = silo.Visit(Who.OtherLearner);
        await using var hub = other.Hub();
        await hub.StartAsync();

        var refused = await Assert.ThrowsAsync<HubException>(() => hub.InvokeCoreAsync(name, Answer(name), Arguments(name, session)));
        Assert.Equal(unknown, refused.Code());

        await using var own = owner.Hub();
        await own.StartAsync();
        try
        {
            await own.InvokeCoreAsync(name, Answer(name), Arguments(name, session));
        }
        catch (HubException allowed)
        {
            Assert.NotEqual(unknown, allowed.Code());
        }
    }

    private static Type Answer(string method) => method switch
    {
        nameof(LearnerHub.Save) => typeof(Saved),
        nameof(LearnerHub.Submit) or nameof(LearnerHub.Receipt) => typeof(Receipt),
        nameof(LearnerHub.Result) => typeof(ResultView),
        nameof(LearnerHub.Attend) => typeof(AttendView),
        nameof(LearnerHub.Signals) => typeof(SignalsNoted),
        nameof(LearnerHub.Say) => typeof(ChatLine),
        _ => typeof(TimeView),
    };

    private static object?[] Arguments(string method, Guid session) => method switch
    {
        nameof(LearnerHub.Save) => [session, Guid.NewGuid(), ImmutableArray.Create(Sitting.Flag(1))],
        nameof(LearnerHub.Submit) => [session, Guid.NewGuid(), Guid.NewGuid(), 0L],
        nameof(LearnerHub.Receipt) or nameof(LearnerHub.Result) => [session],
        nameof(LearnerHub.Signals) => [session, Guid.NewGuid(), ImmutableArray.Create(new SignalReport(1, "pasted", "did", DateTimeOffset.UnixEpoch, new()))],
        nameof(LearnerHub.Acknowledge) or nameof(LearnerHub.RaiseHand) => [session, Guid.NewGuid(), true],
        nameof(LearnerHub.Say) => [session, Guid.NewGuid(), "Hello"],
        nameof(LearnerHub.Relay) => [session, "peer", "{}"],
        _ => [session, Guid.NewGuid()],
    };

    private static IEnumerable<string> NamesOf(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        var pattern = "/" + endpoint.RoutePattern.RawText?.Trim('/');
        // Health checks answer any method; only reading is asked of them.
        if (methods.Count == 0)
            return [pattern.StartsWith("/health", StringComparison.Ordinal) ? $"GET {pattern}" : $"* {pattern}"];

        return methods.Select(method => $"{method} {pattern}");
    }

    private string Silo => silo.Services.GetRequiredService<Orleans.Runtime.ILocalSiloDetails>().SiloAddress.ToParsableString();

    private Task<HttpResponseMessage> Knock(Visitor visitor, string name, Guid session)
    {
        var (method, pattern) = (name.Split(' ')[0], name.Split(' ')[1]);
        var path = Parameter().Replace(pattern, match => match.Groups[1].Value switch
        {
            "examId" => TestExam.Id,
            "programId" => "web",
            "reference" => "order-1",
            "courseId" => "web1x",
            "code" => "SPRING-2026",
            "requestId" => "44444444-4444-4444-8444-444444444444",
            "version" or "index" or "number" or "part" or "list" => "1",
            "track" => "camera",
            "evidenceId" => "face.0198f0c2a1b27c3d8e4f5a6b7c8d9e0f.jpg",
            "name" => "dot.svg",
            "documentName" => "v1",
            "learnerId" or "userName" => "somebody",
            "windowId" => "some-window",
            "batchId" => "some-batch",
            "schoolId" => "some-school",
            "shareId" or "credentialId" => "55555555-5555-4555-8555-555555555555",
            "form" => "json",
            "rest" => "",
            "path" => pattern.Contains("HistoricalStats", StringComparison.Ordinal) ? Silo : "icon.svg",
            "grainName" => "ExamEngine.Grains.Definitions.ExamGrain",
            "address" => Silo,
            "page" => "1",
            "id" when match.Value.Contains("scope", StringComparison.Ordinal) || match.Value.Contains("rooms", StringComparison.Ordinal) => "w~some-window",
            "room" => "w~some-window~1",
            "id" or "sessionId" or "session" or "act" => session.ToString(),
            var unknown => throw new InvalidOperationException($"What is {unknown}?"),
        });
        if (name is "GET /api/sessions/{id:guid}" or "GET /api/sessions/{id:guid}/attend")
            path += "?device=22222222-2222-4222-8222-222222222222";

        if (path.EndsWith("/csv", StringComparison.Ordinal))
            return visitor.SendCsv(path, "learner_id\nsomebody");

        return visitor.Send(new HttpMethod(method == "*" ? "GET" : method), path, Body.Replace("<session>", session.ToString(), StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
