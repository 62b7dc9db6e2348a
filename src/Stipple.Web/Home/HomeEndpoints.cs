using Microsoft.AspNetCore.Builder;
using Stipple.Assess;
using Stipple.Web.Access;

namespace Stipple.Web.Home;

internal static class HomeEndpoints
{
    public static void MapHome(this WebApplication app) =>
        app.MapPage("/", (Rules rules) => Pages.Render<HomePage>(new { rules.Version })).For(Door.Open);
}
