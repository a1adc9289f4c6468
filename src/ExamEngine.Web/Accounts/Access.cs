using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace ExamEngine.Web.Accounts;

/// <summary>
/// The policies of the API, by name. They are the first of two checks: every grain checks the <see cref="Actor"/> again against its
/// own state, so a mistake in a route opens nothing.
/// </summary>
public static class Access
{
    /// <summary>A learner, who has a learner id; a learner's own things only.</summary>
    public const string Learner = "learner";

    /// <summary>A learner, of their own credentials; staff and admins.</summary>
    public const string Holder = "holder";

    public const string Grader = "grader";

    /// <summary>A pathway school, which has a school id; what is shared with it only.</summary>
    public const string School = "school";

    /// <summary>Whoever may watch rooms: proctors, staff, admins. Which rooms is the grains' to say.</summary>
    public const string Proctor = "proctor";

    /// <summary>Whoever reads items: learners, graders, those who review, staff.</summary>
    public const string Reader = "reader";

    /// <summary>A learner, or whoever may watch sessions.</summary>
    public const string Evidence = "evidence";

    /// <summary>Staff and admins.</summary>
    public const string Staff = "staff";

    /// <summary>Whoever reviews watched sessions: proctors, of their own rooms, staff and admins.</summary>
    public const string Reviewer = "reviewer";

    /// <summary>Staff, admins, and whoever operates this machine (see <see cref="OperatorKey"/>).</summary>
    public const string Import = "import";

    /// <summary>Staff, admins, and whoever operates this machine: planning and filling windows.</summary>
    public const string Plan = "plan";

    /// <summary>Admins, and whoever operates this machine.</summary>
    public const string Accounts = "accounts";

    /// <summary>Admins only, in person.</summary>
    public const string Admin = "admin";

    /// <summary>Whoever operates this machine, and nobody with an account.</summary>
    public const string Operator = "operator";

    internal static void AddPolicies(AuthorizationBuilder builder)
    {
        string[] browser = [IdentityConstants.ApplicationScheme];
        builder
            .AddPolicy(Learner, p => p.AddAuthenticationSchemes(browser).RequireRole(RoleNames.Learner).RequireClaim(AccountClaims.LearnerId))
            .AddPolicy(Holder, p => p.AddAuthenticationSchemes(browser).RequireRole(RoleNames.Learner, RoleNames.Staff, RoleNames.Admin))
            .AddPolicy(Grader, p => p.AddAuthenticationSchemes(browser).RequireRole(RoleNames.Grader))
            .AddPolicy(School, p => p.AddAuthenticationSchemes(browser).RequireRole(RoleNames.School).RequireClaim(AccountClaims.SchoolId))
            .AddPolicy(Proctor, p => p.AddAuthenticationSchemes(browser).RequireRole(RoleNames.Proctor, RoleNames.Staff, RoleNames.Admin))
            .AddPolicy(Reader, p => p.AddAuthenticationSchemes(browser).RequireRole(RoleNames.Learner, RoleNames.Proctor, RoleNames.Grader, RoleNames.Staff, RoleNames.Admin))
            .AddPolicy(Evidence, p => p.AddAuthenticationSchemes(browser).RequireRole(RoleNames.Learner, RoleNames.Proctor, RoleNames.Staff, RoleNames.Admin))
            .AddPolicy(Staff, p => p.AddAuthenticationSchemes(browser).RequireRole(RoleNames.Staff, RoleNames.Admin))
            .AddPolicy(Reviewer, p => p.AddAuthenticationSchemes(browser).RequireRole(RoleNames.Proctor, RoleNames.Staff, RoleNames.Admin))
            .AddPolicy(Import, p => p.AddAuthenticationSchemes([.. browser, OperatorKey.Scheme])
                .RequireRole(RoleNames.Staff, RoleNames.Admin, RoleNames.Operator))
            .AddPolicy(Plan, p => p.AddAuthenticationSchemes([.. browser, OperatorKey.Scheme])
                .RequireRole(RoleNames.Staff, RoleNames.Admin, RoleNames.Operator))
            .AddPolicy(Accounts, p => p.AddAuthenticationSchemes([.. browser, OperatorKey.Scheme])
                .RequireRole(RoleNames.Admin, RoleNames.Operator))
            .AddPolicy(Admin, p => p.AddAuthenticationSchemes(browser).RequireRole(RoleNames.Admin))
            .AddPolicy(Operator, p => p.AddAuthenticationSchemes([.. browser, OperatorKey.Scheme]).RequireRole(RoleNames.Operator));
    }
}

/// <summary>Names of the roles in accounts and claims.</summary>
public static class RoleNames
{
    public const string Learner = "learner";
    public const string Proctor = "proctor";
    public const string Grader = "grader";
    public const string Staff = "staff";
    public const string Admin = "admin";

    /// <summary>Of a pathway school; such an account has no other role.</summary>
    public const string School = "school";

    /// <summary>Never an account's role: only the operator key gives it.</summary>
    public const string Operator = "operator";

    /// <summary>The roles that an account can have.</summary>
    public static readonly ImmutableArray<string> OfAccounts = [Learner, Proctor, Grader, Staff, Admin, School];
}
