using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;

namespace Stipple.Web;

/// <summary>
/// Only requests that were meant for us are answered: a page elsewhere whose name points to this machine gets nothing. Where a
/// proxy stands before the program, its word about the sender is believed, and browsers are told to keep to https.
/// </summary>
internal static class Hosts
{
    private static readonly string[] here = ["localhost", "127.0.0.1", "[::1]"];

    public static void UseHosts(this WebApplication app, Uri? publicAddress)
    {
        if (publicAddress is not null) app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto });
        app.Use((context, next) =>
        {
            var host = context.Request.Host.Host;
            if (host != publicAddress?.Host && !here.Contains(host, StringComparer.OrdinalIgnoreCase))
            {
                context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
                return Task.CompletedTask;
            }

            if (publicAddress?.Scheme == Uri.UriSchemeHttps) context.Response.Headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            return next(context);
        });
    }
}
