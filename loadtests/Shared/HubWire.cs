using System.Net.WebSockets;

namespace ExamEngine.Measuring;

/// <summary>
/// SignalR's JSON protocol on a plain WebSocket: messages that end with a mark, after a handshake. A connection costs a small buffer and no
/// thread, about half the processor and memory of SignalR's own client, which would take them from the server beside it.
/// </summary>
internal sealed class HubWire : IDisposable
{
    private const byte End = 0x1e;

    private readonly ClientWebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private byte[] _received = new byte[1024];
    private int _held, _taken;

    private HubWire(ClientWebSocket socket) => _socket = socket;

    /// <summary>Connects as a page of that server would.</summary>
    /// <param name="cookies">The header's value.</param>
    /// <param name="invoker">Null: a connection of its own making.</param>
    /// <param name="hub">Whose: <c>learner</c>, <c>proctor</c>.</param>
    /// <exception cref="WebSocketException">It could not be connected, or was closed before the handshake was done.</exception>
    public static async Task<HubWire> Open(Uri server, string cookies, HttpMessageInvoker? invoker, CancellationToken ct, string hub = "learner")
    {
        var socket = new ClientWebSocket { Options = { KeepAliveInterval = TimeSpan.Zero } };
        try
        {
            socket.Options.SetRequestHeader("Cookie", cookies);
            socket.Options.SetRequestHeader("Origin", server.GetLeftPart(UriPartial.Authority));
            await socket.ConnectAsync(new UriBuilder(server) { Scheme = server.Scheme == "https" ? "wss" : "ws", Path = $"hubs/{hub}" }.Uri, invoker, ct);
            var wire = new HubWire(socket);
            await wire.Send("{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray(), ct);
            return (await wire.Next(ct)).IsEmpty ? throw new WebSocketException("It was closed before the handshake.") : wire;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <param name="messages">One or several, each with its end mark.</param>
    public async ValueTask Send(ReadOnlyMemory<byte> messages, CancellationToken ct)
    {
        await _sending.WaitAsync(ct);
        try
        {
            await _socket.SendAsync(messages, WebSocketMessageType.Text, true, ct);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next message without its mark, valid until the next call; empty when the server has closed the connection.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> Next(CancellationToken ct)
    {
        _received.AsSpan(_taken, _held - _taken).CopyTo(_received);
        (_held, _taken) = (_held - _taken, 0);
        for (var searched = 0; ;)
        {
            var end = _received.AsSpan(searched, _held - searched).IndexOf(End);
            if (end >= 0)
            {
                _taken = searched + end + 1;
                return _received.AsMemory(0, _taken - 1);
            }

            searched = _held;
            if (_held == _received.Length)
                Array.Resize(ref _received, _held * 2);
            var got = await _socket.ReceiveAsync(_received.AsMemory(_held), ct);
            if (got.MessageType == WebSocketMessageType.Close)
                return default;
            _held += got.Count;
        }
    }

    /// <summary>Says goodbye without waiting for the answer.</summary>
    public async Task Close(CancellationToken ct)
    {
        if (_socket.State == WebSocketState.Open)
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ct);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }
}
