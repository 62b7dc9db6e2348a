using Microsoft.AspNetCore.Builder;
using Stipple.Assess;
using Stipple.Web.Access;

namespace Stipple.Web.Assess;

internal static class EvidenceEndpoints
{
    public const string Path = "/evidence";

    public static void MapEvidence(this WebApplication app) =>
        app.MapPage(Path, (Rules rules) => Pages.Render<EvidencePage>(new { Rules = rules })).For(Door.Open);
}
