using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ExamEngine.LoadTests.Learners;

/// <summary>
/// One browser's way to the server: cookies, antiforgery, refusals. A call is one try; who repeats it is the caller's business.
/// Connections are shared by the learners of a campus, since ten thousand idle ones would only use up descriptors.
/// </summary>
internal sealed class Door(Uri server, HttpMessageInvoker campus)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, string> _cookies = [];

    public Uri Server => server;

    public HttpMessageInvoker Campus => campus;

    /// <summary>The cookies as the header carries them.</summary>
    public string Cookies { get; set; } = "";

    public Task<Reply<T>> Get<T>(string path, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class => Send(HttpMethod.Get, path, default, type, Patience, ct);

    public Task<Reply<T>> Post<TBody, T>(string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, CancellationToken ct, TimeSpan? patience = null)
        where T : class => Send(HttpMethod.Post, path, Body.Of(body, bodyType), type, patience ?? Patience, ct);

    /// <summary>For what answers with nothing.</summary>
    /// <returns>Null when it was done; a refusal, with code <c>unreachable</c> for silence.</returns>
    public async Task<Refusal?> Tell<TBody>(string path, TBody body, JsonTypeInfo<TBody> bodyType, CancellationToken ct)
    {
        var reply = await Send<Nothing>(HttpMethod.Post, path, Body.Of(body, bodyType), null, Patience, ct);
        return reply.Value is not null ? null : reply.Refusal ?? new Refusal(0, "unreachable");
    }

    public Task<Reply<T>> Put<T>(string path, byte[] content, string mediaType, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class => Send(HttpMethod.Put, path, new Body(content, new MediaTypeHeaderValue(mediaType)), type, TimeSpan.FromMinutes(1), ct);

    /// <param name="type">Null where there is no content; then <typeparamref name="T"/> is <see cref="Nothing"/>.</param>
    private async Task<Reply<T>> Send<T>(HttpMethod method, string path, Body body, JsonTypeInfo<T>? type, TimeSpan patience, CancellationToken ct, bool mayMend = true)
        where T : class
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        ending.CancelAfter(patience);
        try
        {
            // The server sets the token with this answer, whether or not anybody is signed in.
            if (body.Content is not null && !_cookies.ContainsKey("XSRF-TOKEN"))
                (await Send(HttpMethod.Get, "api/account", default, ending.Token)).Dispose();
            using var response = await Send(method, path, body, ending.Token);
            var content = await response.Content.ReadAsByteArrayAsync(ending.Token);
            if (!response.IsSuccessStatusCode)
                return RefusalOf(response, content) is { Code: "account.antiforgery" } && mayMend
                    ? await Mended(method, path, body, type, patience, ct)
                    : RefusalOf(response, content);
            return (type is null ? Nothing.It as T : JsonSerializer.Deserialize(content, type)) is { } value ? value : Reply<T>.Silence;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return Reply<T>.Silence;
        }
    }

    /// <summary>The page is out of date: it asks for a fresh token and tries once more, without troubling anybody.</summary>
    private async Task<Reply<T>> Mended<T>(HttpMethod method, string path, Body body, JsonTypeInfo<T>? type, TimeSpan patience, CancellationToken ct)
        where T : class
    {
        _cookies.Remove("XSRF-TOKEN");
        return await Send(method, path, body, type, patience, ct, mayMend: false);
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, Body body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(server, path));
        request.Headers.Accept.Add(Json);
        if (Cookies.Length > 0)
            request.Headers.Add("Cookie", Cookies);
        if (body.Content is { } content)
        {
            request.Content = new ByteArrayContent(content) { Headers = { ContentType = body.Type } };
            if (_cookies.TryGetValue("XSRF-TOKEN", out var token))
                request.Headers.Add("X-XSRF-TOKEN", Uri.UnescapeDataString(token));
        }

        var response = await campus.SendAsync(request, ct);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
            Keep(set);
        return response;
    }

    private static MediaTypeWithQualityHeaderValue Json { get; } = new("application/json");

    private void Keep(IEnumerable<string> set)
    {
        foreach (var cookie in set)
        {
            var pair = cookie.AsSpan(0, cookie.IndexOf(';') is >= 0 and var end ? end : cookie.Length);
            var equals = pair.IndexOf('=');
            if (equals > 0)
                _cookies[pair[..equals].ToString()] = pair[(equals + 1)..].ToString();
        }

        Cookies = string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));
    }

    private static Refusal RefusalOf(HttpResponseMessage response, byte[] content)
    {
        var status = (int)response.StatusCode;
        string? code = null;
        try
        {
            code = JsonSerializer.Deserialize(content, Wire.Default.ProblemBody)?.Code;
        }
        catch (JsonException)
        {
            // From a proxy: the status says what there is to say.
        }

        return new(status, code ?? string.Create(CultureInfo.InvariantCulture, $"http.{status}"), response.Headers.RetryAfter switch
        {
            { Delta: { } wait } => wait,
            { Date: { } date } => TimeSpan.FromSeconds(Math.Max(0, (date - DateTimeOffset.UtcNow).TotalSeconds)),
            _ => null,
        });
    }

    /// <param name="Content">Null for a request without any.</param>
    private readonly record struct Body(byte[]? Content, MediaTypeHeaderValue? Type)
    {
        public static Body Of<T>(T body, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(body, type), Json);
    }

    private sealed class Nothing
    {
        public static readonly Nothing It = new();
    }
}
