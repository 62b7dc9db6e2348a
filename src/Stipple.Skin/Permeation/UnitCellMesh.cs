using Stipple.Skin.Numerics;

namespace Stipple.Skin.Permeation;

/// <summary>The mesh of a unit cell and the conductance of its faces, with the pore open and shut.</summary>
internal sealed class UnitCellMesh
{
    private const double CmPerUm = 1e-4;

    private readonly double[] _widths;
    private readonly double[] _radii;
    private readonly double[] _heights;
    private readonly Layer[] _layerOf;
    private readonly bool[] _isPore;
    private readonly double _fluid;
    private readonly int _rings;
    private readonly int _barrierRows;
    private double _patency = double.NaN;

    /// <summary>Faces that a pore changes: which array, where, and their conductance when open and when shut.</summary>
    private readonly List<(Func<CylinderGrid, double[]> Of, int At, double Open, double Shut)> _faces = [];

    public UnitCellMesh(IReadOnlyList<Layer> layers, Pores pores, int rings)
    {
        if (layers.Count == 0) throw new ArgumentException("At least one layer is needed.", nameof(layers));
        var mouth = pores.MouthRadiusUm * CmPerUm;
        var radius = pores.PerCm2 > 0 ? 1 / Math.Sqrt(double.Pi * pores.PerCm2) : mouth;
        var inside = Mesh.Graded(mouth, rings / 2, 0.05);
        _widths = mouth < radius && pores.PerCm2 > 0
            ? [.. inside, .. Mesh.Growing(radius - mouth, rings - rings / 2, inside[^1])]
            : Mesh.Graded(radius, rings);
        _radii = Mesh.Faces(_widths);
        _heights = [.. layers.SelectMany(layer => Mesh.Graded(layer.ThicknessCm, layer.Cells, layer.Grading))];
        _layerOf = [.. layers.SelectMany(layer => Enumerable.Repeat(layer, layer.Cells))];
        (_rings, _barrierRows, _fluid) = (rings, layers[0].Cells, pores.FluidDiffusivityCm2PerS);
        AreaCm2 = double.Pi * _radii[^1] * _radii[^1];

        var faces = Mesh.Faces(_heights);
        DepthsUm = [.. _heights.Select((height, i) => (faces[i] + height / 2) / CmPerUm)];
        _isPore = new bool[rings * _heights.Length];
        for (var at = 0; at < _isPore.Length && pores.PerCm2 > 0; at++)
        {
            var (i, j) = (at / rings, at % rings);
            var middle = (_radii[j] + _radii[j + 1]) / 2;
            var below = (faces[i] + faces[i + 1]) / 2 - layers[0].ThicknessCm;
            var depth = pores.DepthUm * CmPerUm;
            _isPore[at] = below < 0 ? middle < mouth : below < depth && middle < mouth * Math.Sqrt(1 - below * below / (depth * depth));
        }
    }

    /// <summary>Area of the cell in cm2.</summary>
    public double AreaCm2 { get; }

    /// <summary>Middles of the rows in um.</summary>
    public IReadOnlyList<double> DepthsUm { get; }

    /// <summary>A grid with the pore open.</summary>
    public CylinderGrid Grid(Underside underside)
    {
        var grid = new CylinderGrid(_rings, _heights.Length);
        for (var i = 0; i < _heights.Length; i++)
        {
            for (var j = 0; j < _rings; j++)
            {
                var at = i * _rings + j;
                var area = double.Pi * (_radii[j + 1] * _radii[j + 1] - _radii[j] * _radii[j]);
                grid.Capacities[at] = area * _heights[i] * (_isPore[at] ? 1 : _layerOf[i].Partition);
                grid.Removals[at] = area * _heights[i] * _layerOf[i].Partition * (_isPore[at] ? 0 : _layerOf[i].RemovalPerS);
                if (i == 0) Put(grid, grid => grid.TopFaces, j, area, 2 * Mobility(at, true) / _heights[0], 2 * Mobility(at, false) / _heights[0]);
                if (i == _heights.Length - 1)
                {
                    var out_ = underside == Underside.Sink ? 2 / _heights[i] : 0;
                    Put(grid, grid => grid.Downward, at, area, out_ * Mobility(at, true), out_ * Mobility(at, false));
                }
                else
                {
                    Put(grid, grid => grid.Downward, at, area, Face(_heights[i], at, _heights[i + 1], at + _rings, true), Face(_heights[i], at, _heights[i + 1], at + _rings, false));
                }

                if (j == _rings - 1) continue;
                var side = 2 * double.Pi * _radii[j + 1] * _heights[i];
                Put(grid, grid => grid.Outward, at, side, Face(_widths[j], at, _widths[j + 1], at + 1, true), Face(_widths[j], at, _widths[j + 1], at + 1, false));
            }
        }

        return grid;
    }

    /// <summary>Sets the faces of the pore to a patency.</summary>
    public void Open(CylinderGrid grid, double patency)
    {
        if (patency == _patency) return;
        foreach (var (of, at, open, shut) in _faces) of(grid)[at] = patency * open + (1 - patency) * shut;
        grid.Changed();
        _patency = patency;
    }

    /// <summary>Concentration of each row over the whole area.</summary>
    public double[] Profile(CylinderGrid grid) => [.. _heights.Select((height, i) =>
        Enumerable.Range(i * _rings, _rings).Sum(at => grid.Capacities[at] * grid.Values[at]) / (AreaCm2 * height))];

    /// <summary>What the first layer and the pore hold, and what the rest, in mg per cm2.</summary>
    public (double Barrier, double Below) Amounts(CylinderGrid grid)
    {
        var (barrier, below) = (new CompensatedSum(), new CompensatedSum());
        for (var at = 0; at < _isPore.Length; at++)
        {
            var amount = grid.Capacities[at] * grid.Values[at] / AreaCm2;
            if (_isPore[at] || at < _barrierRows * _rings) barrier.Add(amount);
            else below.Add(amount);
        }

        return (barrier.Value, below.Value);
    }

    private void Put(CylinderGrid grid, Func<CylinderGrid, double[]> of, int at, double area, double open, double shut)
    {
        of(grid)[at] = area * open;
        if (open != shut) _faces.Add((of, at, area * open, area * shut));
    }

    private double Face(double width, int at, double nextWidth, int next, bool isOpen) =>
        Mesh.FaceConductance(width, Mobility(at, isOpen), nextWidth, Mobility(next, isOpen));

    private double Mobility(int at, bool isOpen) => isOpen && _isPore[at] ? _fluid : _layerOf[at / _rings].Mobility;
}
