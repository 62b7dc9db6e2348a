using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Stipple.Bench;

/// <summary>
/// Clients that each send one POST after the other over a connection that stays open, on plain sockets: a client library would
/// take more of the two cores than the server that is measured.
/// </summary>
internal static class Load
{
    /// <summary>What clients saw: how many answers of success a second, and how long each took, in milliseconds, sorted.</summary>
    public sealed record Seen(double PerSecond, double[] Milliseconds)
    {
        public double Percentile(double share) => Milliseconds[(int)Math.Min(Milliseconds.Length - 1, share * Milliseconds.Length)];
    }

    /// <param name="port">Port on 127.0.0.1.</param>
    /// <param name="clients">How many at once.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="request">The whole request of a client's nth time.</param>
    /// <exception cref="InvalidOperationException">An answer was not one of success.</exception>
    public static async Task<Seen> Run(int port, int clients, double seconds, Func<int, int, byte[]> request)
    {
        var clock = Stopwatch.StartNew();
        var until = TimeSpan.FromSeconds(seconds);
        var times = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => Client(port, client, clock, until, request))));
        var all = times.SelectMany(of => of).Order().ToArray();
        return new Seen(all.Length / clock.Elapsed.TotalSeconds, all);
    }

    private static List<double> Client(int port, int client, Stopwatch clock, TimeSpan until, Func<int, int, byte[]> request)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect("127.0.0.1", port);
        var buffer = new byte[16 * 1024];
        var times = new List<double>();
        for (var nth = 0; clock.Elapsed < until; nth++)
        {
            var bytes = request(client, nth);
            var begun = Stopwatch.GetTimestamp();
            socket.Send(bytes);
            Answer(socket, buffer);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return times;
    }

    private static void Answer(Socket socket, byte[] buffer)
    {
        var have = 0;
        while (true)
        {
            var read = socket.Receive(buffer, have, buffer.Length - have, SocketFlags.None);
            if (read == 0) throw new InvalidOperationException("The server closed the connection.");
            have += read;
            var head = buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8);
            if (head < 0) continue;
            var text = Encoding.ASCII.GetString(buffer, 0, head);
            if (!text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)) throw new InvalidOperationException($"The answer was {Encoding.UTF8.GetString(buffer, 0, have)}");
            const string Label = "content-length: ";
            var at = text.IndexOf(Label, StringComparison.OrdinalIgnoreCase);
            if (at < 0) throw new InvalidOperationException("The answer says no length.");
            var end = text.IndexOf('\r', at) is >= 0 and var line ? line : text.Length;
            if (have >= head + 4 + int.Parse(text.AsSpan(at + Label.Length, end - at - Label.Length), System.Globalization.CultureInfo.InvariantCulture)) return;
        }
    }
}
