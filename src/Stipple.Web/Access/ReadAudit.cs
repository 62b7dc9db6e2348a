using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Terms;

namespace Stipple.Web.Access;

/// <summary>Writes down that a record was looked at, durably, before it is shown. A record that is not ours is neither shown nor noted.</summary>
internal sealed class ReadAudit(ILedger ledger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        if (result is IStatusCodeHttpResult { StatusCode: not (null or StatusCodes.Status200OK) }) return result;
        var http = context.HttpContext;
        var endpoint = (RouteEndpoint)http.GetEndpoint()!;
        var subject = endpoint.Metadata.GetMetadata<Permit>()!.Subject!;
        var place = Visit.Of(http)!.Place!;
        var id = Guid.Parse($"{http.Request.RouteValues[subject]}"); // an address may write it in several ways
        var read = Body.About(Streams.Reads($"{subject}/{id:D}"), new RecordRead(endpoint.RoutePattern.RawText!, place.Person));
        await ledger.Append(place.Clinic, new Append(place.By, [read]), http.RequestAborted);
        return result;
    }

    /// <summary>Writes down that a page looked at several records, before it is shown.</summary>
    /// <param name="ledger">Where.</param>
    /// <param name="place">Who looks.</param>
    /// <param name="route">The page.</param>
    /// <param name="patients">Whom it lists, each once.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task Note(ILedger ledger, Place place, string route, IEnumerable<PatientId> patients, CancellationToken cancel)
    {
        var reads = patients.Select(patient => Body.About(Streams.Reads(Streams.Of(patient)), new RecordRead(route, place.Person))).ToArray();
        if (reads.Length > 0) await ledger.Append(place.Clinic, new Append(place.By, [.. reads]), cancel);
    }
}
