using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stipple.Records;

namespace Stipple.Web.Access;

/// <summary>
/// Takes forms: what a form says becomes facts, and the answer leaves only after they are on disk. The same filling-in sent
/// again gets the same answer; another one under the same key, or one made from a page that is out of date, is shown beside
/// what is kept, with nothing lost.
/// </summary>
internal sealed class Desk(ILedger ledger, TimeProvider clock)
{
    public ILedger Ledger => ledger;

    public TimeProvider Clock => clock;

    public DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().Date);

    /// <summary>Writes the facts and leads on.</summary>
    /// <param name="place">Who writes, and where.</param>
    /// <param name="form">The form that asks for it.</param>
    /// <param name="then">The page that follows.</param>
    /// <param name="facts">What happens.</param>
    public Task<IResult> Write(Place place, Submission form, string then, params NewFact[] facts) => Write(place, form, then, [], facts);

    /// <summary>Writes the facts, of which some may happen only once.</summary>
    public Task<IResult> Write(Place place, Submission form, string then, string[] once, params NewFact[] facts) =>
        Write(place, form, then, new Append(place.By, [.. facts]) { Once = [.. once] }, otherwise: null, taken: null);

    /// <summary>The same, where the page of the form itself can say what was taken.</summary>
    /// <param name="place">Who writes, and where.</param>
    /// <param name="form">The form that asks for it.</param>
    /// <param name="then">The page that follows.</param>
    /// <param name="once">What must never happen twice.</param>
    /// <param name="taken">Answers when one of these has happened already; nothing was written then.</param>
    /// <param name="facts">What happens.</param>
    public Task<IResult> Write(Place place, Submission form, string then, string[] once, Func<Task<IResult>> taken, params NewFact[] facts) =>
        Write(place, form, then, new Append(place.By, [.. facts]) { Once = [.. once] }, otherwise: null, taken);

    /// <summary>Writes the facts provided that something holds by then; otherwise shows another page.</summary>
    public Task<IResult> Write(Place place, Submission form, string then, Condition? provided, Func<Task<IResult>> otherwise, params NewFact[] facts) =>
        Write(place, form, then, new Append(place.By, [.. facts]) { Provided = provided }, otherwise, taken: null);

    private async Task<IResult> Write(Place place, Submission form, string then, Append append, Func<Task<IResult>>? otherwise, Func<Task<IResult>>? taken)
    {
        var reply = new FormReply(then, [.. form.Typed.Select(typed => new TypedField(typed.Name, typed.Value))]);
        var request = new Request(KeyOf(place, form), form.Hash, JsonSerializer.SerializeToUtf8Bytes(reply));
        Appended outcome;
        try
        {
            outcome = await ledger.Append(place.Clinic, append with { Request = request }, CancellationToken.None);
        }
        catch (NotKeptException)
        {
            return new KeptForm(KeptReason.NotKept);
        }

        return outcome switch
        {
            Appended.Done => SeeOther(then),
            Appended.Again again => SeeOther(JsonSerializer.Deserialize<FormReply>(again.Reply.Span)!.Then),
            Appended.OtherBody => await SentTwice(place, form, request.Key),
            Appended.Overtaken overtaken => await Overtaken(place, form, overtaken),
            Appended.Unmet when otherwise is not null => await otherwise(),
            Appended.Taken => taken is not null ? await taken() : Pages.Render<TakenPage>(new { Form = form }, StatusCodes.Status409Conflict),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome}"),
        };
    }

    /// <summary>The answer that this form got when it was sent before; null when it was not, or said something else.</summary>
    public async Task<IResult?> Before(Place place, Submission form) =>
        await ledger.FindRequest(place.Clinic, KeyOf(place, form), CancellationToken.None) is { } before && before.BodyHash.AsSpan().SequenceEqual(form.Hash)
            ? SeeOther(JsonSerializer.Deserialize<FormReply>(before.Reply)!.Then)
            : null;

    private static string KeyOf(Place place, Submission form) => $"form/{place.By}/{form.Key}";

    /// <summary>Whether the answer is that it was written, now or before.</summary>
    public static bool IsDone(IResult result) => result is SeeOtherResult;

    /// <summary>Leads on with a GET, so that a reload sends nothing again.</summary>
    public static IResult SeeOther(string path) => new SeeOtherResult(path);

    private async Task<IResult> SentTwice(Place place, Submission form, string key)
    {
        var kept = JsonSerializer.Deserialize<FormReply>((await ledger.FindRequest(place.Clinic, key, CancellationToken.None))!.Reply)!;
        return Pages.Render<SentTwicePage>(new { Form = form, Kept = kept }, StatusCodes.Status409Conflict);
    }

    private async Task<IResult> Overtaken(Place place, Submission form, Appended.Overtaken overtaken)
    {
        var changes = await ledger.ReadStream(place.Clinic, overtaken.Stream, form.Version, CancellationToken.None).ToListAsync();
        return Pages.Render<OvertakenPage>(new { Form = form, Changes = changes, overtaken.Version }, StatusCodes.Status409Conflict);
    }

    private sealed class SeeOtherResult(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}

/// <summary>The answer to a form, kept with it: where it led, and what it said.</summary>
public sealed record FormReply(string Then, TypedField[] Typed)
{
    public IEnumerable<(string Name, string Value)> Fields => Typed.Select(typed => (typed.Name, typed.Value));
}

public sealed record TypedField(string Name, string Value);
