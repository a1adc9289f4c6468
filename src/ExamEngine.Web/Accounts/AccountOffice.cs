using ExamEngine.Storage.ReadModel;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Identity;

namespace ExamEngine.Web.Accounts;

/// <summary>How an account is to stand.</summary>
/// <param name="Roles">Names of <see cref="RoleNames.OfAccounts"/>; at least one.</param>
/// <param name="LearnerId">Needed for a learner, null for others.</param>
/// <param name="Password">Null leaves the password as it is; a new account needs one.</param>
internal sealed record AccountRequest(string DisplayName, ImmutableArray<string> Roles, string? LearnerId, string? Password);

/// <summary>Makes accounts and changes them. A change ends the account's sessions in browsers within minutes, since it changes the security stamp.</summary>
internal sealed class AccountOffice(UserManager<Account> accounts, RoleShelf roles)
{
    public async Task<bool> Knows(string userName) => await accounts.FindByNameAsync(userName) is not null;

    /// <summary>Adds the account, or changes the one there is.</summary>
    public async Task<Reply<Done>> Put(string userName, AccountRequest request)
    {
        if (Check(request.DisplayName, request.Roles, request.LearnerId) is { } problem)
            return problem;

        var account = await accounts.FindByNameAsync(userName);
        if (account is null && request.Password is null)
            return new Problem(ProblemCodes.Invalid, "A new account needs a password.", "password");

        await roles.Ids(request.Roles, CancellationToken.None);
        return account is null ? await Add(userName, request) : await Change(account, request);
    }

    /// <summary>Null when such an account can be.</summary>
    public static Problem? Check(string? displayName, ImmutableArray<string> roles, string? learnerId)
    {
        if (roles.IsDefaultOrEmpty || roles.Any(role => !RoleNames.OfAccounts.Contains(role)))
            return new Problem(ProblemCodes.Invalid, $"Roles are some of {string.Join(", ", RoleNames.OfAccounts)}.", "roles");
        if (string.IsNullOrWhiteSpace(displayName) || displayName.Length > 200)
            return new Problem(ProblemCodes.Invalid, "A name of at most 200 characters is needed.", "displayName");
        if (roles.Contains(RoleNames.Learner) != learnerId is not null)
            return new Problem(ProblemCodes.Invalid, "A learner, and nobody else, has a learner id.", "learnerId");

        return learnerId is not null && !IdConstraint.IsId(learnerId) ? new Problem(ProblemCodes.Invalid, "This is not a learner id.", "learnerId") : null;
    }

    private async Task<Reply<Done>> Add(string userName, AccountRequest request)
    {
        var account = new Account { UserName = userName, DisplayName = request.DisplayName, LearnerId = request.LearnerId };
        var made = await accounts.CreateAsync(account, request.Password ?? "");
        return made.Succeeded ? Reply(await accounts.AddToRolesAsync(account, request.Roles)) : Reply(made);
    }

    private async Task<Reply<Done>> Change(Account account, AccountRequest request)
    {
        if (request.Password is { } password)
        {
            var changed = await accounts.ResetPasswordAsync(account, await accounts.GeneratePasswordResetTokenAsync(account), password);
            if (!changed.Succeeded)
                return Reply(changed);
            // A new password opens an account that was locked, such as one of a demonstration.
            await accounts.SetLockoutEndDateAsync(account, null);
        }

        account.DisplayName = request.DisplayName;
        account.LearnerId = request.LearnerId;
        var before = await accounts.GetRolesAsync(account);
        // Stored with the roles that go: whatever happens after, no cookie keeps them.
        account.SecurityStamp = Guid.NewGuid().ToString();
        await accounts.RemoveFromRolesAsync(account, before.Except(request.Roles));
        await accounts.AddToRolesAsync(account, request.Roles.Except(before));
        return Reply(await accounts.UpdateSecurityStampAsync(account));
    }

    private static Reply<Done> Reply(IdentityResult result) => result.Succeeded
        ? Done.It
        : result.Errors.Select(error => new Problem(ProblemCodes.Invalid, error.Description)).ToImmutableArray();
}
