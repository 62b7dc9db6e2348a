using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Stipple.System.Tests.Host;

/// <summary>The style sheet, the script and the pictures.</summary>
public sealed class Assets(Served served)
{
    private static readonly string Files = Path.Combine(Repository.Root, "src", "Stipple.Web", "Look", "Files");

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Files).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_file_of_the_look_is_kept_for_good_and_comes_packed_to_those_who_take_it(string name)
    {
        var (plain, _) = await served.Send(HttpMethod.Get, $"/assets/{name}");
        var bytes = await plain.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(Files, name), TestContext.Current.CancellationToken), bytes);
        Assert.Equal("public, max-age=31536000, immutable", plain.Headers.CacheControl?.ToString());
        Assert.Equal("Accept-Encoding", Assert.Single(plain.Headers.Vary));
        Assert.Empty(plain.Content.Headers.ContentEncoding);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/assets/{name}") { Headers = { { "Accept-Encoding", "gzip, br" } } };
        using var packed = await served.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("br", Assert.Single(packed.Content.Headers.ContentEncoding));
        await using var unpacked = new BrotliStream(await packed.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress);
        using var again = new MemoryStream();
        await unpacked.CopyToAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(bytes, again.ToArray());
    }

    [Fact]
    public async Task The_address_of_a_file_holds_the_hash_of_its_bytes_so_that_a_new_version_has_a_new_one()
    {
        var (_, page) = await served.Send(HttpMethod.Get, "/");
        var addresses = Regex.Matches(page, "/assets/(?<name>[^?\"]+)\\?v=(?<hash>[0-9a-f]{12})\"", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        Assert.Equal(3, addresses.Count);
        foreach (Match address in addresses)
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(Files, address.Groups["name"].Value), TestContext.Current.CancellationToken);
            Assert.StartsWith(address.Groups["hash"].Value, Convert.ToHexStringLower(SHA256.HashData(bytes)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/assets/nothing.css")]
    [InlineData("/assets/Stipple.css")]
    [InlineData("/assets/..%2fstipple.css")]
    [InlineData("/assets/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/assets/..%5c..%5cStipple.Cli.dll")]
    [InlineData("/assets/....//Stipple.dll")]
    [InlineData("/assets/%00")]
    [InlineData("/assets/stipple.css/..")]
    [InlineData("/stipple.lock")]
    [InlineData("/Stipple.Cli.dll")]
    [InlineData("/evidence/rules.tsv")]
    public async Task Nothing_else_is_served_from_disk_or_assembly(string path)
    {
        var options = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        Assert.True(Uri.TryCreate(served.Address.GetLeftPart(UriPartial.Authority) + path, options, out var address));
        using var answer = await served.Client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{answer.StatusCode}");
    }
}
