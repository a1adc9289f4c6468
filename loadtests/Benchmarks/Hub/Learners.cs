using System.Net;
using System.Net.Http.Json;
using ExamEngine.Benchmarks.Sessions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Storage;
using ExamEngine.Storage.ReadModel;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace ExamEngine.Benchmarks.Hub;

/// <summary>
/// Learners with accounts who are registered for the sample exam, and their way through the front door: sign in, take a seat, start.
/// Each has an account of its own, for the server limits how often one may save.
/// </summary>
internal static class Learners
{
    private const string Password = "correct horse battery staple";

    /// <summary>Writes the exam, the registrations and the accounts into a storage that no server has open.</summary>
    public static async Task Prepare(StorageOptions storage, int count, string? exam = null)
    {
        await using (var engine = await Engine.Start(_ => storage, exam))
        {
            await Parallel.ForAsync(0, count, async (number, _) =>
            {
                var learner = engine.Grains.GetGrain<ILearnerGrain>(IdOf(number));
                await learner.Describe(Actor.System, new LearnerProfile($"Learner {number}", "NL"));
                await learner.Register(Actor.System, new Registration(SampleExam.Id, null, null));
            });
        }

        var services = new ServiceCollection().AddLogging().AddExamEngineStorage(storage);
        services.AddIdentityCore<Account>().AddRoles<IdentityRole>().AddEntityFrameworkStores<ExamEngineDb>();
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>().CreateAsync(new IdentityRole("learner"));
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        // One hash for all: what hashing costs is not measured here.
        var hash = accounts.PasswordHasher.HashPassword(new Account(), Password);
        for (var number = 0; number < count; number++)
        {
            var account = new Account { UserName = IdOf(number), DisplayName = $"Learner {number}", LearnerId = IdOf(number), PasswordHash = hash };
            if (!(await accounts.CreateAsync(account)).Succeeded || !(await accounts.AddToRoleAsync(account, "learner")).Succeeded)
                throw new InvalidOperationException("An account was not made.");
        }
    }

    /// <summary>A learner in front of the first item, on a line of their own.</summary>
    public static async Task<HubLine> SitDown(Uri server, int number)
    {
        var cookies = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = server };
        var session = await Begin(client, cookies, number);
        var device = Guid.CreateVersion7();
        await Post(client, cookies, $"api/sessions/{session}/start", new { commandId = Guid.CreateVersion7(), device });
        return await HubLine.Open(server, cookies, session, device);
    }

    /// <summary>A learner of a watched exam who has agreed to be watched.</summary>
    public static async Task<(CookieContainer Cookies, Guid Session)> Consent(Uri server, int number)
    {
        var cookies = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = server };
        var session = await Begin(client, cookies, number);
        var device = Guid.CreateVersion7();
        var began = await Post(client, cookies, $"api/sessions/{session}/check-in", new { commandId = Guid.CreateVersion7(), device });
        var view = await began.Content.ReadFromJsonAsync<AttendView>() ?? throw new InvalidOperationException("There is no check-in.");
        await Post(client, cookies, $"api/sessions/{session}/consent", new
        {
            commandId = Guid.CreateVersion7(),
            device,
            textVersion = view.CheckIn.Consent.Version,
            camera = true,
            microphone = true,
            screen = true,
        });
        return (cookies, session);
    }

    private static async Task<Guid> Begin(HttpClient client, CookieContainer cookies, int number)
    {
        await client.GetAsync(new Uri("api/account", UriKind.Relative));
        await Post(client, cookies, "api/account/sign-in", new { userName = IdOf(number), password = Password });
        var begun = await Post(client, cookies, $"api/exams/{SampleExam.Id}/sessions", new { commandId = Guid.CreateVersion7(), honourCodeAccepted = true });
        return (await begun.Content.ReadFromJsonAsync<SessionBegun>())?.SessionId ?? throw new InvalidOperationException("There is no session.");
    }

    /// <summary>Waits as long as the server asks for when it is asked too often.</summary>
    private static async Task<HttpResponseMessage> Post<T>(HttpClient client, CookieContainer cookies, string path, T body)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
            request.Headers.Add("X-XSRF-TOKEN", cookies.GetAllCookies().First(cookie => cookie.Name == "XSRF-TOKEN").Value);
            var response = await client.SendAsync(request);
            if (response.IsSuccessStatusCode)
                return response;
            if (response.StatusCode != HttpStatusCode.TooManyRequests || response.Headers.RetryAfter?.Delta is not { } wait)
                throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            response.Dispose();
            await Task.Delay(wait);
        }
    }

    private static string IdOf(int number) => $"bench-{number}";
}
