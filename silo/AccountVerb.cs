using System.Security.Cryptography;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;

namespace ExamEngine.Silo;

/// <summary>
/// <c>account NAME ROLE… [--learner ID] [--school ID] [--display NAME]</c>: adds an account, or changes the roles and the password of one. The password is the first line of
/// standard input when that is redirected; else one is made and shown, once.
/// </summary>
internal static class AccountVerb
{
    private const string Usage = "Usage: account NAME ROLE... [--learner ID] [--school ID] [--display NAME] [--data DIR]; roles: learner proctor grader staff admin school";

    private static readonly Dictionary<string, string> Switches = new() { ["--learner"] = "Account:Learner", ["--school"] = "Account:School", ["--display"] = "Account:Display" };

    /// <returns>0 when the account stands as asked for, else 1; what was wrong is on standard error.</returns>
    public static async Task<int> Run(string[] args)
    {
        var (words, all) = Door.Split(args);
        if (words is not [var name, .. { Length: > 0 } roles])
            return SiloHost.Fail(Usage);

        var account = new ConfigurationBuilder().AddCommandLine(all, Switches).Build().GetSection("Account");
        var given = Console.IsInputRedirected ? await Console.In.ReadLineAsync() : null;
        var password = string.IsNullOrEmpty(given) ? RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 16) : given;

        await using var door = await Door.Open(all);
        if (door is null)
            return 1;

        var request = new AccountRequest(account["Display"] ?? name, [.. roles], account["Learner"], password, account["School"]);
        using var answer = await door.Client.PutAsJsonAsync($"api/accounts/{Uri.EscapeDataString(name)}", request, WireJson.Default.AccountRequest);
        if (!answer.IsSuccessStatusCode)
            return await Door.Report(name, answer);

        Console.WriteLine(ReferenceEquals(password, given) ? $"Account {name} stands." : $"Account {name} stands. Password: {password}");
        return 0;
    }
}
