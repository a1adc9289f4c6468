using System.Security.Claims;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Identity;

namespace ExamEngine.Web.Accounts;

/// <summary>
/// Tries a name and a password. What it answers, and about how long it takes, is the same for a name without an account as for a
/// wrong password, the lock after five failures included, so names cannot be fished for. Failures are counted by name and address:
/// a stranger elsewhere cannot lock a learner out, short of the hundred failures that lock a name for everybody.
/// </summary>
internal sealed class Doorkeeper(SignInManager<Account> signIn, UserManager<Account> accounts, IPasswordHasher<Account> hasher, RateLimits limits)
{
    public const int LongestName = 256;
    public const int LongestPassword = 256;

    private static readonly Account Nobody = new();
    private static string? nobodysHash;

    /// <summary>The signed-in principal, whose cookie is set with the answer; or why not.</summary>
    public async Task<(ClaimsPrincipal? Principal, Problem? Problem)> Try(SignIn attempt, string address)
    {
        var account = await accounts.FindByNameAsync(attempt.UserName);
        // An account that has no password yet is nobody here: its person comes by a ticket.
        if (account is { PasswordHash: null })
            account = null;

        // The stamp changes with the password, so a new one is met without the failures of the old.
        var everywhere = $"{accounts.NormalizeName(attempt.UserName)} {account?.SecurityStamp}";
        var here = $"{everywhere} {address}";
        // Refused before a password is hashed, whoever it is.
        if (!limits.Has(RateBucket.Failures, here) || !limits.Has(RateBucket.FailuresEverywhere, everywhere))
            return (null, Locked);
        if (account is not null && await accounts.IsLockedOutAsync(account))
            return (null, Locked);

        if (account is null || !await accounts.CheckPasswordAsync(account, attempt.Password))
        {
            if (account is null)
                hasher.VerifyHashedPassword(Nobody, nobodysHash ??= hasher.HashPassword(Nobody, "nobody"), attempt.Password);
            limits.TryTake(RateBucket.FailuresEverywhere, everywhere, out _);
            limits.TryTake(RateBucket.Failures, here, out _);
            return (null, limits.Has(RateBucket.Failures, here) ? Bad : Locked);
        }

        await signIn.SignInAsync(account, isPersistent: false);
        return (signIn.Context.User, null);
    }

    private static Problem Bad => new(ProblemCodes.BadCredentials, "User name or password is wrong.");

    private static Problem Locked => new(ProblemCodes.Locked, "Too many failed attempts. Try again in 15 minutes.");
}
