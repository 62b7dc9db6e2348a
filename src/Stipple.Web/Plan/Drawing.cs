using System.Collections.Immutable;
using System.Xml.Linq;

namespace Stipple.Web.Plan;

/// <summary>One drawing of the body, read from its file: zones carry the ids of sites.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="ViewBox">Its coordinates.</param>
/// <param name="Before">What is drawn under the zones.</param>
/// <param name="Zones">Outline by site.</param>
/// <param name="After">What is drawn over them: where nobody needles, and whose side is which.</param>
public sealed record Drawing(string Title, string ViewBox, string Before, ImmutableArray<(string Site, string Outline)> Zones, string After)
{
    public static ImmutableArray<Drawing> All { get; } = [Load("face.svg", "Face"), Load("neck-chest.svg", "Neck and chest"), Load("hands.svg", "Backs of the hands")];

    private static Drawing Load(string file, string title)
    {
        using var stream = typeof(Drawing).Assembly.GetManifestResourceStream($"assets/{file}")!;
        var svg = XDocument.Load(stream).Root!;
        var parts = svg.Elements().Where(part => part.Name.LocalName is not ("style" or "defs")).ToArray();
        var zones = Array.FindIndex(parts, part => (string?)part.Attribute("class") == "zones");
        return new Drawing(
            title,
            (string)svg.Attribute("viewBox")!,
            string.Concat(parts[..zones].Select(Markup)),
            [.. parts[zones].Elements().Select(zone => ((string)zone.Attribute("id")!, (string)zone.Attribute("d")!))],
            string.Concat(parts[(zones + 1)..].Select(Markup)));
    }

    // Inside a page there is one namespace, and nobody says it again.
    private static string Markup(XElement part) => part.ToString(SaveOptions.DisableFormatting).Replace($" xmlns=\"{part.Name.NamespaceName}\"", "", StringComparison.Ordinal);
}
