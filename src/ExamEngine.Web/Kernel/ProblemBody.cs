using System.Text.Json.Serialization;

namespace ExamEngine.Web.Kernel;

/// <summary>The body of every refusal: RFC 9457, with the stable <paramref name="Code"/> of the first problem and all of them.</summary>
/// <param name="Type">A name for the kind of problem, <c>urn:examengine:problem:</c> and the code.</param>
/// <param name="Detail">For a person: the first problem's message.</param>
internal sealed record ProblemBody(string Type, string Title, int Status, string Detail, string Code, ImmutableArray<Problem> Problems)
{
    public const string MediaType = "application/problem+json";

    public static ProblemBody Of(ImmutableArray<Problem> problems)
    {
        var first = problems[0];
        var row = ProblemTable.Find(first.Code);
        // A code without a row may say something that was never meant for the caller.
        return ReferenceEquals(row, ProblemTable.Unknown)
            ? Build(row, new Problem(ProblemCodes.Fault, row.Title), [new Problem(ProblemCodes.Fault, row.Title)])
            : Build(row, first, problems);
    }

    private static ProblemBody Build(ProblemRow row, Problem first, ImmutableArray<Problem> problems) =>
        new($"urn:examengine:problem:{first.Code}", row.Title, row.Status, first.Message, first.Code, problems);
}

/// <summary>What a <c>HubException</c> carries as JSON: the same code and problems as <see cref="ProblemBody"/>, without the HTTP part.</summary>
/// <param name="RetryAfterMs">How long to stay away, where waiting helps; else not there.</param>
internal sealed record HubProblem(
    string Code, string Message, ImmutableArray<Problem> Problems,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? RetryAfterMs = null);
