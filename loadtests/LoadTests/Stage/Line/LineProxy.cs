using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ExamEngine.LoadTests;

/// <summary>
/// The line between learners and server: takes connections on a port of its own and passes their bytes on, as well as the line allows. It takes two
/// descriptors a connection; whoever comes when there are none left is turned away.
/// </summary>
internal sealed class LineProxy : IAsyncDisposable
{
    private const int Backlog = 4096;

    /// <summary>How long nobody is taken when there are no descriptors left: they stand in the listener's queue.</summary>
    private static readonly TimeSpan WhenFull = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<LineConnection, byte> _connections = new();
    private readonly ConcurrentDictionary<IPAddress, Weather> _weather = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly IPEndPoint _server;
    private readonly LineQuality _quality;
    private readonly Task _accepting;

    /// <param name="server">An http address of this machine.</param>
    public LineProxy(Uri server, LineQuality quality)
    {
        (_server, _quality) = (new IPEndPoint(IPAddress.Loopback, server.Port), quality);
        _listener.Bind(new IPEndPoint(IPAddress.Any, 0));
        _listener.Listen(Backlog);
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)(_listener.LocalEndPoint ?? throw new InvalidOperationException("The socket has no address."))).Port}");
        _accepting = Task.Run(Accept);
    }

    public Uri Address { get; }

    public int Connections => _connections.Count;

    /// <summary>Resets every connection towards both sides at the same moment. New ones are taken as before.</summary>
    public void CutAll()
    {
        foreach (var connection in _connections.Keys)
            connection.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        CutAll();
        _closing.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                try
                {
                    _ = Carry(await _listener.AcceptAsync(_closing.Token));
                }
                catch (SocketException e) when (e.SocketErrorCode is SocketError.TooManyOpenSockets && !_closing.IsCancellationRequested)
                {
                    await Task.Delay(WhenFull, _closing.Token);
                }
            }
        }
        catch (Exception e) when (_closing.IsCancellationRequested && e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The line is taken down.
        }
    }

    private async Task Carry(Socket learner)
    {
        if (Pair(learner) is not { } connection)
            return;
        using var pair = connection;
        _connections.TryAdd(connection, 0);
        try
        {
            await connection.Carry(_server);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side left without a word, or the connection was cut: the other side hears it as a reset.
            connection.Reset();
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }

    /// <summary>Null when there was no descriptor left for the other half: the learner is turned away.</summary>
    private LineConnection? Pair(Socket learner)
    {
        try
        {
            return new(learner, WeatherOf(learner));
        }
        catch (SocketException)
        {
            LineConnection.Reset(learner);
            return null;
        }
    }

    /// <summary>Null when the line is clear. Learners with an address of their own (127.x.y.z) each have one line for all their connections, so that connecting anew does not end a cut.</summary>
    private Weather? WeatherOf(Socket learner)
    {
        if (_quality == LineQuality.Clear)
            return null;
        return learner.RemoteEndPoint is IPEndPoint { Address: var address } && !address.Equals(IPAddress.Loopback) ? _weather.GetOrAdd(address, _ => New()) : New();
    }

    private Weather New() => new(_quality, new Random(), Stopwatch.GetTimestamp());
}
