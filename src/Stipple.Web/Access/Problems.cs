using Microsoft.AspNetCore.Http;

namespace Stipple.Web.Access;

/// <summary>What the API answers when it does not do what was asked: RFC 9457 problem details, in words that say what to do.</summary>
internal static class Problems
{
    public static IResult Unknown() => Of(StatusCodes.Status401Unauthorized, "unknown", "Send a key of the clinic: Authorization: Bearer stipple_... The clinic's owner makes one.");

    public static IResult Forbidden() => Of(StatusCodes.Status403Forbidden, "forbidden", "This key may not do this. The clinic's owner can make one with the role that may.");

    public static IResult NotFound() => Of(StatusCodes.Status404NotFound, "not-found", "There is no such record at this clinic.");

    public static IResult NoKey() => Of(StatusCodes.Status400BadRequest, "idempotency-key", "Send an Idempotency-Key of 1 to 128 visible characters: the same for the same request, however often it is sent.");

    public static IResult OtherBody() => Of(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "This Idempotency-Key was used before for another request. Use a new key for a new request.");

    public static IResult Invalid(string detail) => Of(StatusCodes.Status422UnprocessableEntity, "invalid", detail);

    public static IResult Malformed(string detail) => Of(StatusCodes.Status400BadRequest, "malformed", detail);

    public static IResult Overtaken(int version) => Of(StatusCodes.Status412PreconditionFailed, "overtaken", $"The record has changed: it is at version {version}. Read it again and decide again.");

    public static IResult NotKept() => Of(StatusCodes.Status503ServiceUnavailable, "not-kept", "The disk or the database did not take it. Send the same request with the same Idempotency-Key again: it counts once.");

    private static IResult Of(int status, string type, string detail) => Results.Problem(detail, statusCode: status, type: $"urn:stipple:problem:{type}");
}
