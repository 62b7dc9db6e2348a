using System.Diagnostics;
using System.Security.Cryptography;

namespace Stipple.Web.Outcome;

/// <summary>A photograph as it is kept.</summary>
/// <param name="Picture">JPEG, made anew.</param>
/// <param name="Hash">SHA-256 of it, in hexadecimal digits.</param>
public sealed record KeptPhoto(byte[] Picture, int Width, int Height, string Hash);

/// <summary>Takes photographs from outside: a file is never opened in this process.</summary>
internal sealed class PhotoIntake(ServeOptions options) : IDisposable
{
    /// <summary>The largest file that is taken.</summary>
    public const int MostBytes = 25 * 1024 * 1024;

    /// <summary>Memory of the runtime in the process that opens it.</summary>
    private const string HeapLimit = "0x8000000";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // Each opens a picture of up to 60 million pixels: two at a time leave the machine to the others.
    private readonly SemaphoreSlim turn = new(2);

    public void Dispose() => turn.Dispose();

    /// <summary>Opens a photograph and makes it anew; null when it is no whole JPEG or PNG picture of an allowed size.</summary>
    public async Task<KeptPhoto?> Take(byte[] file, CancellationToken cancel)
    {
        if (!IsPicture(file)) return null;
        await turn.WaitAsync(cancel);
        try
        {
            return await Open(file, cancel);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Whether it begins as JPEG or PNG files do.</summary>
    private static bool IsPicture(ReadOnlySpan<byte> file) =>
        file.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]) || file.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

    private async Task<KeptPhoto?> Open(byte[] file, CancellationToken cancel)
    {
        var command = options.PhotoProcess ?? throw new InvalidOperationException("No process opens photographs here.");
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear(); // no secret of this process is one of that
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var name in new[] { "DOTNET_ROOT", "HOME", "DOTNET_BUNDLE_EXTRACT_BASE_DIR" }) // where the runtime is, and where one packed file unpacks itself
        {
            if (Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        over.CancelAfter(Patience);
        try
        {
            var made = new MemoryStream();
            var reading = process.StandardOutput.BaseStream.CopyToAsync(made, over.Token);
            var muttering = process.StandardError.BaseStream.CopyToAsync(Stream.Null, over.Token);
            try
            {
                await process.StandardInput.BaseStream.WriteAsync(file, over.Token);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It has seen enough, and ended.
            }

            await Task.WhenAll(reading, muttering, process.WaitForExitAsync(over.Token));
            if (process.ExitCode != 0 || made.Length <= 8) return null;
            var picture = made.ToArray();
            return new KeptPhoto(picture[8..], BitConverter.ToInt32(picture, 0), BitConverter.ToInt32(picture, 4), Convert.ToHexStringLower(SHA256.HashData(picture.AsSpan(8))));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null; // it took too long
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
