using ExamEngine.Storage.ReadModel;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Identity;

namespace ExamEngine.Web.Accounts;

/// <summary>How an account is to stand.</summary>
/// <param name="Roles">Names of <see cref="RoleNames.OfAccounts"/>; at least one.</param>
/// <param name="LearnerId">Needed for a learner, null for others.</param>
/// <param name="Password">Null leaves the password as it is; a new account needs one.</param>
/// <param name="SchoolId">Needed for a school, null for others.</param>
internal sealed record AccountRequest(string DisplayName, ImmutableArray<string> Roles, string? LearnerId, string? Password, string? SchoolId = null);

/// <summary>Makes accounts and changes them. A change ends the account's sessions in browsers within minutes, since it changes the security stamp.</summary>
internal sealed class AccountOffice(UserManager<Account> accounts, RoleShelf roles)
{
    public async Task<bool> Knows(string userName) => await accounts.FindByNameAsync(userName) is not null;

    /// <summary>Adds the account, or changes the one there is.</summary>
    public async Task<Reply<Done>> Put(string userName, AccountRequest request)
    {
        if (Check(request.DisplayName, request.Roles, request.LearnerId, request.SchoolId) is { } problem)
            return problem;

        var account = await accounts.FindByNameAsync(userName);
        if (account is null && request.Password is null)
            return new Problem(ProblemCodes.Invalid, "A new account needs a password.", "password");

        await roles.Ids(request.Roles, CancellationToken.None);
        return account is null ? await Add(userName, request) : await Change(account, request);
    }

    /// <summary>Adds an account of a school, or changes one of its own. An account of anybody else is left as it is: staff make accounts of schools, not of themselves.</summary>
    public async Task<Reply<Done>> PutOfSchool(string userName, string schoolId, string displayName, string? password) =>
        await accounts.FindByNameAsync(userName) is { } known && known.SchoolId != schoolId
            ? new Problem(ProblemCodes.NameTaken, "Another account has this name.", "userName")
            : await Put(userName, new(displayName, [RoleNames.School], null, password, schoolId));

    /// <summary>Nobody signs in by it any more; a new password opens it again.</summary>
    public async Task<Reply<Done>> CloseOfSchool(string userName, string schoolId)
    {
        if (await accounts.FindByNameAsync(userName) is not { } account || account.SchoolId != schoolId)
            return new Problem(ProblemCodes.UnknownAccount, "The school has no such account.");
        // Stored with the lock: whatever happens after, no cookie goes on.
        account.SecurityStamp = Guid.NewGuid().ToString();
        await accounts.SetLockoutEnabledAsync(account, true);
        await accounts.SetLockoutEndDateAsync(account, DateTimeOffset.MaxValue);
        return Reply(await accounts.UpdateSecurityStampAsync(account));
    }

    /// <summary>Null when such an account can be.</summary>
    public static Problem? Check(string? displayName, ImmutableArray<string> roles, string? learnerId, string? schoolId)
    {
        if (roles.IsDefaultOrEmpty || roles.Any(role => !RoleNames.OfAccounts.Contains(role)))
            return new Problem(ProblemCodes.Invalid, $"Roles are some of {string.Join(", ", RoleNames.OfAccounts)}.", "roles");
        if (string.IsNullOrWhiteSpace(displayName) || displayName.Length > 200)
            return new Problem(ProblemCodes.Invalid, "A name of at most 200 characters is needed.", "displayName");
        if (roles.Contains(RoleNames.Learner) != learnerId is not null)
            return new Problem(ProblemCodes.Invalid, "A learner, and nobody else, has a learner id.", "learnerId");

        if (roles.Contains(RoleNames.School) != schoolId is not null)
            return new Problem(ProblemCodes.Invalid, "An account of a school, and no other, has a school id.", "schoolId");
        if (schoolId is not null && (roles.Length > 1 || !IdConstraint.IsId(schoolId)))
            return new Problem(ProblemCodes.Invalid, "An account of a school has its id and no other role.", "schoolId");

        return learnerId is not null && !IdConstraint.IsId(learnerId) ? new Problem(ProblemCodes.Invalid, "This is not a learner id.", "learnerId") : null;
    }

    private async Task<Reply<Done>> Add(string userName, AccountRequest request)
    {
        var account = new Account { UserName = userName, DisplayName = request.DisplayName, LearnerId = request.LearnerId, SchoolId = request.SchoolId };
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
        account.SchoolId = request.SchoolId;
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
