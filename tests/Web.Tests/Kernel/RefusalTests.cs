using System.Text;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Web.Tests.Kernel;

public sealed class RefusalTests(RunningSilo silo)
{
    [Theory]
    [InlineData("{", "input.malformed", HttpStatusCode.BadRequest)]
    [InlineData("[]", "input.malformed", HttpStatusCode.BadRequest)]
    [InlineData("""{"commandId":"nonsense","device":"x"}""", "input.malformed", HttpStatusCode.BadRequest)]
    [InlineData("{}", "input.invalid", HttpStatusCode.UnprocessableEntity)]
    public async Task A_body_of_the_wrong_shape_is_named(string body, string code, HttpStatusCode status)
    {
        using var visitor = silo.Visit(Who.Learner);

        using var answer = await visitor.Send(HttpMethod.Post, $"api/sessions/{Guid.NewGuid()}/start", body);

        Assert.Equal((status, code), (answer.StatusCode, await answer.Code()));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        using var visitor = silo.Visit(Who.Learner);

        using var answer = await visitor.Send(HttpMethod.Post, $"api/sessions/{Guid.NewGuid()}/start", $$"""{"x":"{{new string('x', 1024 * 1024)}}"}""");

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, ProblemCodes.TooLarge), (answer.StatusCode, await answer.Code()));
    }

    [Theory]
    [InlineData("GET", "api/nothing", 404, "route.unknown")]
    [InlineData("GET", "nothing", 404, "route.unknown")]
    [InlineData("GET", "api/sessions/not-a-guid", 404, "route.unknown")]
    [InlineData("DELETE", "api/home", 405, "route.method")]
    public async Task Where_there_is_nothing_the_answer_is_a_problem_too(string method, string path, int status, string code)
    {
        using var visitor = silo.Visit(Who.Learner);

        using var answer = await visitor.Send(new HttpMethod(method), path, "{}");

        Assert.Equal((status, code), ((int)answer.StatusCode, await answer.Code()));
    }

    [Fact]
    public async Task A_learner_id_of_the_wrong_shape_reaches_no_grain()
    {
        using var visitor = silo.Visit(Who.Staff);

        using var answer = await visitor.Send(HttpMethod.Put, "api/learners/no%20such%20shape", """{"legalName":"X","country":"AM"}""");

        Assert.Equal(ProblemCodes.NoRoute, await answer.Code());
    }

    [Theory]
    [InlineData(typeof(UnavailableException))]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(Orleans.Runtime.OrleansException))]
    public async Task A_grain_that_does_not_answer_is_busy_and_says_when_to_come_back(Type type)
    {
        var exception = (Exception)Activator.CreateInstance(type)!;
        var context = new DefaultHttpContext { RequestServices = silo.Services, Response = { Body = new MemoryStream() } };

        await new HttpFaults(new Faults(NullLogger<Faults>.Instance)).TryHandleAsync(context, exception, default);

        Assert.Equal((503, "1"), (context.Response.StatusCode, context.Response.Headers.RetryAfter.ToString()));
        Assert.Contains(ProblemCodes.Busy, Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bug_answers_500_without_saying_what_it_was()
    {
        var context = new DefaultHttpContext { RequestServices = silo.Services, Response = { Body = new MemoryStream() } };

        await new HttpFaults(new Faults(NullLogger<Faults>.Instance)).TryHandleAsync(context, new InvalidOperationException("secret"), default);

        Assert.Equal(500, context.Response.StatusCode);
        Assert.DoesNotContain("secret", Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(201, 0, 0, ProblemCodes.TooMany)]
    [InlineData(0, 0, 0, ProblemCodes.Invalid)]
    [InlineData(1, EntryRules.LongestText + 1, 0, ProblemCodes.TooLong)]
    [InlineData(1, 0, EntryRules.LongestNote + 1, ProblemCodes.TooLong)]
    public async Task Entries_beyond_the_limits_are_refused_before_a_grain_is_asked(int count, int text, int note, string code)
    {
        using var visitor = silo.Visit(Who.Learner);
        var entries = Enumerable.Range(1, count).Select(seq => Make(seq, text, note)).ToArray();

        using var answer = await visitor.Send(HttpMethod.Post, $"api/sessions/{Guid.NewGuid()}/entries", Sitting.Json(Guid.NewGuid(), entries));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, code), (answer.StatusCode, await answer.Code()));
    }

    [Fact]
    public async Task A_registration_that_closes_before_it_opens_is_refused()
    {
        using var visitor = silo.Visit(Who.Staff);

        using var answer = await visitor.Send(HttpMethod.Put, "api/learners/somebody/registrations",
            """{"examId":"web-exam","opens":"2030-02-01T00:00:00Z","closes":"2030-01-01T00:00:00Z"}""");

        Assert.Equal(ProblemCodes.Invalid, await answer.Code());
    }

    private static Entry Make(int seq, int text, int note) => (text, note) switch
    {
        ( > 0, _) => new Entry.Answer(Guid.NewGuid(), seq, 1, "1", new(null, new string('x', text))),
        (_, > 0) => new Entry.Note(Guid.NewGuid(), seq, 1, new string('x', note)),
        _ => Sitting.Flag(seq),
    };
}
