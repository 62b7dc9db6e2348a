using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Stipple.Web;

/// <summary>What every answer says to the browser: nothing from elsewhere, no framing, no guessing of types, no referrer.</summary>
internal static class Headers
{
    private const int NonceBytes = 16;

    /// <summary>The word that marks our own scripts on this one page.</summary>
    public static string Nonce(HttpContext context) => (string)(context.Items[typeof(Headers)] ??= Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes)));

    public static void UseHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{Nonce(context)}' 'strict-dynamic'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), publickey-credentials-get=(self), publickey-credentials-create=(self)";
        // Pages may hold what a reader typed: no shared cache keeps them. The files of the look set their own.
        headers.CacheControl = "private, no-cache";
        return next(context);
    });
}
