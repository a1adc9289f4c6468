using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Web.Tests.Harness;

/// <summary>A browser: cookies, and the antiforgery header unless a test leaves it out.</summary>
public sealed class Visitor : IDisposable
{
    private readonly Uri address;
    private readonly CookieContainer cookies = new();
    private readonly HttpClient client;

    public Visitor(Uri address)
    {
        this.address = address;
        client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    /// <summary>The address that a proxy on this machine says the browser has.</summary>
    public string From
    {
        init => client.DefaultRequestHeaders.Add("X-Forwarded-For", value);
    }

    private string? Token => cookies.GetCookies(address)[AntiforgeryTokens.Cookie]?.Value;

    /// <summary>Another browser with the same cookies.</summary>
    public Visitor Clone()
    {
        var clone = new Visitor(address);
        clone.cookies.Add(cookies.GetAllCookies());
        return clone;
    }

    public Task<HttpResponseMessage> Get(string path) => client.GetAsync(path);

    public Task<HttpResponseMessage> Send(HttpRequestMessage request) => client.SendAsync(request);

    public async Task<HttpResponseMessage> SignIn(string name, string password)
    {
        using var before = await client.GetAsync("api/account");
        return await Send(HttpMethod.Post, "api/account/sign-in", JsonSerializer.Serialize(new { userName = name, password }));
    }

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, string json, bool antiforgery = true, CancellationToken ct = default)
    {
        if (antiforgery && Token is null)
            (await client.GetAsync("api/account", ct)).Dispose();

        using var request = new HttpRequestMessage(method, path);
        if (method != HttpMethod.Get)
            request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (antiforgery)
            request.Headers.Add(AntiforgeryTokens.Header, Token);

        return await client.SendAsync(request, ct);
    }

    /// <summary>A body that is no JSON, with the antiforgery header.</summary>
    public async Task<HttpResponseMessage> SendBytes(HttpMethod method, string path, HttpContent content)
    {
        if (Token is null)
            (await client.GetAsync("api/account")).Dispose();
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add(AntiforgeryTokens.Header, Token);
        return await client.SendAsync(request);
    }

    public Task<HttpResponseMessage> SendCsv(string path, string csv) => SendCsv(path, Encoding.UTF8.GetBytes(csv));

    public async Task<HttpResponseMessage> SendCsv(string path, byte[] csv)
    {
        if (Token is null)
            (await client.GetAsync("api/account")).Dispose();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(csv) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        request.Headers.Add(AntiforgeryTokens.Header, Token);
        return await client.SendAsync(request);
    }

    /// <summary>The value of a request that succeeds; one that is refused because the server is busy is sent again, as a browser does.</summary>
    internal async Task<T> Ask<T>(HttpMethod method, string path, string json, JsonTypeInfo<T> type)
        where T : class => await Eventually.Find($"{method} {path} to be taken", async () =>
        {
            using var answer = await Send(method, path, json);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                return null;
            Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            return await answer.Content.ReadFromJsonAsync(type);
        });

    public HubConnection Hub(string? origin = null) => Hub("hubs/learner", origin);

    public HubConnection ProctorHub() => Hub("hubs/proctor", null);

    private HubConnection Hub(string path, string? origin) => new HubConnectionBuilder()
        .WithUrl(new Uri(address, path), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            options.Cookies.Add(cookies.GetAllCookies());
            if (origin is not null)
                options.Headers["Origin"] = origin;
        })
        .AddJsonProtocol(options => WireJson.Configure(options.PayloadSerializerOptions))
        .Build();

    public void Dispose() => client.Dispose();
}

internal static class Problems
{
    /// <summary>The stable code of a refusal; null when the answer is none.</summary>
    public static async Task<string?> Code(this HttpResponseMessage answer) =>
        answer.Content.Headers.ContentType?.MediaType == ProblemBody.MediaType
            ? (await answer.Content.ReadFromJsonAsync(WireJson.Default.ProblemBody))?.Code
            : null;

    /// <summary>The stable code of a hub's refusal.</summary>
    public static string Code(this Microsoft.AspNetCore.SignalR.HubException exception) => exception.Problem().Code;

    internal static HubProblem Problem(this Microsoft.AspNetCore.SignalR.HubException exception)
    {
        var start = exception.Message.IndexOf('{', StringComparison.Ordinal);
        Assert.True(start >= 0, $"A hub refuses with JSON, and not with: {exception.Message}");
        return JsonSerializer.Deserialize(exception.Message[start..], WireJson.Default.HubProblem)!;
    }
}
