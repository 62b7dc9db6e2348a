using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace Stipple.Records;

/// <summary>A file of a backup.</summary>
/// <param name="Name">Its path in the backup, with slashes.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Their hash, in hexadecimal digits.</param>
public sealed record BackupFile(string Name, long Length, string Sha256);

/// <summary>What a backup holds. It is written last: a folder without it is no backup.</summary>
/// <param name="Format">1.</param>
/// <param name="Program">The version of Stipple that made it.</param>
/// <param name="At">When it was begun.</param>
/// <param name="Clinics">Where the chain of each clinic ends, as <see cref="Checkpoint"/> writes it.</param>
/// <param name="Files">Every file beside this one.</param>
public sealed record BackupManifest(int Format, string Program, DateTimeOffset At, ImmutableArray<string> Clinics, ImmutableArray<BackupFile> Files)
{
    public const string FileName = "manifest.json";
    private const int Known = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The files of a folder as they are, all of them flushed.</summary>
    internal static async Task<BackupManifest> Of(string folder, DateTimeOffset at, IEnumerable<Checkpoint> clinics, CancellationToken cancel)
    {
        var files = new List<BackupFile>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            Durable.Flush(path);
            files.Add(await Measure(folder, Path.GetRelativePath(folder, path).Replace('\\', '/'), cancel));
        }

        return new BackupManifest(Known, typeof(BackupManifest).Assembly.GetName().Version!.ToString(3), at, [.. clinics.Select(end => end.ToString())], [.. files]);
    }

    internal async Task Write(string folder, CancellationToken cancel)
    {
        var path = Path.Combine(folder, FileName);
        await File.WriteAllBytesAsync(path, JsonSerializer.SerializeToUtf8Bytes(this, Json), cancel);
        Durable.Flush(path);
    }

    /// <summary>Reads a backup's manifest and checks every file against it.</summary>
    /// <exception cref="RefusedException">It is no backup, was made by a later version, or a file is not as it was.</exception>
    internal static async Task<BackupManifest> Read(string folder, CancellationToken cancel)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new RefusedException($"{folder} is no backup: it has no {FileName}.");
        var manifest = Parse(path, await File.ReadAllBytesAsync(path, cancel));
        foreach (var file in manifest.Files)
        {
            if (Path.IsPathRooted(file.Name) || file.Name.Split('/').Contains("..")) throw new RefusedException($"{path} names a file outside of the backup: {file.Name}.");
            if (!File.Exists(Path.Combine(folder, file.Name))) throw new RefusedException($"The backup {folder} lacks {file.Name}. Use another backup.");
            if (await Measure(folder, file.Name, cancel) != file) throw new RefusedException($"{file.Name} in the backup {folder} is not as it was written. Use another backup.");
        }

        return manifest;
    }

    /// <summary>Where the chains end.</summary>
    internal IEnumerable<Checkpoint> Ends() => Clinics.Select(line =>
        Checkpoint.TryParse(line, out var end) ? end : throw new RefusedException($"{FileName}: found \"{line}\", expected a clinic, a number and 64 hexadecimal digits."));

    private static BackupManifest Parse(string path, byte[] bytes)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(bytes, Json);
            return manifest is { Format: Known } ? manifest : throw new RefusedException($"{path} is of format {manifest?.Format}, this version knows {Known}. Use the version that made it ({manifest?.Program}) or a later one.");
        }
        catch (JsonException bad)
        {
            throw new RefusedException($"{path} cannot be read: {bad.Message}");
        }
    }

    private static async Task<BackupFile> Measure(string folder, string name, CancellationToken cancel)
    {
        await using var file = File.OpenRead(Path.Combine(folder, name));
        return new BackupFile(name, file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel)));
    }
}
