using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Stipple.Records.SignIn;

namespace Stipple.Web.Access;

/// <summary>
/// A form as it was sent: what was typed, and what is wrong with it, field by field. Reading a field that is missing or wrong
/// notes a problem and returns a default, so that one look at the form finds all of them.
/// </summary>
public sealed class Submission
{
    /// <summary>The field that names this filling-in of the form, so that sending it twice is once.</summary>
    public const string KeyField = "form-key";

    /// <summary>The field that shows that the form came from a page of this session.</summary>
    public const string TokenField = "form-token";

    /// <summary>The field with the version of the record that the page showed.</summary>
    public const string VersionField = "form-version";

    public const string TokenHeader = "Form-Token";

    private static readonly FormOptions Limits = new() { ValueCountLimit = 256, KeyLengthLimit = 128, ValueLengthLimit = 32 * 1024 };

    private const int RestOfForm = 64 * 1024;

    private static readonly string[] Own = [KeyField, TokenField, VersionField];

    private readonly IFormCollection form;
    private readonly List<(string Field, string Message)> problems = [];

    private Submission(string path, IFormCollection form)
    {
        (Path, this.form) = (path, form);
        Key = form[KeyField] is [{ Length: > 0 and <= 64 } key] && key.All(letter => letter is > ' ' and <= '~') ? key : NewKey();
    }

    /// <summary>Where it was sent.</summary>
    public string Path { get; }

    public IReadOnlyList<(string Field, string Message)> Problems => problems;

    public bool IsGood => problems.Count == 0;

    public string Key { get; }

    /// <summary>The version of the record that the page showed.</summary>
    public int Version => int.TryParse(form[VersionField], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    /// <summary>What was typed, without the form's own fields and without secrets: this may be shown and sent again.</summary>
    public IEnumerable<(string Name, string Value)> Typed =>
        form.Where(typed => !Own.Contains(typed.Key) && !IsSecret(typed.Key)).SelectMany(typed => typed.Value.Select(value => (typed.Key, value ?? "")));

    /// <summary>What the form says, in one number: the same filling-in has the same.</summary>
    public byte[] Hash
    {
        get
        {
            var fields = form.Where(typed => typed.Key is not (KeyField or TokenField)).OrderBy(typed => typed.Key, StringComparer.Ordinal)
                .SelectMany(typed => typed.Value.Select(value => $"{typed.Key.Length}:{typed.Key}{(value ?? "").Length}:{value}"));
            var files = form.Files.OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => $"{file.Name}:{HashOf(file)}");
            return SHA256.HashData(Encoding.UTF8.GetBytes(Path + "\n" + string.Concat(fields.Concat(files))));
        }
    }

    public static string NewKey() => Secret.New()[..22];

