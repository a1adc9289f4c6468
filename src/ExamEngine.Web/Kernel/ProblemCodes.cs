namespace ExamEngine.Web.Kernel;

/// <summary>The codes that the web tier itself answers with; those of the grains stand in <see cref="ProblemTable"/>.</summary>
internal static class ProblemCodes
{
    public const string BadCredentials = "account.bad-credentials";
    public const string BadTicket = "account.bad-ticket";
    public const string SignedOut = "account.signed-out";
    public const string Locked = "account.locked";
    public const string Forbidden = "account.forbidden";
    public const string Antiforgery = "account.antiforgery";
    public const string ForeignOrigin = "account.foreign-origin";
    public const string UnknownAccount = "account.unknown";
    public const string NameTaken = "account.name-taken";
    public const string NoTicket = "account.no-ticket";

    public const string NoAsset = "asset.unknown";
    public const string NoCredential = "credential.none";
    public const string UnknownCredential = "credential.unknown";
    public const string RevokedCredential = "credential.revoked";

    public const string Malformed = "input.malformed";
    public const string TooLarge = "input.too-large";
    public const string MediaType = "input.media-type";
    public const string Invalid = "input.invalid";
    public const string TooMany = "input.too-many";
    public const string TooLong = "input.too-long";
    public const string BadCsv = "input.csv";

    public const string NoRoute = "route.unknown";
    public const string NoMethod = "route.method";

    /// <summary>Something behind this process cannot serve now; this very request was tried.</summary>
    public const string Busy = "service.busy";

    /// <summary>Refused early, because there is too much to do; nothing was tried.</summary>
    public const string ServerBusy = "server.busy";

    public const string RateLimited = "service.rate-limited";
    public const string Fault = "service.fault";
}
