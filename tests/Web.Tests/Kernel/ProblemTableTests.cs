using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Web.Kernel;

namespace Web.Tests.Kernel;

public sealed partial class ProblemTableTests
{
    /// <summary>The codes that the browser client tells apart, and their status. They never change.</summary>
    [Theory]
    [InlineData("account.signed-out", 401)]
    [InlineData("account.bad-credentials", 401)]
    [InlineData("account.locked", 423)]
    [InlineData("account.forbidden", 403)]
    [InlineData("account.antiforgery", 403)]
    [InlineData("session.unknown", 404)]
    [InlineData("session.held-elsewhere", 409)]
    [InlineData("session.ended", 409)]
    [InlineData("session.deadline-passed", 409)]
    [InlineData("session.answers-missing", 409)]
    [InlineData("session.not-started", 409)]
    [InlineData("session.section-closed", 409)]
    [InlineData("session.item-closed", 409)]
    [InlineData("session.proctor-needed", 409)]
    [InlineData("credential.unknown", 404)]
    [InlineData("credential.none", 404)]
    [InlineData("exam.unknown", 404)]
    [InlineData("input.malformed", 400)]
    [InlineData("input.too-large", 413)]
    [InlineData("input.too-many", 422)]
    [InlineData("input.anything", 422)]
    [InlineData("yaml.unknown-key", 422)]
    [InlineData("route.unknown", 404)]
    [InlineData("route.method", 405)]
    [InlineData("service.busy", 503)]
    [InlineData("service.rate-limited", 429)]
    [InlineData("service.fault", 500)]
    public void A_code_has_its_status(string code, int status) => Assert.Equal(status, ProblemTable.Find(code).Status);

    [Fact]
    public void A_code_without_a_row_answers_500_and_tells_nothing()
    {
        var body = ProblemBody.Of([new Problem("secret.detail", "The database password is wrong.", "line 1")]);

        Assert.Equal((500, ProblemCodes.Fault), (body.Status, body.Code));
        Assert.DoesNotContain("password", body.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("password", Assert.Single(body.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_of_a_reply_is_told()
    {
        var body = ProblemBody.Of([new Problem("input.a", "First.", "x"), new Problem("input.b", "Second.", "y")]);

        Assert.Equal(("input.a", "First.", 2), (body.Code, body.Detail, body.Problems.Length));
    }

    /// <summary>Reads the string literals of the assemblies that refuse, so that a new code cannot be forgotten.</summary>
    [Theory]
    [InlineData("ExamEngine.Core.dll")]
    [InlineData("ExamEngine.Interchange.dll")]
    [InlineData("ExamEngine.Grains.dll")]
    [InlineData("ExamEngine.Web.dll")]
    public void Every_code_that_is_written_anywhere_has_a_row(string assembly)
    {
        var codes = Literals(Path.Combine(AppContext.BaseDirectory, assembly)).Where(literal => Code().IsMatch(literal)).ToArray();

        Assert.NotEmpty(codes);
        Assert.True(codes.All(code => ProblemTable.Find(code) != ProblemTable.Unknown || code == ProblemCodes.Fault),
            $"Add rows to ProblemTable for: {string.Join(", ", codes.Where(code => ProblemTable.Find(code) == ProblemTable.Unknown))}");
    }

    [Fact]
    public void An_entry_reads_its_kind_wherever_it_stands()
    {
        var entry = System.Text.Json.JsonSerializer.Deserialize(
            """[{"commandId":"33333333-3333-4333-8333-333333333333","seq":1,"item":2,"flagged":true,"kind":"flag"}]""", WireJson.Default.ImmutableArrayEntry);

        Assert.Equal(new Entry.Flag(Guid.Parse("33333333-3333-4333-8333-333333333333"), 1, 2, true), Assert.Single(entry));
    }

    private static List<string> Literals(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        var literals = new List<string>();
        for (var handle = default(UserStringHandle); ;)
        {
            handle = reader.GetNextHandle(handle);
            if (handle.IsNil)
                return literals;

            literals.Add(reader.GetUserString(handle));
        }
    }

    // Codes of problems, and not event names (…v1), file names or meters.
    [GeneratedRegex(@"^(?!.*\.(pem|pfx|db|json|csv|yaml|html|dll|ttf|otf|pdf|keys|secret|svg|v\d+)$)(?!examengine\.|ee\.)[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$")]
    private static partial Regex Code();
}
