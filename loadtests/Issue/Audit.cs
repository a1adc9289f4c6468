using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ExamEngine.Interchange.OpenBadges;

namespace ExamEngine.Issue;

/// <summary>What an audit found.</summary>
internal sealed record Audited(int Complete, int LargestPdf, long PdfBytes, TimeSpan Verifying, ImmutableArray<TimeSpan> Looks, ImmutableArray<string> Findings);

/// <summary>
/// Fetches every file of every credential, as their holders would, and verifies each: the proof by the rules, the status entry in the list, the same document in
/// PDF, PNG and SVG byte for byte, and no entry twice.
/// </summary>
internal sealed class Audit : IBadgeSources, IDisposable
{
    private const int AtOnce = 8, MostLooks = 500;

    private readonly HttpClient[] _clients;
    private readonly ConcurrentDictionary<string, Guid> _entries = new();
    private readonly ConcurrentBag<string> _findings = [];
    private readonly ConcurrentDictionary<Uri, Lazy<Task<JsonObject?>>> _lists = new();
    private readonly BadgeVerifier _verifier;
    private int _complete, _largest;
    private long _bytes, _verifying;

    public Audit(Uri server)
    {
        _verifier = new BadgeVerifier(this);
        // The server counts strangers by address; a holder comes alone, so each of these has one of its own.
        _clients = [.. Enumerable.Range(2, 64).Select(last => new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, ct) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(IPAddress.Parse($"127.0.0.{last}"), 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = server })];
    }

    public int Complete => Volatile.Read(ref _complete);

    public async Task<Audited> Run(IReadOnlyList<Guid> credentials, CancellationToken ct)
    {
        if (credentials.Distinct().Count() != credentials.Count)
            _findings.Add("A credential was issued twice.");
        await Parallel.ForEachAsync(credentials.Index(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (one, token) =>
        {
            try
            {
                await Check(_clients[one.Index % _clients.Length], one.Item, token);
                Interlocked.Increment(ref _complete);
            }
            catch (AuditException e)
            {
                _findings.Add($"{one.Item}: {e.Message}");
            }
        });
        var looks = await Look(credentials, ct);
        return new(_complete, _largest, _bytes, TimeSpan.FromTicks(_verifying), looks, [.. _findings]);
    }

    public ValueTask<JsonObject?> Did(string did, CancellationToken ct) => ValueTask.FromResult<JsonObject?>(null);

    public async ValueTask<JsonObject?> StatusList(Uri address, CancellationToken ct) =>
        await _lists.GetOrAdd(address, _ => new(async () => JsonNode.Parse(await _clients[0].GetStringAsync(address, CancellationToken.None))?.AsObject())).Value;

    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
    }

    private async Task Check(HttpClient client, Guid id, CancellationToken ct)
    {
        var json = await Read(client, id, "json", ct);
        var (pdf, png, svg) = (await Read(client, id, "pdf", ct), await Read(client, id, "png", ct), await Read(client, id, "svg", ct));
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var text = Encoding.UTF8.GetString(json);
        Must(Baking.Extract(pdf) == text, "The PDF has another document attached.");
        Must(Baking.Extract(png) == text, "The PNG has another document in it.");
        Must(Baking.Extract(svg) == text, "The SVG has another document in it.");
        var proving = System.Diagnostics.Stopwatch.GetTimestamp();
        var verdict = await _verifier.Verify(json, DateTimeOffset.UtcNow, ct);
        Interlocked.Add(ref _verifying, System.Diagnostics.Stopwatch.GetElapsedTime(proving).Ticks);
        Must(verdict.IsValid, $"{verdict.Code}: {verdict.Reason}");
        using var document = JsonDocument.Parse(json);
        Must(document.RootElement.GetProperty("id").GetString() == $"urn:uuid:{id}", "It is of another credential.");
        var entry = document.RootElement.GetProperty("credentialStatus").GetProperty("id").GetString() ?? "";
        Must(_entries.TryAdd(entry, id), $"It shares the entry {entry} of the status list.");
        Interlocked.Add(ref _bytes, pdf.Length);
        for (var largest = _largest; pdf.Length > largest && Interlocked.CompareExchange(ref _largest, pdf.Length, largest) != largest; largest = _largest)
        {
            // Another one was larger at the same moment.
        }
    }

    /// <summary>
    /// Opens the verify page of some credentials, spread over all and one after another: the page itself and the state it asks for.
    /// </summary>
    /// <returns>What both took together, shortest first.</returns>
    private async Task<ImmutableArray<TimeSpan>> Look(IReadOnlyList<Guid> credentials, CancellationToken ct)
    {
        var step = Math.Max(1, credentials.Count / MostLooks);
        var took = new List<TimeSpan>();
        for (var i = 0; i < credentials.Count && took.Count < MostLooks; i += step)
        {
            var (client, id) = (_clients[took.Count % _clients.Length], credentials[i]);
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            var page = await Open(client, $"v/{id}", "text/html", ct);
            var state = await Open(client, $"api/credentials/{id}", "application/json", ct);
            took.Add(System.Diagnostics.Stopwatch.GetElapsedTime(started));
            if (!page.Contains("<html", StringComparison.OrdinalIgnoreCase) || !state.Contains($"{id}", StringComparison.Ordinal))
                _findings.Add($"{id}: its verify page does not show it.");
        }

        return [.. took.Order()];
    }

    private static async Task<byte[]> Read(HttpClient client, Guid id, string form, CancellationToken ct)
    {
        using var answer = await client.GetAsync(new Uri($"api/credentials/{id}/{form}", UriKind.Relative), ct);
        Must(answer.IsSuccessStatusCode, $"Its {form} answers {(int)answer.StatusCode}.");
        return await answer.Content.ReadAsByteArrayAsync(ct);
    }

    private static async Task<string> Open(HttpClient client, string path, string type, CancellationToken ct)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)) { Headers = { { "Accept", type } } };
        using var answer = await client.SendAsync(asked, ct);
        return await answer.Content.ReadAsStringAsync(ct);
    }

    private static void Must(bool holds, string finding)
    {
        if (!holds)
            throw new AuditException(finding);
    }

    private sealed class AuditException(string finding) : Exception(finding);
}
