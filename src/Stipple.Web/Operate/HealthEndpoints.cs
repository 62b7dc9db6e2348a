using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stipple.Web.Access;

namespace Stipple.Web.Operate;

internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app) =>
        app.MapPage("/health/live", () => Results.Text("live\n")).For(Door.Open);
}
