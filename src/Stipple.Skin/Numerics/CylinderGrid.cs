namespace Stipple.Skin.Numerics;

/// <summary>
/// Diffusion around an axis as finite volumes: rings in r times rows in z, under one well-mixed cell on top. Steps of the trapezoidal rule and the second
/// backward formula in turn (TR-BDF2): of second order, and whatever is stiff is damped, so that a jump needs no start of its own. Mass goes from cell to cell
/// as one number and so closes to rounding.
/// </summary>
/// <remarks>
/// Index of ring j in row i is i * Rings + j. The last row leads into nothing. The system is solved directly, from the deepest row up and the top cell last:
/// a splitting into rings and rows is quicker but damps what is fine in both hardly at all, and the edge of a pore is.
/// </remarks>
public sealed class CylinderGrid
{
    private const double Stage = 0.58578643762690495; // 2 - sqrt 2
    private const double Implicit = Stage / 2;
    private const double Explicit = 0.35355339059327376; // sqrt 2 / 4

    private readonly BandedCholesky _matrix;
    private readonly double[] _middle;
    private readonly double[] _right;
    private readonly double[] _flow;
    private readonly double[] _flowOfMiddle;
    private readonly double[] _kept;
    private (double Ahead, bool IsTopHeld, double TopCapacity) _factored;
    private (CompensatedSum Bottom, CompensatedSum Removed, CompensatedSum Top) _keptSums;
    private CompensatedSum _throughBottom;
    private CompensatedSum _removed;
    private CompensatedSum _throughTop;

    /// <summary>An empty grid; the arrays below are for its owner to fill.</summary>
    /// <param name="rings">1 to 2000.</param>
    /// <param name="rows">2 to 20,000.</param>
    public CylinderGrid(int rings, int rows)
    {
        (Rings, Rows) = ((int)Bounds.Check(rings, 1, 2000, "rings", nameof(rings)), (int)Bounds.Check(rows, 2, 20_000, "rows", nameof(rows)));
        var cells = Rings * Rows;
        (Capacities, Removals, Outward, Downward, TopFaces) = (new double[cells], new double[cells], new double[cells], new double[cells], new double[Rings]);
        (Values, _middle, _right, _flow, _flowOfMiddle) = (new double[cells + 1], new double[cells + 1], new double[cells + 1], new double[cells + 1], new double[cells + 1]);
        _kept = new double[cells + 1];
        _matrix = new BandedCholesky(cells + 1, Rings);
    }

    public int Rings { get; }

    public int Rows { get; }

    private int Cells => Rings * Rows;

    /// <summary>u of each cell, and last of the top cell.</summary>
    public double[] Values { get; }

    /// <summary>Amount in a cell at u = 1.</summary>
    public double[] Capacities { get; }

    /// <summary>Amount removed from a cell per second at u = 1.</summary>
    public double[] Removals { get; }

    /// <summary>Conductance from a cell to the next ring; 0 in the last ring.</summary>
    public double[] Outward { get; }

    /// <summary>Conductance from a cell to the next row; in the last row into nothing.</summary>
    public double[] Downward { get; }

    /// <summary>Conductance from the top cell into each ring of the first row.</summary>
    public double[] TopFaces { get; }

    /// <summary>Capacity of the top cell.</summary>
    public double TopCapacity { get; internal set; }

    /// <summary>u of the top cell.</summary>
    public double Top
    {
        get => Values[^1];
        internal set => Values[^1] = value;
    }

    /// <summary>Conductance from the top cell into nothing.</summary>
    public double TopLoss { get; internal set; }

    public double ThroughBottom => _throughBottom.Value;

    public double ThroughTop => _throughTop.Value;

    public double Removed => _removed.Value;

    /// <summary>Goes on by some seconds; the top cell keeps its value where it is held. Returns what the top cell gave away, air included.</summary>
    public double Step(double seconds, bool isTopHeld)
    {
        var ahead = seconds * Implicit;
        if (_factored != (ahead, isTopHeld, TopCapacity))
        {
            Fill(ahead);
            _matrix.Factor(isTopHeld ? Cells : Cells + 1);
            _factored = (ahead, isTopHeld, TopCapacity);
        }

        Flow(Values, _flow);
        for (var at = 0; at <= Cells; at++) _right[at] = Capacity(at) * Values[at] - ahead * _flow[at];
        Solve(ahead, isTopHeld, _middle);

        Flow(_middle, _flowOfMiddle);
        for (var at = 0; at <= Cells; at++) _right[at] = Capacity(at) * Values[at] - seconds * Explicit * (_flow[at] + _flowOfMiddle[at]);
        Solve(ahead, isTopHeld, _flow);

        // Flows are linear: those of the whole step are the flows of this mean of its three stages.
        for (var at = 0; at <= Cells; at++) _middle[at] = Explicit * (Values[at] + _middle[at]) + Implicit * _flow[at];
        Flow(_middle, _flow);
        return Exchange(seconds, isTopHeld);
    }

