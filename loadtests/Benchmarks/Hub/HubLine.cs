using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using ExamEngine.Benchmarks.Sessions;

namespace ExamEngine.Benchmarks.Hub;

/// <summary>
/// One browser's line to the learner hub: SignalR's JSON protocol on a plain WebSocket, one save under way at a time. It costs this
/// process far less than SignalR's own client, which would take the processor from the server.
/// </summary>
internal sealed class HubLine : IAsyncDisposable
{
    private const byte End = 0x1e;

    private readonly ClientWebSocket _socket;
    private readonly Guid _session, _device;
    private readonly byte[] _received = new byte[16 * 1024];
    private int _held;
    private long _seq;

    private HubLine(ClientWebSocket socket, Guid session, Guid device) => (_socket, _session, _device) = (socket, session, device);

    public static async Task<HubLine> Open(Uri server, CookieContainer cookies, Guid session, Guid device)
    {
        var socket = new ClientWebSocket { Options = { Cookies = cookies, KeepAliveInterval = TimeSpan.Zero } };
        await socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "hubs/learner" }.Uri, default);
        var line = new HubLine(socket, session, device);
        await line.Send("""{"protocol":"json","version":1}""");
        await line.Next();
        await line.Send($$"""{"type":1,"invocationId":"join","target":"Join","arguments":["{{session}}","{{device}}"]}""");
        await line.Completion();
        return line;
    }

    /// <summary>Sends the next answer and waits for its acknowledgement. False when the server refused it.</summary>
    public async Task<bool> Save()
    {
        var seq = ++_seq;
        var item = (int)((seq - 1) % SampleExam.Items) + 1;
        var value = SampleExam.TakesText(item)
            ? string.Create(CultureInfo.InvariantCulture, $$"""{"text":"{{seq * 0.37:0.00}}"}""")
            : $$"""{"choices":["{{"abcd"[(int)(seq / SampleExam.Items % 4)]}}"]}""";
        await Send(
            $$"""{"type":1,"invocationId":"{{seq}}","target":"Save","arguments":["{{_session}}","{{_device}}",[{"kind":"answer","commandId":"{{Guid.CreateVersion7()}}","seq":{{seq}},"item":{{item}},"field":"{{SampleExam.Field}}","value":{{value}}}]]}""");
        return await Completion();
    }

    public async ValueTask DisposeAsync()
    {
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        _socket.Dispose();
    }

    private ValueTask Send(string message)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(message.Length) + 1];
        var length = Encoding.UTF8.GetBytes(message, bytes);
        bytes[length] = End;
        return _socket.SendAsync(bytes.AsMemory(0, length + 1), WebSocketMessageType.Text, true, default);
    }

    /// <summary>Skips news and pings until the answer to the call comes; whether all of it was saved.</summary>
    private async Task<bool> Completion()
    {
        while (true)
        {
            var message = await Next();
            if (!message.StartsWith("""{"type":3""", StringComparison.Ordinal))
                continue;
            return !message.Contains("\"error\"", StringComparison.Ordinal) && !message.Contains("\"status\":\"refused\"", StringComparison.Ordinal);
        }
    }

    private async Task<string> Next()
    {
        while (true)
        {
            var end = _received.AsSpan(0, _held).IndexOf(End);
            if (end >= 0)
            {
                var message = Encoding.UTF8.GetString(_received, 0, end);
                _received.AsSpan(end + 1, _held - end - 1).CopyTo(_received);
                _held -= end + 1;
                return message;
            }

            var got = await _socket.ReceiveAsync(_received.AsMemory(_held), default);
            if (got.MessageType == WebSocketMessageType.Close)
                throw new InvalidOperationException($"The server closed the line: {_socket.CloseStatusDescription}");
            _held += got.Count;
        }
    }
}
