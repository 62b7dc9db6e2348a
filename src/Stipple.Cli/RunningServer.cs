using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Stipple.Records;
using Stipple.Web.Operate;

namespace Stipple.Cli;

/// <summary>The process that serves a data folder, asked to do a command: it has the data open, and nobody else may.</summary>
internal static class RunningServer
{
    /// <summary>Has the command done there, and says here what it says; null when nothing serves the folder.</summary>
    public static async Task<int?> Do(string dataPath, string[] args, CancellationToken cancel)
    {
        var socket = Path.Combine(dataPath, OperatorRequest.SocketName);
        if (!File.Exists(socket)) return null;
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, stop) => Connect(socket, stop) }) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/operate") { Content = JsonContent.Create(new OperatorRequest(args, Environment.CurrentDirectory)) };
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (!answer.IsSuccessStatusCode) throw new RefusedException($"The process that serves {dataPath} does not take the command ({(int)answer.StatusCode}). End it, and try again.");
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancel));
            while (await lines.ReadLineAsync(cancel) is { } line)
            {
                var said = JsonSerializer.Deserialize<OperatorLine>(line, JsonSerializerOptions.Web)!;
                if (said.Out is not null) await Console.Out.WriteLineAsync(said.Out);
                if (said.Error is not null) await Console.Error.WriteLineAsync(said.Error);
                if (said.Exit is { } exit) return exit;
            }

            throw new IOException("The serving process ended before the command was done. Look whether it is complete before you rely on it.");
        }
        catch (HttpRequestException failed) when (failed.InnerException is SocketException)
        {
            return null; // the socket of a process that was killed
        }
    }

    private static async ValueTask<Stream> Connect(string path, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
