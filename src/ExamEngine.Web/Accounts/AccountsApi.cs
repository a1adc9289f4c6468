using System.Security.Claims;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Accounts;

/// <summary>Who may sign in, for admins, the command line and a program's own system.</summary>
internal static class AccountsApi
{
    public static void MapAccounts(this RouteGroupBuilder api)
    {
        var accounts = api.MapGroup("/accounts").WithTags("Staff").RequireAuthorization(Access.Accounts).Limited(RateBucket.Write);
        accounts.MapPut("/{userName:id}", Put).WithName("putAccount");
        accounts.MapPost("/batch", Batch).WithName("addAccounts");
        accounts.MapPost("/tickets", Tickets).WithName("makeTickets");
    }

    private static async Task<Results<NoContent, Refused>> Put(string userName, AccountRequest request, AccountOffice office) =>
        (await office.Put(userName, request)).ToNoContent();

    private static async Task<Results<Ok<AccountsTaken>, Refused>> Batch(
        AccountBatchRequest request, ClaimsPrincipal user, AccountBatch batch, CancellationToken ct) =>
        (await batch.Take(user.ToActor(), request.Accounts, ct)).ToHttp();

    private static async Task<Results<Ok<TicketsMade>, Refused>> Tickets(
        TicketRequest request, ClaimsPrincipal user, TicketOffice office, CancellationToken ct) =>
        (await office.Make(user.ToActor(), request.UserNames, ct)).ToHttp();
}
