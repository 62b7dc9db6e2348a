using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Stipple.Web;

/// <summary>Pages are Razor components rendered on the server and sent as they are.</summary>
internal static class Pages
{
    public static RazorComponentResult Render<TPage>(object? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new(typeof(TPage), parameters ?? new { }) { StatusCode = status, PreventStreamingRendering = true };

    public static IEndpointConventionBuilder MapPage(this IEndpointRouteBuilder routes, string path, Delegate handler) =>
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], OnFirstRequest(routes, path, handler));

    /// <summary>What a form sends, or a program that changes something.</summary>
    public static IEndpointConventionBuilder MapForm(this IEndpointRouteBuilder routes, string path, Delegate handler) =>
        routes.MapMethods(path, [HttpMethods.Post], OnFirstRequest(routes, path, handler));

    /// <summary>The code that fills in a handler's parameters is made by its first request: made for all of them at the start, it is a quarter of the start.</summary>
    private static RequestDelegate OnFirstRequest(IEndpointRouteBuilder routes, string path, Delegate handler)
    {
        var made = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(handler, new RequestDelegateFactoryOptions
        {
            ServiceProvider = routes.ServiceProvider,
            RouteParameterNames = RoutePatternFactory.Parse(path).Parameters.Select(parameter => parameter.Name),
        }).RequestDelegate);
        return http => made.Value(http);
    }
}
