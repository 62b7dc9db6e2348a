using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Stipple.Records;
using Stipple.Web.Access;
using Stipple.Web.SignIn;

namespace Stipple.Web.Operate;

/// <summary>What a command of the tool asks of the process that has the data open.</summary>
/// <param name="Args">The command line, as it was typed.</param>
/// <param name="Folder">The folder it was typed in.</param>
public sealed record OperatorRequest(IReadOnlyList<string> Args, string Folder)
{
    /// <summary>The socket in the data folder through which it is asked.</summary>
    public const string SocketName = "stipple.sock";
}

/// <summary>A line of what a command says: a result, progress, or how it ended.</summary>
public sealed record OperatorLine(string? Out, string? Error, int? Exit);

/// <summary>What an operator's command works with when the server has it open.</summary>
/// <param name="Ledger">The ledger.</param>
/// <param name="SignIn">Where credentials lie.</param>
/// <param name="Reset">Makes a link by which an account begins again, from its e-mail address; null when there is no such account.</param>
public sealed record OpenRecords(ILedger Ledger, Stipple.Records.SignIn.SignInDatabase SignIn, Func<string, Task<string?>> Reset);

/// <summary>Runs a command of the tool on the records that this process has open.</summary>
public delegate Task<int> RunOperatorCommand(OperatorRequest request, OpenRecords records, TextWriter output, TextWriter error, CancellationToken cancel);

/// <summary>
/// The operator's way in: a socket in the data folder, which only the folder's owner can open. Through it the tool's commands
/// (backup, verify, account reset, ...) are done by the process that has the data, while it serves.
/// </summary>
internal static class OperatorEndpoints
{
    public static void MapOperator(this WebApplication app) => app.MapForm("/operate", Run).For(Door.Operator, Audit.Write);

    /// <summary>Whether a request came through the socket.</summary>
    public static bool CameBySocket(HttpContext context) =>
        context.Features.Get<IConnectionSocketFeature>()?.Socket.AddressFamily == AddressFamily.Unix;

    private static async Task Run(HttpContext http, ServeOptions options)
    {
        // Read here, not bound: binding would answer 415 to others before the doorkeeper answers that there is nothing.
        if (await http.Request.ReadFromJsonAsync<OperatorRequest>(http.RequestAborted) is not { } request) throw new BadHttpRequestException("a command was expected");
        http.Response.ContentType = "application/x-ndjson";
        var gate = new SemaphoreSlim(1, 1);
        using var output = new LineWriter(text => Say(new OperatorLine(text, null, null)));
        using var error = new LineWriter(text => Say(new OperatorLine(null, text, null)));
        var links = http.RequestServices.GetRequiredService<ResetLinks>();
        var records = new OpenRecords(http.RequestServices.GetRequiredService<ILedger>(), http.RequestServices.GetRequiredService<Stipple.Records.SignIn.SignInDatabase>(), links.Make);
        var exit = await options.Operator!(request, records, output, error, http.RequestAborted);
        await output.FlushAsync();
        await error.FlushAsync();
        await SayNow(new OperatorLine(null, null, exit));

        void Say(OperatorLine line) => SayNow(line).GetAwaiter().GetResult();

        async Task SayNow(OperatorLine line)
        {
            await gate.WaitAsync(http.RequestAborted);
            try
            {
                await http.Response.Body.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(line, JsonSerializerOptions.Web), (byte)'\n'], http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
            finally
            {
                gate.Release();
            }
        }
    }

    /// <summary>Hands on whole lines.</summary>
    private sealed class LineWriter(Action<string> line) : TextWriter
    {
        private readonly System.Text.StringBuilder begun = new();

        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(char value)
        {
            if (value != '\n')
            {
                begun.Append(value);
                return;
            }

            line(begun.ToString());
            begun.Clear();
        }

        public override void Flush()
        {
            if (begun.Length == 0) return;
            line(begun.ToString());
            begun.Clear();
        }

        public override Task FlushAsync()
        {
            Flush();
            return Task.CompletedTask;
        }
    }
}
