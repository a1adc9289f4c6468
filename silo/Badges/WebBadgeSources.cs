using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using ExamEngine.Grains.Credentials;
using ExamEngine.Interchange.OpenBadges;

namespace ExamEngine.Silo.Badges;

/// <summary>
/// Asks the web for what a badge names: over https, without cookies or proxy, at public addresses only, which is checked of the address that is
/// connected to and again after each redirect; as long and as large as the limits say. An address is asked once.
/// </summary>
internal sealed class WebBadgeSources : IBadgeSources, IDisposable
{
    private const int LargestAnswer = 4 << 20;
    private const int MostRedirects = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient client;
    private readonly bool allowsLocal;
    private readonly Dictionary<Uri, JsonObject?> answers = [];
    private readonly List<string> failures = [];

    /// <param name="allowsLocal">Also http, and private addresses: for badges of a server on this machine.</param>
    public WebBadgeSources(bool allowsLocal = false)
        : this(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectCallback = allowsLocal ? null : ConnectPublic }, allowsLocal) { }

    internal WebBadgeSources(HttpMessageHandler handler, bool allowsLocal)
    {
        client = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = LargestAnswer };
        this.allowsLocal = allowsLocal;
    }

    /// <summary>What could not be had, and why.</summary>
    public IReadOnlyList<string> Failures => failures;

    public ValueTask<JsonObject?> Did(string did, CancellationToken ct)
    {
        var address = DidWeb.Address(did) ?? (Uri.TryCreate(did, UriKind.Absolute, out var profile) ? profile : null);
        return address is null ? new((JsonObject?)null) : Ask(address, ct);
    }

    public ValueTask<JsonObject?> StatusList(Uri address, CancellationToken ct) => Ask(address, ct);

    public void Dispose() => client.Dispose();

    private async ValueTask<JsonObject?> Ask(Uri address, CancellationToken ct)
    {
        if (answers.TryGetValue(address, out var known))
            return known;
        try
        {
            return answers[address] = await Fetch(address, ct);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or RefusedAddressException || e is TaskCanceledException && !ct.IsCancellationRequested)
        {
            failures.Add($"{address}: {Why(e)}");
            return answers[address] = null;
        }
    }

    private async Task<JsonObject> Fetch(Uri address, CancellationToken ct)
    {
        for (var redirects = 0; ; redirects++)
        {
            if (address.Scheme != Uri.UriSchemeHttps && !(allowsLocal && address.Scheme == Uri.UriSchemeHttp))
                throw new RefusedAddressException($"{address.Scheme} is not asked");
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.ParseAdd("application/vc, application/did+json, application/json;q=0.9");
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct);
            if (answer.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
                && answer.Headers.Location is { } location)
            {
                if (redirects == MostRedirects)
                    throw new RefusedAddressException("it redirects too often");
                address = new Uri(address, location);
                continue;
            }

            answer.EnsureSuccessStatusCode();
            return JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync(ct)) as JsonObject ?? throw new JsonException();
        }
    }

    private static async ValueTask<Stream> ConnectPublic(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        var open = addresses.Where(PublicAddress.Is).ToArray();
        if (open.Length == 0)
            throw new RefusedAddressException($"{context.DnsEndPoint.Host} is not at a public address");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Why(Exception e) => e switch
    {
        TaskCanceledException => $"no answer within {Patience.TotalSeconds:0} seconds",
        JsonException => "the answer is no JSON object",
        HttpRequestException { InnerException: RefusedAddressException refused } => refused.Message,
        HttpRequestException { StatusCode: { } status } => $"the answer is {(int)status}",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "the answer is too large",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } or HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain } } =>
            "the name is not known; is this machine offline?",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "no connection; is this machine offline?",
        _ => e.Message,
    };

    private sealed class RefusedAddressException(string message) : Exception(message);
}
