using System.Collections.Frozen;

namespace ExamEngine.Web.Kernel;

/// <summary>How a stable problem code is answered over HTTP: the status, and a short title that is the same each time.</summary>
internal sealed record ProblemRow(int Status, string Title);

/// <summary>
/// The one table from problem code to answer, for REST and for hubs alike. A code that stands nowhere in it is a mistake of ours,
/// never of the caller's: it answers 500 and is logged, so a forgotten row can open nothing and hide nothing.
/// </summary>
internal static class ProblemTable
{
    public static readonly ProblemRow Unknown = new(StatusCodes.Status500InternalServerError, "Something went wrong on our side");

    public static readonly FrozenDictionary<string, ProblemRow> Codes = new Dictionary<string, ProblemRow>
    {
        [ProblemCodes.BadCredentials] = new(401, "User name or password is wrong"),
        [ProblemCodes.SignedOut] = new(401, "You are signed out"),
        [ProblemCodes.Locked] = new(423, "Too many failed attempts"),
        [ProblemCodes.Forbidden] = new(403, "Your account may not do this"),
        ["account.unknown"] = new(404, "There is no such account"),
        [ProblemCodes.Antiforgery] = new(403, "The page is out of date"),
        [ProblemCodes.ForeignOrigin] = new(403, "The request comes from another site"),

        ["session.unknown"] = new(404, "There is no such session"),
        ["session.held-elsewhere"] = new(409, "Another device holds the session"),
        ["session.not-started"] = new(409, "The session has not started"),
        ["session.ended"] = new(409, "The session has ended"),
        ["session.not-ended"] = new(409, "The session has not ended"),
        ["session.deadline-passed"] = new(409, "The time is over"),
        ["session.answers-missing"] = new(409, "Some answers have not arrived"),
        ["session.section-closed"] = new(409, "The section is closed"),
        ["session.section-ahead"] = new(409, "The section is not open yet"),
        ["session.item-closed"] = new(409, "The item is closed"),
        ["session.proctor-needed"] = new(409, "A proctor has to admit you"),
        ["session.paused"] = new(409, "The session is paused"),

        ["exam.unknown"] = new(404, "There is no such exam"),
        ["program.unknown"] = new(404, "There is no such program"),
        ["learner.unknown"] = new(404, "There is no such learner"),
        [ProblemCodes.NoAsset] = new(404, "There is no such image"),
        [ProblemCodes.NoCredential] = new(404, "There is no credential for this session"),
        [ProblemCodes.UnknownCredential] = new(404, "There is no such credential"),

        [ProblemCodes.Malformed] = new(400, "The request cannot be read"),
        [ProblemCodes.TooLarge] = new(413, "The request is too large"),
        [ProblemCodes.MediaType] = new(415, "The request is not JSON"),
        [ProblemCodes.NoRoute] = new(404, "There is nothing here"),
        [ProblemCodes.NoMethod] = new(405, "This cannot be done here"),

        [ProblemCodes.Busy] = new(503, "The service is busy"),
        [ProblemCodes.RateLimited] = new(429, "Too many requests"),
        [ProblemCodes.Fault] = Unknown,
    }.ToFrozenDictionary();

    /// <summary>Families of codes: whatever begins so is about what the caller sent.</summary>
    public static readonly ImmutableArray<(string Prefix, ProblemRow Row)> Families =
    [
        ("input.", new(422, "The request is not valid")),
    ];

    /// <summary>Never null: <see cref="Unknown"/> for a code that has no row.</summary>
    public static ProblemRow Find(string code)
    {
        if (Codes.TryGetValue(code, out var row))
            return row;

        foreach (var (prefix, family) in Families)
        {
            if (code.StartsWith(prefix, StringComparison.Ordinal))
                return family;
        }

        return Unknown;
    }
}
