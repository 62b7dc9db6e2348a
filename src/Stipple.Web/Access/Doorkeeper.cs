using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Records.Bodies;
using Stipple.Records.SignIn;
using Stipple.Web.Operate;

namespace Stipple.Web.Access;

/// <summary>
/// Stands before every endpoint: finds out who asks, and lets in whom the endpoint's <see cref="Permit"/> names. What a person
/// typed is never lost at the door: a form that comes too late is handed back with everything in it.
/// </summary>
internal sealed class Doorkeeper(RequestDelegate next, Visits visits, Links links, TimeProvider clock)
{
    /// <summary>How long a proof of who somebody is counts for signing and exporting.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Permit>() is not { } access)
        {
            await next(context); // no endpoint: there is no such page
            return;
        }

        if (access.Door == Door.Operator)
        {
            if (OperatorEndpoints.CameBySocket(context)) await next(context);
            else context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var changes = RouteList.Changes(context.Request.Method);
        if (changes && access.Door != Door.Program && !ComesFromHere(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (access.Purpose is { } purpose)
        {
            await ByLink(context, purpose, changes);
            return;
        }

        var visit = access.Door == Door.Program ? await visits.OfToken(context, context.RequestAborted) : await visits.OfCookie(context, context.RequestAborted);
        if (visit is not null) context.Features.Set(visit);
        if (Refusal(context, access, visit, changes) is { } refusal) await refusal.ExecuteAsync(context);
        else if (changes && access.Door != Door.Open && visit?.Session is { } session && !await CarriesToken(context, session)) await KeptForm.Stale(context).ExecuteAsync(context);
        else await next(context);
    }

    /// <summary>A link stands for its patient only after the date of birth was given. No token: the link in the address is one.</summary>
    private async Task ByLink(HttpContext context, LinkPurpose purpose, bool changes)
    {
        var address = $"{context.Request.RouteValues["link"]}";
        if (await links.Find(address, context.RequestAborted) is not { } link || link.Purpose != purpose)
        {
            await (changes ? new KeptForm(KeptReason.LinkOver) : (IResult)Pages.Render<LinkOverPage>(new { }, StatusCodes.Status404NotFound)).ExecuteAsync(context);
        }
        else if (!await links.IsOpened(context, link, context.RequestAborted))
        {
            await (changes ? new KeptForm(KeptReason.LinkClosed) : Desk.SeeOther(link.Path)).ExecuteAsync(context);
        }
        else
        {
            context.Features.Set(link);
            await next(context);
        }
    }

    private IResult? Refusal(HttpContext context, Permit access, Visit? visit, bool changes)
    {
        switch (access.Door)
        {
            case Door.Open:
                return null;
            case Door.Program:
                return visit is null ? Problems.Unknown() : Allowed(access, visit) ? null : Problems.Forbidden();
            case Door.Entering:
                return visit is null ? SignInFirst(context, changes) : null;
        }

        if (visit?.Session is not { Stage: Stage.Full } session) return SignInFirst(context, changes);
        if (access.Door == Door.Member && visit.Place is null) return changes ? Results.StatusCode(StatusCodes.Status404NotFound) : Desk.SeeOther("/clinics");
        if (access.Door == Door.Member && !Allowed(access, visit)) return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (access.Fresh && clock.GetUtcNow() - session.Confirmed > FreshFor) return changes ? new KeptForm(KeptReason.Confirm) : Desk.SeeOther(Confirmation(context));
        return null;
    }

    private static string Confirmation(HttpContext context) => $"/confirm?to={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}";

    private static IResult SignInFirst(HttpContext context, bool changes) =>
        changes ? new KeptForm(KeptReason.SignedOut) : Desk.SeeOther($"/sign-in?to={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");

    private static bool Allowed(Permit access, Visit visit) => access.Roles.Length == 0 || access.Roles.Any(role => visit.Place!.Roles.Contains(role));

    /// <summary>Browsers say where a form comes from; what says that it comes from elsewhere is not taken.</summary>
    private static bool ComesFromHere(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site) return site is "same-origin" or "none";
        return request.Headers.Origin.ToString() is not { Length: > 0 } origin || origin == $"{request.Scheme}://{request.Host}";
    }

    private static async Task<bool> CarriesToken(HttpContext context, Session session)
    {
        var sent = context.Request.HasFormContentType
            ? (await Submission.ReadForm(context))[Submission.TokenField].ToString()
            : context.Request.Headers[Submission.TokenHeader].ToString();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(session.FormToken));
    }
}