    /// <summary>To be called after a conductance, a capacity or a removal was changed between steps.</summary>
    public void Changed() => _factored = default;

    /// <summary>Remembers the state, so that a step can be taken back.</summary>
    public void Keep()
    {
        Values.CopyTo(_kept, 0);
        _keptSums = (_throughBottom, _removed, _throughTop);
    }

    /// <summary>Goes back to the state that was kept.</summary>
    public void Return()
    {
        _kept.CopyTo(Values, 0);
        (_throughBottom, _removed, _throughTop) = _keptSums;
    }

    private double Capacity(int at) => at < Cells ? Capacities[at] : TopCapacity;

    /// <summary>Solves for the right side; the deepest row comes first in the matrix and the top cell last.</summary>
    private void Solve(double ahead, bool isTopHeld, double[] solution)
    {
        for (var j = 0; j < Rings && isTopHeld; j++) _right[j] += ahead * TopFaces[j] * Top;
        Array.Reverse(_right, 0, Cells);
        _matrix.Solve(_right.AsSpan(0, isTopHeld ? Cells : Cells + 1));
        Array.Reverse(_right, 0, Cells);
        _right.CopyTo(solution, 0);
        if (isTopHeld) solution[Cells] = Top;
    }

    /// <summary>Moves mass along the flows of the mean.</summary>
    private double Exchange(double seconds, bool isTopHeld)
    {
        var (removed, bottom) = (0.0, 0.0);
        for (var at = 0; at < Cells; at++)
        {
            removed += Removals[at] * _middle[at];
            if (at >= Cells - Rings) bottom += Downward[at] * _middle[at];
            Values[at] -= seconds * _flow[at] / Capacities[at];
        }

        _removed.Add(seconds * removed);
        _throughBottom.Add(seconds * bottom);
        _throughTop.Add(seconds * TopLoss * _middle[Cells]);
        if (!isTopHeld) Top -= seconds * _flow[Cells] / TopCapacity;
        return seconds * _flow[Cells];
    }

    private void Fill(double seconds)
    {
        for (var at = 0; at < Cells; at++)
        {
            var row = _matrix.Row(Cells - 1 - at);
            row.Clear();
            var (inward, outward) = (at % Rings > 0 ? Outward[at - 1] : 0, at % Rings < Rings - 1 ? Outward[at] : 0);
            var above = at >= Rings ? Downward[at - Rings] : TopFaces[at];
            row[Rings] = Capacities[at] + seconds * (inward + outward + above + Downward[at] + Removals[at]);
            row[Rings - 1] -= seconds * outward;
            if (at + Rings < Cells) row[0] -= seconds * Downward[at];
        }

        var top = _matrix.Row(Cells);
        top.Clear();
        var faces = 0.0;
        for (var j = 0; j < Rings; j++)
        {
            faces += TopFaces[j];
            top[Rings - 1 - j] = -seconds * TopFaces[j];
        }

        top[Rings] = TopCapacity + seconds * (faces + TopLoss);
    }

    /// <summary>What leaves each cell per second.</summary>
    private void Flow(double[] u, double[] flow)
    {
        for (var at = 0; at < Cells; at++) flow[at] = Removals[at] * u[at];
        flow[Cells] = TopLoss * u[Cells];
        for (var at = 0; at < Cells; at++)
        {
            if (at % Rings < Rings - 1) Add(Outward[at] * (u[at] - u[at + 1]), at, at + 1);
            if (at < Rings) Add(TopFaces[at] * (u[Cells] - u[at]), Cells, at);
            if (at + Rings < Cells) Add(Downward[at] * (u[at] - u[at + Rings]), at, at + Rings);
            else flow[at] += Downward[at] * u[at];
        }

        void Add(double amount, int from, int to)
        {
            flow[from] += amount;
            flow[to] -= amount;
        }
    }
}
