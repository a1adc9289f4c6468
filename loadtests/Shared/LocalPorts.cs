using System.Net;
using System.Net.Sockets;

namespace ExamEngine.Measuring;

internal static class LocalPorts
{
    /// <summary>A port of this machine that nothing listened on a moment ago.</summary>
    public static int Free()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)(socket.LocalEndPoint ?? throw new InvalidOperationException("The socket has no address."))).Port;
    }
}
