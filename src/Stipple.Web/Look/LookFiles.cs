using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Web.Access;

namespace Stipple.Web.Look;

/// <summary>
/// The style sheet, the script and the pictures, out of this assembly. Their addresses carry a hash of their bytes, so that
/// a browser keeps them for good and still sees a new version at once.
/// </summary>
internal static class LookFiles
{
    private const string Folder = "/assets/";

    private static readonly FrozenDictionary<string, LookFile> All = Load();

    public static string Address(string name) => $"{Folder}{name}?v={All[name].Hash}";

    public static void MapLookFiles(this WebApplication app) => app.MapPage(Folder + "{name}", (string name, HttpContext context) =>
    {
        if (!All.TryGetValue(name, out var asset)) return Results.NotFound();
        var response = context.Response;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.Vary = "Accept-Encoding";
        var packed = context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (packed) response.Headers.ContentEncoding = "br";
        return Results.Bytes(packed ? asset.Brotli.Value : asset.Bytes, asset.Type);
    }).For(Door.Open);

    private static FrozenDictionary<string, LookFile> Load()
    {
        var assembly = typeof(LookFiles).Assembly;
        const string Prefix = "assets/";
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..], name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                var bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                return new LookFile(name, bytes);
            }, StringComparer.Ordinal);
    }

    private sealed class LookFile(string name, byte[] bytes)
    {
        public byte[] Bytes => bytes;

        public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];

        public Lazy<byte[]> Brotli { get; } = new(() => Pack(bytes));

        public string Type { get; } = Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };

        private static byte[] Pack(byte[] bytes)
        {
            using var packed = new MemoryStream();
            using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true)) brotli.Write(bytes);
            return packed.ToArray();
        }
    }
}
