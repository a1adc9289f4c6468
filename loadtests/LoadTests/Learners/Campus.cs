using System.Net;
using System.Net.Sockets;

namespace ExamEngine.LoadTests.Learners;

/// <summary>
/// Where learners come from. Against a server on this machine each campus has a loopback address of its own, since the server counts
/// anonymous callers by address, and a class of ten thousand does not sit behind one.
/// </summary>
internal static class Campus
{
    public const int Count = 64;

    /// <summary>IP_BIND_ADDRESS_NO_PORT: the port is chosen when connecting, so that one may serve several destinations.</summary>
    private const int BindAddressNoPort = 24;

    public static HttpMessageInvoker Open(int number, Uri server)
    {
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
            ConnectTimeout = TimeSpan.FromSeconds(10),
        };
        if (OperatingSystem.IsLinux() && server.IsLoopback)
        {
            var from = new IPEndPoint(new IPAddress([127, 0, 1, (byte)(number % Count + 1)]), 0);
            handler.ConnectCallback = async (context, ct) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    socket.SetRawSocketOption(0, BindAddressNoPort, BitConverter.GetBytes(1));
                    socket.Bind(from);
                    await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), ct);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            };
        }

        return new HttpMessageInvoker(handler);
    }
}
