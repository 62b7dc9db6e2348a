using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stipple.Records;
using Stipple.Web.Access;

namespace Stipple.Web;

/// <summary>Pages are Razor components rendered on the server and sent as they are.</summary>
internal static class Pages
{
    public static RazorComponentResult Render<TPage>(object? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new(typeof(TPage), parameters ?? new { }) { StatusCode = status, PreventStreamingRendering = true };

    public static IEndpointConventionBuilder MapPage(this IEndpointRouteBuilder routes, string path, Delegate handler) =>
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], OnFirstRequest(routes.ServiceProvider, handler));

    /// <summary>What a form sends, or a program that changes something.</summary>
    public static IEndpointConventionBuilder MapForm(this IEndpointRouteBuilder routes, string path, Delegate handler) =>
        routes.MapMethods(path, [HttpMethods.Post], OnFirstRequest(routes.ServiceProvider, handler));

    /// <summary>
    /// The code that fills in a handler's parameters is made by its first request: made for all of them at the start, it is two
    /// thirds of the start. A page that shows a record writes down that it was looked at.
    /// </summary>
    private static RequestDelegate OnFirstRequest(IServiceProvider services, Delegate handler)
    {
        RequestDelegate? made = null;
        return http => (made ??= Make(services, (RouteEndpoint)http.GetEndpoint()!, handler))(http);
    }

    private static RequestDelegate Make(IServiceProvider services, RouteEndpoint endpoint, Delegate handler)
    {
        var builder = new RouteEndpointBuilder(null, endpoint.RoutePattern, endpoint.Order) { ApplicationServices = services };
        if (endpoint.Metadata.GetMetadata<Permit>() is { Audit: Audit.Read })
        {
            var audit = new ReadAudit(services.GetRequiredService<ILedger>());
            builder.FilterFactories.Add((_, next) => context => audit.InvokeAsync(context, next));
        }

        return RequestDelegateFactory.Create(handler, new RequestDelegateFactoryOptions
        {
            ServiceProvider = services,
            RouteParameterNames = endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name),
            EndpointBuilder = builder,
        }).RequestDelegate;
    }
}
