using Microsoft.AspNetCore.Http;

namespace Stipple.Web.Access;

/// <summary>Why a form came back.</summary>
public enum KeptReason
{
    /// <summary>The session is over.</summary>
    SignedOut,

    /// <summary>The form was made in an earlier session.</summary>
    Stale,

    /// <summary>It needs a fresh proof of who sends it.</summary>
    Confirm,

    /// <summary>The disk or the database did not take it.</summary>
    NotKept,

    /// <summary>The date of birth has to be given again before the link opens anything.</summary>
    LinkClosed,

    /// <summary>The link is over.</summary>
    LinkOver,
}

/// <summary>Gives a form back with everything that was typed, and says what to do so that it can be sent again.</summary>
internal sealed class KeptForm(KeptReason reason) : IResult
{
    /// <summary>A form of an earlier session: its owner looks at it once more and sends it.</summary>
    public static IResult Stale(HttpContext context) =>
        context.Request.HasFormContentType ? new KeptForm(KeptReason.Stale) : Results.StatusCode(StatusCodes.Status403Forbidden);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var status = reason switch
        {
            KeptReason.NotKept => StatusCodes.Status503ServiceUnavailable,
            KeptReason.LinkOver => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status401Unauthorized,
        };
        var form = await Submission.Read(httpContext);
        await Pages.Render<KeptFormPage>(new { Reason = reason, Form = form, Link = httpContext.Request.RouteValues["link"] as string }, status).ExecuteAsync(httpContext);
    }
}
