using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Browser.Tests.Harness;

/// <summary>
/// A browser that nothing but this steers (Chrome DevTools Protocol): Playwright tells each page that it is looked at, so that under it no page is ever
/// hidden. Here a tab that is put before another hides it as for everybody.
/// </summary>
internal sealed class BareChromium : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("examengine-chromium");
    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> asked = new();
    private readonly SemaphoreSlim sending = new(1);
    private Process? process;
    private int last;

    private BareChromium()
    {
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<BareChromium> Start()
    {
        var chromium = new BareChromium();
        try
        {
            await chromium.Launch();
            return chromium;
        }
        catch
        {
            await chromium.DisposeAsync();
            throw;
        }
    }

    /// <summary>A tab before all others, at that address, with these cookies.</summary>
    public async Task<BareTab> Open(Uri address, IEnumerable<Cookie>? cookies = null)
    {
        var target = await Call("Target.createTarget", new { url = "about:blank" });
        var id = target["targetId"]!.GetValue<string>();
        var session = (await Call("Target.attachToTarget", new { targetId = id, flatten = true }))["sessionId"]!.GetValue<string>();
        foreach (var cookie in cookies ?? [])
            await Call("Network.setCookie", new { name = cookie.Name, value = cookie.Value, url = address.GetLeftPart(UriPartial.Authority) }, session);
        await Call("Page.navigate", new { url = address }, session);
        return new BareTab(this, id, session);
    }

    internal async Task<JsonNode> Call(string method, object parameters, string? session = null)
    {
        var id = Interlocked.Increment(ref last);
        var answer = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        asked[id] = answer;
        var message = JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters, sessionId = session }, Json);
        await sending.WaitAsync(Ct);
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, Ct);
        }
        finally
        {
            sending.Release();
        }

        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        sending.Dispose();
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        home.Delete(recursive: true);
    }

    private async Task Launch()
    {
        var start = new ProcessStartInfo("/usr/bin/chromium")
        {
            ArgumentList =
            {
                "--headless=new", "--disable-gpu", "--no-sandbox", "--remote-debugging-port=0", $"--user-data-dir={home.FullName}", "--lang=en-GB", "--no-first-run",
                "--disable-background-networking",
            },
            RedirectStandardError = true,
        };
        process = Process.Start(start) ?? throw new InvalidOperationException("Chromium did not start.");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        // The browser writes here where it listens.
        var file = Path.Combine(home.FullName, "DevToolsActivePort");
        var lines = await Eventually.Find("Chromium listens", () => Task.FromResult(File.Exists(file) && File.ReadAllLines(file) is { Length: 2 } two ? two : null));
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{lines[0]}{lines[1]}"), Ct);
        _ = Listen();
    }

    private async Task Listen()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;
                Take(JsonNode.Parse(message.ToArray()));
                message.SetLength(0);
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException or JsonException)
        {
            foreach (var answer in asked.Values)
                answer.TrySetException(e);
        }
    }

    private void Take(JsonNode? message)
    {
        if (message?["id"]?.GetValue<int>() is not { } id || !asked.TryRemove(id, out var answer))
            return;
        if (message["error"] is { } error)
            answer.SetException(new InvalidOperationException(error.ToJsonString()));
        else
            answer.SetResult(message["result"]!);
    }
}

/// <summary>One tab of it.</summary>
internal sealed class BareTab(BareChromium chromium, string target, string session)
{
    /// <summary>Puts it before the others, which hides them.</summary>
    public Task Show() => chromium.Call("Target.activateTarget", new { targetId = target });

    /// <summary>The value of an expression in the page.</summary>
    public async Task<JsonNode?> Value(string expression)
    {
        var answer = await chromium.Call("Runtime.evaluate", new { expression, awaitPromise = true, returnByValue = true, userGesture = true }, session);
        return answer["exceptionDetails"] is { } fault ? throw new InvalidOperationException(fault.ToJsonString()) : answer["result"]!["value"];
    }

    public Task Until(string expression) => Eventually.True(expression, async () => (await Value($"Boolean({expression})"))?.GetValue<bool>() == true);

    /// <summary>Presses the button, or what else of this role, that is called so, as soon as there is one that can be pressed.</summary>
    public async Task Press(string words, string of = "button")
    {
        var found = $"[...document.querySelectorAll('{of}')].find(one => (one.labels?.[0] ?? one).innerText.trim() === '{words}' && !one.disabled)";
        await Until(found);
        await Value($"{found}.click()");
    }
}
