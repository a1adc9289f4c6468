using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Browser.Tests.Harness;

/// <summary>Somebody who is signed in and speaks REST: staff who prepare, learners whose sitting is not the point of a test.</summary>
public sealed class Caller : IDisposable
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly CookieContainer cookies = new();
    private readonly HttpClient client;
    private readonly Uri address;

    private Caller(Uri address)
    {
        this.address = address;
        client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = address };
    }

    /// <summary>Signs in with the account of that name that the demonstration offers to everybody.</summary>
    public static async Task<Caller> SignIn(Uri address, string userName)
    {
        var caller = new Caller(address);
        await caller.SignIn("api/account/sign-in", new { userName, password = await caller.PasswordOf(userName) });
        return caller;
    }

    public static async Task<Caller> SignIn(Uri address, string userName, string password)
    {
        var caller = new Caller(address);
        await caller.SignIn("api/account/sign-in", new { userName, password });
        return caller;
    }

    /// <summary>Signs in with a ticket that the institution's own systems were given.</summary>
    public static async Task<Caller> SignInByTicket(Uri address, string ticket)
    {
        var caller = new Caller(address);
        await caller.SignIn("api/account/ticket", new { ticket });
        return caller;
    }

    /// <summary>The cookies, for a hub connection.</summary>
    public CookieContainer Jar => cookies;

    /// <summary>The cookies, for a browser to go on with.</summary>
    public IEnumerable<Microsoft.Playwright.Cookie> Cookies => cookies.GetCookies(address).Select(cookie => new Microsoft.Playwright.Cookie
    {
        Name = cookie.Name,
        Value = cookie.Value,
        Domain = cookie.Domain,
        Path = cookie.Path,
        HttpOnly = cookie.HttpOnly,
        SameSite = SameSiteAttribute.Strict,
    });

    public async Task<T> Get<T>(string path) => await Read<T>(await client.GetAsync(path));

    public async Task<T> Post<T>(string path, object body) => await Read<T>(await Send(HttpMethod.Post, path, body));

    public async Task Put(string path, object body) => (await Send(HttpMethod.Put, path, body)).Dispose();

    /// <summary>True when there is something at that path.</summary>
    public async Task<bool> Finds(string path)
    {
        using var answer = await client.GetAsync(path);
        return answer.IsSuccessStatusCode;
    }

    public async Task Post(string path, object body) => (await Send(HttpMethod.Post, path, body)).Dispose();

    public Task<byte[]> Bytes(string path) => client.GetByteArrayAsync(path);

    public void Dispose() => client.Dispose();

    /// <summary>The password that the demonstration tells everybody.</summary>
    public async Task<string> PasswordOf(string userName)
    {
        var demo = await Get<DemoAccounts>("api/account/demo");
        return demo.Accounts.Single(account => account.UserName == userName).Password;
    }

    private async Task SignIn(string path, object proof)
    {
        using (await client.GetAsync("api/account")) { }
        using (await Send(HttpMethod.Post, path, proof)) { }
        // The antiforgery token belongs to the identity just gained.
        using (await client.GetAsync("api/account")) { }
    }

    /// <summary>As a page does: what the server is too busy for, and what a proxy finds nobody for, is sent again, for a minute.</summary>
    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, object body)
    {
        for (var since = Stopwatch.StartNew(); ;)
        {
            using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body, options: Json) };
            request.Headers.Add("X-XSRF-TOKEN", cookies.GetCookies(address)["XSRF-TOKEN"]?.Value);
            var answer = await client.SendAsync(request);
            TimeSpan? wait = answer.StatusCode switch
            {
                HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests => answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1),
                HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => TimeSpan.FromMilliseconds(200),
                _ => null,
            };
            if (wait is { } pause && since.Elapsed < TimeSpan.FromMinutes(1))
            {
                answer.Dispose();
                await Task.Delay(pause, TestContext.Current.CancellationToken);
                continue;
            }

            Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            return answer;
        }
    }

    private static async Task<T> Read<T>(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode}");
            return await answer.Content.ReadFromJsonAsync<T>(Json) ?? throw new InvalidOperationException("An empty answer.");
        }
    }

    private sealed record DemoAccounts(ImmutableArray<DemoAccount> Accounts);

    private sealed record DemoAccount(string UserName, string Password);
}
