using System.Runtime.InteropServices;
using SkiaSharp;

namespace Stipple.Web.Outcome;

/// <summary>
/// Opens a photograph and makes it anew: turned upright, in sRGB, at most so large, with nothing of the file that came but its
/// pixels: no place, no time, no name of a camera, nothing behind the picture's end. Runs in a process of its own with little
/// memory, little time and no files, because what it opens comes from outside.
/// </summary>
public static class PhotoDecoding
{
    /// <summary>Pixels of the largest picture that is opened.</summary>
    public const long MostPixels = 60_000_000;

    /// <summary>The longer side of what is kept.</summary>
    public const int LongestSide = 2048;

    private const int Quality = 88;
    private const ulong MostMemory = 768UL * 1024 * 1024;
    private const ulong MostSeconds = 8;

    /// <summary>Reads a picture and writes it as JPEG, after its width and height as two numbers of four bytes.</summary>
    /// <returns>False when it is no whole JPEG or PNG picture of an allowed size.</returns>
    public static bool Run(Stream input, Stream output)
    {
        Limit();
        using var data = SKData.Create(input);
        using var codec = data is null ? null : SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png) || codec.FrameCount > 1) return false;
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width < 64 || height < 64 || (long)width * height > MostPixels) return false;

        // JPEG can be opened at a fraction of its size, which saves most of the memory.
        var size = codec.GetScaledDimensions(Math.Min(1f, LongestSide * 1.5f / Math.Max(width, height)));
        using var srgb = SKColorSpace.CreateSrgb();
        using var opened = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul, srgb));
        if (codec.GetPixels(opened.Info, opened.GetPixels()) != SKCodecResult.Success) return false; // also a picture that ends in its middle

        var turned = codec.EncodedOrigin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var scale = Math.Min(1f, (float)LongestSide / Math.Max(opened.Width, opened.Height));
        var (wide, high) = ((int)MathF.Round(opened.Width * scale), (int)MathF.Round(opened.Height * scale));
        using var made = new SKBitmap(new SKImageInfo(turned ? high : wide, turned ? wide : high, SKColorType.Rgba8888, SKAlphaType.Opaque, srgb));
        using (var canvas = new SKCanvas(made))
        {
            canvas.Clear(SKColors.White);
            canvas.SetMatrix(Upright(codec.EncodedOrigin, wide, high));
            using var image = SKImage.FromBitmap(opened);
            canvas.DrawImage(image, new SKRect(0, 0, wide, high), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }

        using var jpeg = made.Encode(SKEncodedImageFormat.Jpeg, Quality);
        if (jpeg is null) return false;
        output.Write(BitConverter.GetBytes(made.Width));
        output.Write(BitConverter.GetBytes(made.Height));
        jpeg.SaveTo(output);
        output.Flush();
        return true;
    }

    /// <summary>From the picture as it lies in the file to the picture as it was seen.</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, float w, float h) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, w, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, w, 0, -1, h, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, h, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, h, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, h, -1, 0, w, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, w, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    /// <summary>Where the system can, the process takes its own means away before it looks at the first byte.</summary>
    private static void Limit()
    {
        if (!OperatingSystem.IsLinux()) return;
        const int Cpu = 0, FileSize = 1, Data = 2, Core = 4;
        foreach (var (resource, most) in new[] { (Cpu, MostSeconds), (FileSize, 0UL), (Data, MostMemory), (Core, 0UL) })
        {
            var limit = new ResourceLimit(most, most);
            if (SetLimit(resource, in limit) != 0) throw new InvalidOperationException($"The limit {resource} could not be set.");
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ResourceLimit(ulong soft, ulong hard)
    {
        public readonly ulong Soft = soft;
        public readonly ulong Hard = hard;
    }

    [DllImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, in ResourceLimit limit);
}
