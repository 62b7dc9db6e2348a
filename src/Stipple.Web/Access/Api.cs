using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stipple.Records;
using Stipple.Records.Bodies;

namespace Stipple.Web.Access;

/// <summary>
/// Takes requests of other programs. Each that changes something carries an <c>Idempotency-Key</c>: sent twice over a bad line it
/// is one fact with the same answer, byte for byte; with another body it is refused.
/// </summary>
internal sealed class Api(ILedger ledger)
{
    private const int LongestKey = 128;

    // What programs send is flat: whatever is nested deeper is not even parsed.
    private static readonly JsonSerializerOptions Strict = new(StrictJson.Options) { MaxDepth = 16 };

    public ILedger Ledger => ledger;

    public static IResult Json<T>(T value, int status = StatusCodes.Status200OK) => Results.Json(value, Strict, statusCode: status);

    /// <summary>Reads the body, decides what happens, and writes it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="decide">From the body to what happens and what is answered, or to a refusal.</param>
    public async Task<IResult> Post<TBody>(HttpContext http, Func<TBody, Place, Task<ApiChange>> decide)
    {
        var place = Visit.Of(http)!.Place!;
        if (http.Request.Headers["Idempotency-Key"] is not [{ Length: > 0 and <= LongestKey } key] || key.Any(letter => letter is < '!' or > '~')) return Problems.NoKey();
        if (!http.Request.HasJsonContentType()) return Problems.Malformed("Send Content-Type: application/json.");
        using var sent = new MemoryStream();
        await http.Request.Body.CopyToAsync(sent, http.RequestAborted);
        var bytes = sent.ToArray();
        TBody body;
        try
        {
            body = JsonSerializer.Deserialize<TBody>(bytes, Strict) ?? throw new JsonException("found null, expected an object");
        }
        catch (JsonException bad)
        {
            return Problems.Malformed($"The body cannot be read: {bad.Message}");
        }

        // A request that was taken before is answered as before, whatever has changed since.
        var request = $"api/{place.By}/{key}";
        var hash = SHA256.HashData([.. System.Text.Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}\n"), .. bytes]);
        var change = await decide(body, place);
        if (change.Refusal is { } refusal)
        {
            if (await ledger.FindRequest(place.Clinic, request, http.RequestAborted) is not { } before) return refusal;
            return before.BodyHash.AsSpan().SequenceEqual(hash) ? Answer(before.Reply) : Problems.OtherBody();
        }

        var reply = JsonSerializer.SerializeToUtf8Bytes(change.Answer, Strict);
        try
        {
            return await ledger.Append(place.Clinic, new Append(place.By, [.. change.Facts]) { Request = new Request(request, hash, reply) }, CancellationToken.None) switch
            {
                Appended.Done => Answer(reply),
                Appended.Again again => Answer(again.Reply),
                Appended.OtherBody => Problems.OtherBody(),
                Appended.Overtaken overtaken => Problems.Overtaken(overtaken.Version),
                var other => throw new InvalidOperationException($"Unexpected outcome {other}"),
            };
        }
        catch (NotKeptException)
        {
            return Problems.NotKept();
        }
    }

    private static IResult Answer(ReadOnlyMemory<byte> json) => Results.Bytes(json, "application/json; charset=utf-8");
}

/// <summary>What a request of a program comes to: facts and an answer, or a refusal.</summary>
internal sealed record ApiChange(IReadOnlyList<NewFact> Facts, object? Answer, IResult? Refusal)
{
    public static ApiChange Refuse(IResult refusal) => new([], null, refusal);

    public static ApiChange Write(object answer, params NewFact[] facts) => new(facts, answer, null);
}
