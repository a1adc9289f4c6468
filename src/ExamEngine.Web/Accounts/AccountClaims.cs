using System.Security.Claims;
using ExamEngine.Storage.ReadModel;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ExamEngine.Web.Accounts;

/// <summary>Writes an account into claims, at sign-in and whenever the security stamp is checked.</summary>
internal sealed class AccountClaims(UserManager<Account> accounts, RoleManager<IdentityRole> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Account, IdentityRole>(accounts, roles, options)
{
    public const string LearnerId = "ee:learner";
    public const string SchoolId = "ee:school";
    public const string DisplayName = "ee:name";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(DisplayName, user.DisplayName));
        if (user.LearnerId is { } learner)
            identity.AddClaim(new Claim(LearnerId, learner));
        if (user.SchoolId is { } school)
            identity.AddClaim(new Claim(SchoolId, school));

        return identity;
    }
}

/// <summary>From claims to the <see cref="Actor"/> that grains know.</summary>
internal static class ActorOfClaims
{
    public static string? AccountId(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier);

    /// <summary>True for whoever operates this machine.</summary>
    public static bool IsOperator(this ClaimsPrincipal user) => user.IsInRole(RoleNames.Operator);

    /// <exception cref="InvalidOperationException">Nobody is signed in: the route lacks a policy.</exception>
    public static Actor ToActor(this ClaimsPrincipal? user)
    {
        if (user is null)
            throw new InvalidOperationException("There is no user.");
        if (user.IsOperator())
            return Actor.System;

        var id = user.AccountId() ?? throw new InvalidOperationException("Nobody is signed in.");
        var roles = Roles.None;
        foreach (var claim in user.FindAll(ClaimTypes.Role))
            roles |= Named(claim.Value);

        return new Actor(id, user.FindFirstValue(AccountClaims.LearnerId), roles) { SchoolId = user.FindFirstValue(AccountClaims.SchoolId) };
    }

    /// <summary>The learner this account is; the policy <see cref="Access.Learner"/> has made sure that it is one.</summary>
    public static string LearnerIdOrThrow(this Actor actor) => actor.LearnerId ?? throw new InvalidOperationException("The account is no learner's.");

    /// <summary>The school this account is of; the policy <see cref="Access.School"/> has made sure that there is one.</summary>
    public static string SchoolIdOrThrow(this Actor actor) => actor.SchoolId ?? throw new InvalidOperationException("The account is no school's.");

    private static Roles Named(string role) => role switch
    {
        RoleNames.Learner => Roles.Learner,
        RoleNames.Proctor => Roles.Proctor,
        RoleNames.Grader => Roles.Grader,
        RoleNames.Staff => Roles.Staff,
        RoleNames.Admin => Roles.Admin,
        RoleNames.School => Roles.School,
        _ => Roles.None,
    };
}
