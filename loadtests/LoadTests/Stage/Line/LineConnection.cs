using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace ExamEngine.LoadTests;

/// <summary>One connection of a learner and its other half towards the server.</summary>
/// <param name="weather">Null: bytes pass at once.</param>
/// <exception cref="SocketException">There is no descriptor left for the other half.</exception>
internal sealed class LineConnection(Socket learner, Weather? weather) : IDisposable
{
    private const int ChunkBytes = 4096;

    /// <summary>IP_BIND_ADDRESS_NO_PORT of ip(7).</summary>
    private const int BindAddressNoPort = 24;

    /// <summary>Chunks on their way in one direction. When so many are, the sender waits, as by TCP's window.</summary>
    private const int Window = 64;

    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Returns when both sides have said that they are done.</summary>
    /// <exception cref="SocketException">A side left without saying so, or the server does not listen.</exception>
    public async Task Carry(IPEndPoint server)
    {
        learner.NoDelay = true;
        if (weather is not null)
            await Until(weather.Connected(Stopwatch.GetTimestamp()));
        BindAs(learner);
        await _server.ConnectAsync(server);
        var (up, down) = weather is null ? (Pass(learner, _server), Pass(_server, learner)) : (PassThrough(weather, learner, _server), PassThrough(weather, _server, learner));
        await await Task.WhenAny(up, down);
        await Task.WhenAll(up, down);
    }

    /// <summary>Closes both halves so that their peers see a reset. May be called at any time and from any thread.</summary>
    public void Reset()
    {
        Reset(learner);
        Reset(_server);
    }

    public void Dispose()
    {
        learner.Dispose();
        _server.Dispose();
    }

    /// <summary>The server sees the learner's own address, by which it counts; the port is chosen when connecting.</summary>
    private void BindAs(Socket learner)
    {
        if (!OperatingSystem.IsLinux() || learner.RemoteEndPoint is not IPEndPoint { Address: var address })
            return;
        _server.SetRawSocketOption(0, BindAddressNoPort, BitConverter.GetBytes(1));
        _server.Bind(new IPEndPoint(address, 0));
    }

    public static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }

        socket.Dispose();
    }

    private static async Task Pass(Socket from, Socket to)
    {
        while (await Receive(from) is { Count: > 0 } chunk)
        {
            await Send(to, chunk);
            Return(chunk);
        }

        to.Shutdown(SocketShutdown.Send);
    }

    private static async Task PassThrough(Weather weather, Socket from, Socket to)
    {
        var underWay = Channel.CreateBounded<(long Due, ArraySegment<byte> Chunk)>(new BoundedChannelOptions(Window) { SingleReader = true, SingleWriter = true });
        var arriving = Arrive(underWay.Reader, to);
        try
        {
            // What was sent later never arrives sooner.
            for (long due = 0; !arriving.IsCompleted;)
            {
                var chunk = await Receive(from);
                due = Math.Max(due, weather.Arrival(Stopwatch.GetTimestamp(), chunk.Count));
                if (!await underWay.Writer.WaitToWriteAsync())
                    break;
                await underWay.Writer.WriteAsync((due, chunk));
                if (chunk.Count == 0)
                    break;
            }
        }
        finally
        {
            underWay.Writer.TryComplete();
        }

        await arriving;
    }

    private static async Task Arrive(ChannelReader<(long Due, ArraySegment<byte> Chunk)> underWay, Socket to)
    {
        await foreach (var (due, chunk) in underWay.ReadAllAsync())
        {
            await Until(due);
            if (chunk.Count == 0)
            {
                to.Shutdown(SocketShutdown.Send);
                return;
            }

            await Send(to, chunk);
            Return(chunk);
        }
    }

    /// <summary>Waits without a buffer, so that an idle connection holds none. Empty at the end; else to be given back.</summary>
    private static async ValueTask<ArraySegment<byte>> Receive(Socket from)
    {
        await from.ReceiveAsync(Memory<byte>.Empty);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        if (await from.ReceiveAsync(buffer) is > 0 and var count)
            return new ArraySegment<byte>(buffer, 0, count);

        ArrayPool<byte>.Shared.Return(buffer);
        return default;
    }

    private static async ValueTask Send(Socket to, ArraySegment<byte> chunk)
    {
        for (var sent = 0; sent < chunk.Count;)
            sent += await to.SendAsync(chunk[sent..]);
    }

    private static void Return(ArraySegment<byte> chunk) => ArrayPool<byte>.Shared.Return(chunk.Array ?? []);

    /// <summary>Never too soon: a timer goes by the kernel's tick and may ring some milliseconds early.</summary>
    private static async ValueTask Until(long due)
    {
        while (due - Stopwatch.GetTimestamp() is > 0 and var ticks)
            await Task.Delay((int)Math.Ceiling(ticks * 1000.0 / Stopwatch.Frequency));
    }
}
