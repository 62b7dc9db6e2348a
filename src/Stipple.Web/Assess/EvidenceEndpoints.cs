using Microsoft.AspNetCore.Builder;
using Stipple.Assess;

namespace Stipple.Web.Assess;

internal static class EvidenceEndpoints
{
    public const string Path = "/evidence";

    public static void MapEvidence(this WebApplication app) =>
        app.MapPage(Path, (Rules rules) => Pages.Render<EvidencePage>(new { Rules = rules }));
}
