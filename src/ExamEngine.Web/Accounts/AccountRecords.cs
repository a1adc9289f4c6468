namespace ExamEngine.Web.Accounts;

internal sealed record SignIn(string UserName, string Password);

/// <summary>Who is signed in.</summary>
/// <param name="Roles">Sorted names of <see cref="RoleNames"/>.</param>
/// <param name="LearnerId">Null for an account that sits no exams.</param>
internal sealed record Me(string UserName, string DisplayName, ImmutableArray<string> Roles, string? LearnerId);

/// <summary>An account that a newcomer may try; shown on the sign-in page of a demonstration and nowhere else.</summary>
public sealed record DemoAccount(string UserName, string DisplayName, string Password, string Role);

/// <summary>The accounts to try. Empty outside a demonstration.</summary>
public sealed record DemoAccounts(ImmutableArray<DemoAccount> Accounts)
{
    public static readonly DemoAccounts None = new([]);
}