    public static Task<IFormCollection> ReadForm(HttpContext context)
    {
        if (!context.Request.HasFormContentType) return Task.FromResult<IFormCollection>(FormCollection.Empty);
        var uploads = context.GetEndpoint()?.Metadata.GetMetadata<Uploads>();
        if (uploads is not null && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = uploads.MostBytes + RestOfForm;
        return Kept(context, new FormFeature(context.Request, uploads is null ? Limits : LimitsOf(uploads)));
    }

    /// <summary>Hands the form to handlers that ask for one.</summary>
    public static async ValueTask<Submission?> BindAsync(HttpContext context) => await Read(context);

    public static async Task<Submission> Read(HttpContext context) => new(context.Request.Path + context.Request.QueryString, await ReadForm(context));

    /// <summary>A secret that belongs to this filling-in: the same form sent again makes the same, and nobody outside the session can.</summary>
    public string SecretFor(Session session) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(session.FormToken), Encoding.UTF8.GetBytes(Path + "\n" + Key)));

    /// <summary>The bytes of a file; null with a problem when there is none.</summary>
    public async Task<byte[]?> File(string field, string label, CancellationToken cancel)
    {
        if (form.Files.GetFile(field) is not { Length: > 0 } file)
        {
            Add(field, $"Choose {label}");
            return null;
        }

        var bytes = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, cancel);
        return bytes;
    }

    /// <summary>The fields as they came, for readers of a kind of their own.</summary>
    internal IFormCollection Fields => form;

    public void Add(string field, string message) => problems.Add((field, message));

    public string Raw(string field) => form[field].ToString();

    /// <summary>A text in one line, trimmed.</summary>
    public string Text(string field, string label, int most, bool required = true)
    {
        var text = Raw(field).Trim();
        if (required && text.Length == 0) Add(field, $"Enter {label}");
        else if (text.Length > most) Add(field, $"{Begin(label)} is {text.Length} characters long; at most {most} are possible");
        else if (text.Any(char.IsControl)) Add(field, $"{Begin(label)} contains characters that cannot be shown");
        return text;
    }

    /// <summary>A text in several lines, trimmed.</summary>
    public string Paragraph(string field, string label, int most)
    {
        var text = Raw(field).Trim().ReplaceLineEndings("\n");
        if (text.Length == 0) Add(field, $"Enter {label}");
        else if (text.Length > most) Add(field, $"{Begin(label)} is {text.Length} characters long; at most {most} are possible");
        else if (text.Any(letter => char.IsControl(letter) && letter != '\n')) Add(field, $"{Begin(label)} contains characters that cannot be shown");
        return text;
    }

    /// <summary>A secret: as it was typed, not trimmed, never shown again.</summary>
    public string SecretText(string field, string label)
    {
        var text = Raw(field);
        if (text.Length is 0 or > 256) Add(field, $"Enter {label}");
        return text;
    }

    /// <summary>A day, as date fields send it.</summary>
    public DateOnly? Day(string field, string label, bool required = true)
    {
        var text = Raw(field).Trim();
        if (text.Length == 0 && !required) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and < 2200) return day;
        Add(field, text.Length == 0 ? $"Enter {label}" : $"{Begin(label)} must be a date as year-month-day, such as 2026-11-23; “{text}” is none");
        return null;
    }

    /// <summary>A number within bounds.</summary>
    public double? Number(string field, string label, double least, double most, bool required = true)
    {
        var text = Raw(field).Trim().Replace(',', '.');
        if (text.Length == 0 && !required) return null;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Add(field, text.Length == 0 ? $"Enter {label}" : string.Create(CultureInfo.InvariantCulture, $"{Begin(label)} must be a number from {least} to {most}; “{text}” is not"));
        return null;
    }

    /// <summary>Some of the words on offer.</summary>
    public ImmutableArray<T> Several<T>(string field, string label, IReadOnlyDictionary<string, T> offered, bool required = true)
    {
        var words = form[field].OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        if ((required && words.Length == 0) || !words.All(offered.ContainsKey)) Add(field, $"Choose {label}");
        return [.. words.Where(offered.ContainsKey).Select(word => offered[word])];
    }

    private static string HashOf(IFormFile file)
    {
        using var stream = file.OpenReadStream();
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    // A photograph stays in memory: nothing of a patient lies in a folder for temporary files.
    private static FormOptions LimitsOf(Uploads uploads) => new()
    {
        ValueCountLimit = Limits.ValueCountLimit, KeyLengthLimit = Limits.KeyLengthLimit, ValueLengthLimit = Limits.ValueLengthLimit,
        MultipartBodyLengthLimit = uploads.MostBytes + RestOfForm, MemoryBufferThreshold = uploads.MostBytes + RestOfForm, BufferBodyLengthLimit = uploads.MostBytes + RestOfForm,
    };

    private static bool IsSecret(string field) => field.StartsWith("password", StringComparison.Ordinal) || field.StartsWith("code", StringComparison.Ordinal);

    private static string Begin(string label) => label.StartsWith("the ", StringComparison.Ordinal) ? "The" + label[3..]
        : label.StartsWith("a ", StringComparison.Ordinal) ? "The" + label[1..] : char.ToUpperInvariant(label[0]) + label[1..];

    private static async Task<IFormCollection> Kept(HttpContext context, FormFeature feature)
    {
        if (context.Features.Get<IFormFeature>() is { Form: { } read }) return read;
        context.Features.Set<IFormFeature>(feature);
        try
        {
            return await feature.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception bad) when (bad is InvalidDataException or NotSupportedException or (IOException and not BadHttpRequestException))
        {
            throw new BadHttpRequestException(bad.Message, StatusCodes.Status400BadRequest, bad);
        }
    }
}

/// <summary>Marks an endpoint that takes files.</summary>
/// <param name="MostBytes">The largest that it takes.</param>
internal sealed record Uploads(int MostBytes);
