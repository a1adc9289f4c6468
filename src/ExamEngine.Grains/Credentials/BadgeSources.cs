using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Grains.Credentials.Keys;
using ExamEngine.Grains.Hosting;
using ExamEngine.Interchange.OpenBadges;

namespace ExamEngine.Grains.Credentials;

/// <summary>
/// Identities and status lists: our own from here, those of others from their sites. A stranger names the address, so it is asked only by https, only at
/// public addresses of the internet, without following anybody elsewhere, for a short while and for a small answer.
/// </summary>
internal sealed class BadgeSources : IBadgeSources, IDisposable
{
    private const int LargestAnswer = 4 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IGrainFactory _grains;
    private readonly BadgeKeys _keys;
    private readonly Uri _lists;
    private readonly HttpClient _client;

    public BadgeSources(IGrainFactory grains, BadgeKeys keys, GrainOptions options)
    {
        (_grains, _keys, _lists) = (grains, keys, new Uri(options.PublicAddress, "status/"));
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = Connect,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        })
        { Timeout = Patience, MaxResponseContentBufferSize = LargestAnswer };
        _client.DefaultRequestHeaders.Accept.ParseAdd("application/vc, application/did+json, application/json");
    }

    public async ValueTask<JsonObject?> Did(string did, CancellationToken ct) =>
        did == _keys.WebDid ? _keys.DidDocument()
        : (DidWeb.Address(did) ?? (Uri.TryCreate(did, UriKind.Absolute, out var profile) ? profile : null)) is { } address ? await Ask(address, ct)
        : null;

    public async ValueTask<JsonObject?> StatusList(Uri address, CancellationToken ct)
    {
        if (_lists.IsBaseOf(address) && int.TryParse(_lists.MakeRelativeUri(address).ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var list))
            return await _grains.GetGrain<IStatusListGrain>(list).Show() is { } ours ? JsonNode.Parse(ours)?.AsObject() : null;
        return await Ask(address, ct);
    }

    public void Dispose() => _client.Dispose();

    private async Task<JsonObject?> Ask(Uri address, CancellationToken ct)
    {
        if (address.Scheme != Uri.UriSchemeHttps)
            return null;
        try
        {
            using var answer = await _client.GetAsync(address, ct);
            return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct)) as JsonObject : null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException or OperationCanceledException)
        {
            // Nor has a site answered that the caller has no patience left for.
            return null;
        }
    }

    /// <summary>The address that was looked at is the one that is connected to: a name that answers differently the second time gains nothing.</summary>
    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        var open = addresses.Where(PublicAddress.Is).ToArray();
        if (open.Length == 0)
            throw new HttpRequestException("The address is not one of the internet.");
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
}
