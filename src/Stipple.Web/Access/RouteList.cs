using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Stipple.Web.Access;

/// <summary>One way into the program.</summary>
public sealed record DeclaredRoute(string Method, string Path, string Policy, string Scope, string Audit);

/// <summary>Every way into the program, with who may use it.</summary>
internal static class RouteList
{
    /// <exception cref="InvalidOperationException">An endpoint does not say who may use it, or contradicts itself.</exception>
    public static ImmutableArray<DeclaredRoute> Of(WebApplication app)
    {
        var routes = ImmutableArray.CreateBuilder<DeclaredRoute>();
        foreach (var endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            var path = endpoint.RoutePattern.RawText ?? "";
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
            var access = endpoint.Metadata.GetMetadata<Permit>()
                ?? throw new InvalidOperationException($"{path} does not say who may use it. Add .For(...), .ForMembers(...), .ForReaders(...) or .ForPrograms(...).");
            if (methods.Count == 0) throw new InvalidOperationException($"{path} takes every method.");
            if (access.Fault(methods.Any(Changes)) is { } fault) throw new InvalidOperationException($"{path} {fault}.");
            routes.AddRange(methods.Select(method => new DeclaredRoute(method, path, access.Policy, access.Scope.ToString().ToLowerInvariant(), access.Audit.ToString().ToLowerInvariant())));
        }

        return [.. routes.OrderBy(route => route.Path, StringComparer.Ordinal).ThenBy(route => route.Method, StringComparer.Ordinal)];
    }

    public static bool Changes(string method) => method is not ("GET" or "HEAD" or "OPTIONS");
}
