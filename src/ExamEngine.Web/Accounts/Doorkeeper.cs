using System.Security.Claims;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Identity;

namespace ExamEngine.Web.Accounts;

/// <summary>
/// Tries a name and a password. What it answers, and about how long it takes, is the same for a name without an account as for a
/// wrong password, the lock after five failures included, so names cannot be fished for.
/// </summary>
internal sealed class Doorkeeper(SignInManager<Account> signIn, UserManager<Account> accounts, IPasswordHasher<Account> hasher, RateLimits limits)
{
    public const int LongestName = 256;
    public const int LongestPassword = 256;

    private static readonly Account Nobody = new();
    private static string? nobodysHash;

    /// <summary>The signed-in principal, whose cookie is set with the answer; or why not.</summary>
    public async Task<(ClaimsPrincipal? Principal, Problem? Problem)> Try(SignIn attempt)
    {
        // An account that has no password yet is nobody here: its person comes by a ticket.
        if (await accounts.FindByNameAsync(attempt.UserName) is not { PasswordHash: not null } account)
            return (null, RefuseUnknown(attempt));

        var result = await signIn.CheckPasswordSignInAsync(account, attempt.Password, lockoutOnFailure: true);
        if (result.IsLockedOut)
            return (null, Locked);
        if (!result.Succeeded)
            return (null, Bad);

        await signIn.SignInAsync(account, isPersistent: false);
        return (await signIn.CreateUserPrincipalAsync(account), null);
    }

    private static Problem Bad => new(ProblemCodes.BadCredentials, "User name or password is wrong.");

    private static Problem Locked => new(ProblemCodes.Locked, "Too many failed attempts. Try again in 15 minutes.");

    private Problem RefuseUnknown(SignIn attempt)
    {
        var known = limits.TryTake(RateBucket.UnknownName, accounts.NormalizeName(attempt.UserName), out _);
        // An account that is locked is refused before its password is hashed; do the same here.
        if (!known)
            return Locked;

        hasher.VerifyHashedPassword(Nobody, nobodysHash ??= hasher.HashPassword(Nobody, "nobody"), attempt.Password);
        return Bad;
    }
}
