using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Web.Access;

namespace Stipple.Web.Simulate;

/// <summary>What a treatment may do, for virtual patients: it touches nobody's record and decides nothing.</summary>
internal static class SimulateEndpoints
{
    public const string Path = "/simulate";

    public static void MapSimulate(this WebApplication app)
    {
        app.MapPage(Path, Show).For(Door.SignedIn);
        app.MapPage($"{Path}/picture", Picture).For(Door.SignedIn);
    }

    public static string PictureOf(SimulateForm form, string name) => $"{Path}/picture?picture={name}&{form.Query}";

    private static async Task<IResult> Show(HttpContext http, Forecasts forecasts)
    {
        var form = SimulateForm.Of(http.Request.Query, forecasts.Tables);
        Foreseen? foreseen = null;
        try
        {
            if (form.Request is not null) foreseen = await forecasts.Of(form, http.RequestAborted);
        }
        catch (SimulationRefusedException refused)
        {
            form = form.With(refused);
        }

        return Pages.Render<SimulatePage>(
            new { Form = form, Foreseen = foreseen, forecasts.Tables, forecasts.Library.Sources },
            form.Problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Picture(HttpContext http, Forecasts forecasts, string? picture)
    {
        var form = SimulateForm.Of(http.Request.Query, forecasts.Tables);
        try
        {
            if (form.Request is null || picture is null || (await forecasts.Of(form, http.RequestAborted)).Picture(picture) is not { } svg) return Results.StatusCode(StatusCodes.Status400BadRequest);
            http.Response.Headers.CacheControl = "private, max-age=600";
            return Results.Bytes(svg, "image/svg+xml");
        }
        catch (SimulationRefusedException)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }
    }
}
