using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Accounts;

/// <summary>Who may sign in, for admins and the command line.</summary>
internal static class AccountsApi
{
    public static void MapAccounts(this RouteGroupBuilder api) =>
        api.MapPut("/accounts/{userName:id}", Put).WithName("putAccount").WithTags("Staff").RequireAuthorization(Access.Accounts).Limited(RateBucket.Write);

    private static async Task<Results<NoContent, Refused>> Put(string userName, AccountRequest request, AccountOffice office) =>
        (await office.Put(userName, request)).ToNoContent();
}
