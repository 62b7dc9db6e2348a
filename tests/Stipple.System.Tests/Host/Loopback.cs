using System.Net;
using System.Net.Sockets;

namespace Stipple.System.Tests.Host;

/// <summary>Ports of this machine.</summary>
internal static class Loopback
{
    private static int next = Environment.ProcessId;

    /// <summary>
    /// A port that nobody listens on. Below those that outgoing connections are given (32768 and up), so that none of them takes
    /// it while a server that was killed is on its way back.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = 15_000 + Interlocked.Increment(ref next) % 15_000;
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there.
            }
        }
    }
}
