using System.Net;
using System.Net.Sockets;

namespace ExamEngine.Measuring;

internal static class LocalPorts
{
    /// <summary>Below the ports that connections to others take theirs from, where a server that is restarted might find its own taken.</summary>
    private const int First = 12_000, Last = 20_000;

    /// <summary>A port of this machine that nothing listened on a moment ago.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another one, then.
            }
        }
    }
}
