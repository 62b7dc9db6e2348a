using System.Net;
using System.Net.Sockets;

namespace Stipple.System.Tests.Access;

/// <summary>A bad line: passes bytes on, and cuts two of three connections after some of them, on the way there or on the way back.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Random random;
    private readonly Uri target;
    private readonly Task accepting;
    private int onTheWayThere;
    private int onTheWayBack;

    public CuttingProxy(Uri target, int seed)
    {
        (this.target, random) = (target, new Random(seed));
        listener.Start();
        accepting = Accept();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>Connections that were cut before all of the request had gone through, and before all of the answer had.</summary>
    public (int There, int Back) Cuts => (onTheWayThere, onTheWayBack);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await accepting;
        end.Dispose();
    }

    private async Task Accept()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(end.Token);
                var (cutThere, cutBack) = random.Next(3) switch
                {
                    0 => (random.Next(1, 500), int.MaxValue),
                    1 => (int.MaxValue, random.Next(1, 3000)),
                    _ => (int.MaxValue, int.MaxValue),
                };
                lines.Add(Line(client, cutThere, cutBack));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task Line(Socket client, int cutThere, int cutBack)
    {
        using var near = client;
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        near.LingerState = far.LingerState = new LingerOption(true, 0); // a cut is a reset, not a farewell
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, target.Port, end.Token);
            await Task.WhenAny(Pass(near, far, cutThere, () => Interlocked.Increment(ref onTheWayThere)), Pass(far, near, cutBack, () => Interlocked.Increment(ref onTheWayBack)));
        }
        catch (Exception cut) when (cut is SocketException or OperationCanceledException)
        {
            // Gone on both sides.
        }
    }

    private async Task Pass(Socket from, Socket to, int most, Action cut)
    {
        var buffer = new byte[4096];
        try
        {
            while (await from.ReceiveAsync(buffer, end.Token) is > 0 and var read)
            {
                if (read >= most)
                {
                    await to.SendAsync(buffer.AsMemory(0, most), end.Token);
                    cut();
                    return;
                }

                most -= most == int.MaxValue ? 0 : read;
                await to.SendAsync(buffer.AsMemory(0, read), end.Token);
            }
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side went first.
        }
    }
}
