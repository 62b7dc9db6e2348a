using System.Collections.Immutable;
using System.Globalization;
using Stipple.Skin.Cohort;

namespace Stipple.Skin.Tests;

/// <summary>The priors as they stand in evidence/skin; the strict reader, with its own tests, is the care's.</summary>
internal static class Tabled
{
    public static readonly ImmutableArray<Prior> Priors = Read();

    public static VirtualPatients Patients(ulong seed = 2026) => new(Priors, Priors.Single(prior => prior.Name == "thickness-correlation").Value, seed);

    private static ImmutableArray<Prior> Read()
    {
        var lines = File.ReadAllLines(Repository.At("evidence/skin/parameters.tsv"));
        var columns = lines[0].Split('\t');
        return [.. lines.Skip(1).Select(line =>
        {
            var cells = columns.Zip(line.Split('\t')).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal);
            double Number(string column) => double.Parse(cells[column], CultureInfo.InvariantCulture);
            return new Prior(
                cells["name"], cells["symbol"], Number("value"), cells["unit"], Enum.Parse<Law>(cells["law"], ignoreCase: true), Number("spread"),
                Number("low"), Number("high"), Enum.Parse<Level>(cells["level"], ignoreCase: true), cells["group"], [.. cells["sources"].Split(' ')]);
        })];
    }
}
