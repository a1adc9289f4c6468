using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Web.Accounts;

/// <summary>
/// Makes one-time sign-in tickets and lets their bearers in. A ticket is 256 random bits, handed out once; the database has its hash
/// only, so whoever reads the database can use none. Learners' accounts alone get tickets: one that went astray opens no office.
/// </summary>
internal sealed partial class TicketOffice(
    ISignInTickets tickets, IDbContextFactory<ExamEngineDb> contexts, ILookupNormalizer names, SignInManager<Account> signIn, TimeProvider time,
    ILogger<TicketOffice> logger)
{
    public const int Most = 500;
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>256 bits in base64url.</summary>
    private const int TicketLength = 43;

    /// <summary>One ticket for each name that is a learner's and nothing more; the others are refused by name.</summary>
    public async Task<Reply<TicketsMade>> Make(Actor actor, ImmutableArray<string> userNames, CancellationToken ct)
    {
        if (userNames.IsDefaultOrEmpty)
            return new Problem(ProblemCodes.Invalid, "There are no names.", "userNames");
        if (userNames.Length > Most)
            return new Problem(ProblemCodes.TooMany, $"At most {Most} names at once.", "userNames");

        var accounts = await Accounts(userNames, ct);
        var made = ImmutableArray.CreateBuilder<Ticket>();
        var refused = ImmutableArray.CreateBuilder<NameRefused>();
        var rows = new List<NewTicket>();
        var now = time.GetUtcNow();
        foreach (var name in userNames.Distinct())
        {
            if (name is null || !accounts.TryGetValue(names.NormalizeName(name), out var account))
                refused.Add(new NameRefused(name ?? "", ProblemCodes.UnknownAccount, "There is no such account."));
            else if (!account.IsLearnerOnly)
                refused.Add(new NameRefused(name, ProblemCodes.NoTicket, "Tickets are for learners' accounts only."));
            else
            {
                var ticket = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
                made.Add(new Ticket(name, ticket));
                rows.Add(new NewTicket(HashOf(ticket), account.Id, now, now + Lifetime));
            }
        }

        if (rows.Count > 0)
            await tickets.Add(rows, ct);
        LogMade(logger, rows.Count, actor.Id);
        return new TicketsMade(made.ToImmutable(), refused.ToImmutable());
    }

    /// <summary>The signed-in principal, whose cookie is set with the answer; null when the ticket is worth nothing.</summary>
    public async Task<ClaimsPrincipal?> Use(string ticket, CancellationToken ct)
    {
        if (ticket.Length != TicketLength || await tickets.Use(HashOf(ticket), time.GetUtcNow(), ct) is not { } id)
            return null;
        // Between making and using the account may have become more than a learner's.
        if (await signIn.UserManager.FindByIdAsync(id) is not { LearnerId: not null } account
            || await signIn.UserManager.GetRolesAsync(account) is not [RoleNames.Learner])
            return null;

        await signIn.SignInAsync(account, isPersistent: false);
        LogUsed(logger, id);
        return signIn.Context.User;
    }

    private static byte[] HashOf(string ticket) => SHA256.HashData(Encoding.UTF8.GetBytes(ticket));

    private async Task<Dictionary<string, (string Id, bool IsLearnerOnly)>> Accounts(ImmutableArray<string> userNames, CancellationToken ct)
    {
        string[] wanted = [.. userNames.OfType<string>().Select(name => names.NormalizeName(name)).Distinct()];
        await using var db = await contexts.CreateDbContextAsync(ct);
        var accounts = await db.Users.AsNoTracking().Where(account => wanted.Contains(account.NormalizedUserName))
            .Select(account => new
            {
                account.Id,
                Name = account.NormalizedUserName,
                account.LearnerId,
                Roles = db.UserRoles.Where(held => held.UserId == account.Id).Join(db.Roles, held => held.RoleId, role => role.Id, (_, role) => role.Name).ToList(),
            })
            .ToListAsync(ct);
        return accounts.ToDictionary(
            account => account.Name ?? "", account => (account.Id, account is { LearnerId: not null, Roles: [RoleNames.Learner] }));
    }

    [LoggerMessage(LogLevel.Information, "Made {Tickets} sign-in tickets for {Maker}")]
    private static partial void LogMade(ILogger logger, int tickets, string maker);

    [LoggerMessage(LogLevel.Information, "Account {AccountId} signed in by a ticket")]
    private static partial void LogUsed(ILogger logger, string accountId);
}
