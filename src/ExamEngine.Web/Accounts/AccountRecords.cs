using System.Text.Json.Serialization;

namespace ExamEngine.Web.Accounts;

internal sealed record SignIn(string UserName, string Password);

/// <param name="Ticket">From <see cref="TicketOffice"/>; worth one sign-in.</param>
internal sealed record TicketSignIn(string Ticket);

/// <summary>Who is signed in.</summary>
/// <param name="Id">Of the account: what others see of it where they act together, such as who takes care of a session.</param>
/// <param name="Roles">Sorted names of <see cref="RoleNames"/>.</param>
/// <param name="LearnerId">Null for an account that sits no exams.</param>
internal sealed record Me(string Id, string UserName, string DisplayName, ImmutableArray<string> Roles, string? LearnerId);

/// <summary>An account that a newcomer may try; shown on the sign-in page of a demonstration and nowhere else.</summary>
public sealed record DemoAccount(string UserName, string DisplayName, string Password, string Role);

/// <summary>The accounts to try. Empty outside a demonstration.</summary>
public sealed record DemoAccounts(ImmutableArray<DemoAccount> Accounts)
{
    public static readonly DemoAccounts None = new([]);
}

/// <summary>An account without a password: its person signs in by tickets until somebody gives it one.</summary>
/// <param name="Roles">Names of <see cref="RoleNames.OfAccounts"/>; at least one.</param>
/// <param name="LearnerId">Needed for a learner, null for others.</param>
/// <param name="LegalName">With <paramref name="Country"/> the learner is described as well; both or neither.</param>
/// <param name="Country">Two capital letters (ISO 3166-1).</param>
internal sealed record NewAccount(
    string UserName, string DisplayName, ImmutableArray<string> Roles, string? LearnerId = null, string? LegalName = null, string? Country = null);

/// <param name="Accounts">At most <see cref="AccountBatch.Most"/>.</param>
internal sealed record AccountBatchRequest(ImmutableArray<NewAccount> Accounts);

/// <summary>A name that nothing was done for, and why.</summary>
internal sealed record NameRefused(string UserName, string Code, string Message);

/// <param name="Added">How many accounts are new.</param>
/// <param name="Known">How many stood already, for the same learner and with the same roles; they were left as they are.</param>
internal sealed record AccountsTaken(int Added, int Known, ImmutableArray<NameRefused> Refused);

/// <param name="UserNames">At most <see cref="TicketOffice.Most"/>.</param>
internal sealed record TicketRequest(ImmutableArray<string> UserNames);

/// <param name="Value">The secret; it is answered once and stored nowhere.</param>
internal sealed record Ticket(string UserName, [property: JsonPropertyName("ticket")] string Value);

internal sealed record TicketsMade(ImmutableArray<Ticket> Tickets, ImmutableArray<NameRefused> Refused);
