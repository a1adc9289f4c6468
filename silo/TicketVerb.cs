using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;

namespace ExamEngine.Silo;

/// <summary><c>ticket NAME…</c>: prints a link for each learner that signs in once, within half an hour. For a help desk: it needs no password and changes none.</summary>
internal static class TicketVerb
{
    /// <returns>0 when every name got its link, else 1; what was wrong is on standard error.</returns>
    public static async Task<int> Run(string[] args)
    {
        var (names, options) = Door.Split(args);
        if (names.Length == 0)
            return SiloHost.Fail("Whose? Usage: ticket NAME... [--data DIR]");

        await using var door = await Door.Open(options);
        if (door is null)
            return 1;
        if (door.Site is not { } site)
            return SiloHost.Fail("No server runs here, and a ticket is good for half an hour only: start the server, then ask again.");

        using var answer = await door.Client.PostAsJsonAsync("api/accounts/tickets", new TicketRequest([.. names]), WireJson.Default.TicketRequest);
        if (!answer.IsSuccessStatusCode)
            return await Door.Report("The request", answer);
        if (await answer.Content.ReadFromJsonAsync(WireJson.Default.TicketsMade) is not { } made)
            return 1;

        foreach (var ticket in made.Tickets)
            Console.WriteLine($"{ticket.UserName} {new Uri(site, $"sign-in#ticket={ticket.Value}")}");
        foreach (var refused in made.Refused)
            await Console.Error.WriteLineAsync($"{refused.UserName}: {refused.Message} ({refused.Code})");
        return made.Refused.IsEmpty ? 0 : 1;
    }
}
