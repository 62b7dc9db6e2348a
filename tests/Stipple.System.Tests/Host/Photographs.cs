using System.Text;
using SkiaSharp;
using Stipple.Web;
using Stipple.Web.Outcome;

namespace Stipple.System.Tests.Host;

/// <summary>What becomes of a picture from outside.</summary>
public sealed class Photographs : IDisposable
{
    private readonly PhotoIntake intake = new(new ServeOptions(0, "", Stipple.Assess.Rules.Shipped()) { PhotoProcess = [Repository.Tool, "open-photo"] });

    public void Dispose() => intake.Dispose();

    [Fact]
    public async Task A_picture_is_made_anew_and_nothing_of_its_file_is_kept_but_the_pixels()
    {
        var file = WithComment(Jpeg(800, 600), "taken at 52.5200 N 13.4050 E");
        var kept = await intake.Take(file, TestContext.Current.CancellationToken);
        Assert.NotNull(kept);
        Assert.Equal((800, 600), (kept.Width, kept.Height));
        Assert.DoesNotContain("52.5200", Encoding.Latin1.GetString(kept.Picture), StringComparison.Ordinal);
        using var opened = SKBitmap.Decode(kept.Picture);
        Assert.InRange(opened.GetPixel(200, 300).Red, 200, 255);
        Assert.InRange(opened.GetPixel(600, 300).Blue, 200, 255);
    }

    [Fact]
    public async Task What_stands_behind_the_end_of_a_picture_is_not_kept()
    {
        var kept = await intake.Take([.. Jpeg(200, 200), .. "<script>alert(1)</script>"u8], TestContext.Current.CancellationToken);
        Assert.DoesNotContain("script", Encoding.Latin1.GetString(kept!.Picture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_lies_on_its_side_is_turned_upright()
    {
        // Orientation 6: the camera was held upright, and the top of the scene is the right side of the file.
        var kept = await intake.Take(WithOrientation(Jpeg(800, 600), 6), TestContext.Current.CancellationToken);
        Assert.Equal((600, 800), (kept!.Width, kept.Height));
        using var opened = SKBitmap.Decode(kept.Picture);
        Assert.InRange(opened.GetPixel(300, 200).Red, 200, 255); // left half of the file is the top of the scene
        Assert.InRange(opened.GetPixel(300, 600).Blue, 200, 255);
    }

    [Fact]
    public async Task A_large_picture_is_made_smaller()
    {
        var kept = await intake.Take(Jpeg(4000, 3000), TestContext.Current.CancellationToken);
        Assert.Equal((PhotoDecoding.LongestSide, PhotoDecoding.LongestSide * 3 / 4), (kept!.Width, kept.Height));
    }

    [Fact]
    public async Task A_clear_png_lies_on_white()
    {
        using var bitmap = new SKBitmap(100, 100, SKColorType.Rgba8888, SKAlphaType.Premul);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        var kept = await intake.Take(png.ToArray(), TestContext.Current.CancellationToken);
        using var opened = SKBitmap.Decode(kept!.Picture);
        Assert.InRange(opened.GetPixel(50, 50).Green, 250, 255);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("text")]
    [InlineData("empty-jpeg")]
    [InlineData("webp")]
    [InlineData("small")]
    [InlineData("bomb")]
    [InlineData("noise")]
    public async Task What_is_no_whole_picture_of_an_allowed_size_is_not_taken(string what)
    {
        var file = what switch
        {
            "cut" => Jpeg(800, 600)[..2000],
            "text" => "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(),
            "empty-jpeg" => [0xff, 0xd8, 0xff, 0xd9],
            "webp" => Encoded(200, 200, SKEncodedImageFormat.Webp),
            "small" => Jpeg(20, 20),
            "bomb" => PngOf(60_000, 60_000),
            _ => [0xff, 0xd8, 0xff, .. Enumerable.Range(0, 20_000).Select(i => (byte)(i * 7919 >> 3))],
        };
        Assert.Null(await intake.Take(file, TestContext.Current.CancellationToken));
    }

    private static byte[] Jpeg(int width, int height) => Encoded(width, height, SKEncodedImageFormat.Jpeg);

    /// <summary>The left half red, the right half blue.</summary>
    private static byte[] Encoded(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        using var paint = new SKPaint { Color = SKColors.Red };
        canvas.Clear(SKColors.Blue);
        canvas.DrawRect(0, 0, width / 2f, height, paint);
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    private static byte[] WithComment(byte[] jpeg, string text) => WithSegment(jpeg, 0xfe, Encoding.ASCII.GetBytes(text));

    private static byte[] WithOrientation(byte[] jpeg, byte orientation) => WithSegment(jpeg, 0xe1,
    [
        .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, // one entry
        0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, // orientation, a short
        0, 0, 0, 0,
    ]);

    private static byte[] WithSegment(byte[] jpeg, byte marker, byte[] body) =>
        [.. jpeg[..2], 0xff, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body, .. jpeg[2..]];

    /// <summary>A file of a few bytes that says that it is a picture of many.</summary>
    private static byte[] PngOf(uint width, uint height)
    {
        using var small = new SKBitmap(64, 64);
        using var data = small.Encode(SKEncodedImageFormat.Png, 100);
        var png = data.ToArray();
        BitConverter.GetBytes(global::System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(width)).CopyTo(png, 16);
        BitConverter.GetBytes(global::System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(height)).CopyTo(png, 20);
        BitConverter.GetBytes(global::System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(Checksum(png.AsSpan(12, 17)))).CopyTo(png, 29);
        return png;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 1) == 0 ? sum >> 1 : sum >> 1 ^ 0xedb88320;
        }

        return ~sum;
    }
}
