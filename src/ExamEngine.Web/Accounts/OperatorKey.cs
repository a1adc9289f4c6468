using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ExamEngine.Web.Accounts;

/// <summary>
/// A secret of this run of the server, for whoever may read its data directory: the command line uses it to talk to the running
/// server. Whoever can read that directory could read the database as well, so the key gives nothing away.
/// </summary>
public sealed class OperatorKey
{
    public const string Scheme = "Operator";

    private readonly byte[] hash;

    /// <summary>Draws a new key of 256 bits.</summary>
    public OperatorKey()
    {
        Value = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        hash = SHA256.HashData(Encoding.UTF8.GetBytes(Value));
    }

    /// <summary>The bearer token, hexadecimal.</summary>
    public string Value { get; }

    /// <summary>Compares in a time that does not depend on where the two differ.</summary>
    internal bool Is(string presented) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(presented)), hash);
}

/// <summary>Knows the operator by <c>Authorization: Bearer …</c>, from this machine only.</summary>
internal sealed class OperatorKeyHandler(
    OperatorKey key, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? header = Request.Headers.Authorization;
        if (header is null || !header.StartsWith(Prefix, StringComparison.Ordinal))
            return Task.FromResult(AuthenticateResult.NoResult());
        if (Context.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address) || !key.Is(header[Prefix.Length..]))
            return Task.FromResult(AuthenticateResult.Fail("Not the operator."));

        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, Actor.System.Id), new Claim(ClaimTypes.Role, RoleNames.Operator)], Scheme.Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
    }

    // Every scheme of a policy is challenged; the cookie's answer is the one that counts.
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Task.CompletedTask;

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Task.CompletedTask;
}
