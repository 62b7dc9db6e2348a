using Stipple.Skin.Numerics;

namespace Stipple.Skin.Permeation;

/// <summary>The mesh of a unit cell and the conductance of its faces, with the pore open and shut.</summary>
internal sealed class UnitCellMesh
{
    private const double CmPerUm = 1e-4;

    private readonly double[] widths;
    private readonly double[] radii;
    private readonly double[] heights;
    private readonly Layer[] layerOf;
    private readonly bool[] isPore;
    private readonly double fluid;
    private readonly int rings;
    private readonly int barrierRows;
    private double patency = double.NaN;

    /// <summary>Faces of the grid that a pore changes: where, and their conductance when open and when shut.</summary>
    private readonly List<(double[] Faces, int At, double Open, double Shut)> changing = [];

    public UnitCellMesh(IReadOnlyList<Layer> layers, Pores pores, int rings)
    {
        if (layers.Count == 0) throw new ArgumentException("At least one layer is needed.", nameof(layers));
        var mouth = pores.MouthRadiusUm * CmPerUm;
        var radius = pores.PerCm2 > 0 ? 1 / Math.Sqrt(double.Pi * pores.PerCm2) : mouth;
        var inside = Mesh.Graded(mouth, rings / 2, 0.05);
        widths = mouth < radius && pores.PerCm2 > 0
            ? [.. inside, .. Mesh.Growing(radius - mouth, rings - rings / 2, inside[^1])]
            : Mesh.Graded(radius, rings);
        radii = Mesh.Faces(widths);
        heights = [.. layers.SelectMany(layer => Mesh.Graded(layer.ThicknessCm, layer.Cells, layer.Grading))];
        layerOf = [.. layers.SelectMany(layer => Enumerable.Repeat(layer, layer.Cells))];
        (this.rings, barrierRows, fluid) = (rings, layers[0].Cells, pores.FluidDiffusivityCm2PerS);
        AreaCm2 = double.Pi * radii[^1] * radii[^1];

        var faces = Mesh.Faces(heights);
        DepthsUm = [.. heights.Select((height, i) => (faces[i] + height / 2) / CmPerUm)];
        isPore = new bool[rings * heights.Length];
        for (var at = 0; at < isPore.Length && pores.PerCm2 > 0; at++)
        {
            var (i, j) = (at / rings, at % rings);
            var middle = (radii[j] + radii[j + 1]) / 2;
            var below = (faces[i] + faces[i + 1]) / 2 - layers[0].ThicknessCm;
            var depth = pores.DepthUm * CmPerUm;
            isPore[at] = below < 0 ? middle < mouth : below < depth && middle < mouth * Math.Sqrt(1 - below * below / (depth * depth));
        }
    }

    /// <summary>Area of the cell in cm2.</summary>
    public double AreaCm2 { get; }

    /// <summary>Middles of the rows in um.</summary>
    public IReadOnlyList<double> DepthsUm { get; }

    /// <summary>A grid with the pore open.</summary>
    public CylinderGrid Grid(Underside underside)
    {
        var grid = new CylinderGrid(rings, heights.Length);
        for (var i = 0; i < heights.Length; i++)
        {
            var (height, layer, isLast) = (heights[i], layerOf[i], i == heights.Length - 1);
            var exit = underside == Underside.Sink ? 2 / height : 0;
            for (var j = 0; j < rings; j++)
            {
                var at = i * rings + j;
                var area = double.Pi * (radii[j + 1] * radii[j + 1] - radii[j] * radii[j]);
                grid.Capacities[at] = area * height * (isPore[at] ? 1 : layer.Partition);
                grid.Removals[at] = area * height * layer.Partition * (isPore[at] ? 0 : layer.RemovalPerS);
                if (i == 0) Put(grid.TopFaces, j, area, isOpen => 2 * Mobility(at, isOpen) / height);
                Put(grid.Downward, at, area, isOpen => isLast ? exit * Mobility(at, isOpen) : Face(height, at, heights[i + 1], at + rings, isOpen));
                if (j < rings - 1) Put(grid.Outward, at, 2 * double.Pi * radii[j + 1] * height, isOpen => Face(widths[j], at, widths[j + 1], at + 1, isOpen));
            }
        }

        return grid;
    }

    /// <summary>Sets the faces of the pore to a patency.</summary>
    public void Open(CylinderGrid grid, double patency)
    {
        if (patency == this.patency) return;
        foreach (var (faces, at, open, shut) in changing) faces[at] = patency * open + (1 - patency) * shut;
        grid.Changed();
        this.patency = patency;
    }

    /// <summary>Concentration of each row over the whole area.</summary>
    public double[] Profile(CylinderGrid grid) => [.. heights.Select((height, i) =>
        Enumerable.Range(i * rings, rings).Sum(at => grid.Capacities[at] * grid.Values[at]) / (AreaCm2 * height))];

    /// <summary>What the first layer and the pore hold, and what the rest, in mg per cm2.</summary>
    public (double Barrier, double Below) Amounts(CylinderGrid grid)
    {
        var (barrier, below) = (new CompensatedSum(), new CompensatedSum());
        for (var at = 0; at < isPore.Length; at++)
        {
            var amount = grid.Capacities[at] * grid.Values[at] / AreaCm2;
            if (isPore[at] || at < barrierRows * rings) barrier.Add(amount);
            else below.Add(amount);
        }

        return (barrier.Value, below.Value);
    }

    private void Put(double[] faces, int at, double area, Func<bool, double> conductance)
    {
        var (open, shut) = (conductance(true), conductance(false));
        faces[at] = area * open;
        if (open != shut) changing.Add((faces, at, area * open, area * shut));
    }

    private double Face(double width, int at, double nextWidth, int next, bool isOpen) =>
        Mesh.FaceConductance(width, Mobility(at, isOpen), nextWidth, Mobility(next, isOpen));

    private double Mobility(int at, bool isOpen) => isOpen && isPore[at] ? fluid : layerOf[at / rings].Mobility;
}
