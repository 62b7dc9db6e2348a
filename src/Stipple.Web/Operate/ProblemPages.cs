using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Stipple.Web.Operate;

/// <summary>A page in plain words for everything that did not work. It never repeats what was sent.</summary>
internal static class ProblemPages
{
    public static void UseProblemPages(this WebApplication app)
    {
        app.UseExceptionHandler(failed => failed.Run(context =>
        {
            var status = context.Features.Get<IExceptionHandlerFeature>()?.Error is BadHttpRequestException bad
                ? bad.StatusCode
                : StatusCodes.Status500InternalServerError;
            return Render(context, status);
        }));
        app.UseStatusCodePages(status => Render(status.HttpContext, status.HttpContext.Response.StatusCode));
    }

    private static Task Render(HttpContext context, int status) => Pages.Render<ProblemPage>(new { Status = status }, status).ExecuteAsync(context);
}
