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
internal sealed class CylinderGrid
{
    private const double Stage = 0.58578643762690495; // 2 - sqrt 2
    private const double Implicit = Stage / 2;
    private const double Explicit = 0.35355339059327376; // sqrt 2 / 4

    private readonly BandedCholesky matrix;
    private readonly double[] middle;
    private readonly double[] right;
    private readonly double[] flow;
    private readonly double[] flowOfMiddle;
    private readonly double[] kept;
    private (double Ahead, bool IsTopHeld, double TopCapacity) factored;
    private (CompensatedSum Bottom, CompensatedSum Removed, CompensatedSum Top) keptSums;
    private CompensatedSum throughBottom;
    private CompensatedSum removed;
    private CompensatedSum throughTop;

    /// <summary>An empty grid; the arrays below are for its owner to fill.</summary>
    /// <param name="rings">1 to 2000.</param>
    /// <param name="rows">2 to 20,000.</param>
    public CylinderGrid(int rings, int rows)
    {
        (Rings, Rows) = ((int)Bounds.Check(rings, 1, 2000, "rings", nameof(rings)), (int)Bounds.Check(rows, 2, 20_000, "rows", nameof(rows)));
        var cells = Rings * Rows;
        (Capacities, Removals, Outward, Downward, TopFaces) = (new double[cells], new double[cells], new double[cells], new double[cells], new double[Rings]);
        (Values, middle, right, flow, flowOfMiddle) = (new double[cells + 1], new double[cells + 1], new double[cells + 1], new double[cells + 1], new double[cells + 1]);
        kept = new double[cells + 1];
        matrix = new BandedCholesky(cells + 1, Rings);
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

    /// <summary>What has left through the last row.</summary>
    public double ThroughBottom => throughBottom.Value;

    /// <summary>What has left from the top cell into nothing.</summary>
    public double ThroughTop => throughTop.Value;

    /// <summary>What has been removed inside.</summary>
    public double Removed => removed.Value;

    /// <summary>Goes on by some seconds, above 0; the top cell keeps its value where it is held. Returns what the top cell gave away, air included.</summary>
    public double Step(double seconds, bool isTopHeld)
    {
        var ahead = seconds * Implicit;
        if (factored != (ahead, isTopHeld, TopCapacity))
        {
            Fill(ahead);
            matrix.Factor(isTopHeld ? Cells : Cells + 1);
            factored = (ahead, isTopHeld, TopCapacity);
        }

        Flow(Values, flow);
        for (var at = 0; at <= Cells; at++) right[at] = Capacity(at) * Values[at] - ahead * flow[at];
        Solve(ahead, isTopHeld, middle);

        Flow(middle, flowOfMiddle);
        for (var at = 0; at <= Cells; at++) right[at] = Capacity(at) * Values[at] - seconds * Explicit * (flow[at] + flowOfMiddle[at]);
        Solve(ahead, isTopHeld, flow);

        // Flows are linear: those of the whole step are the flows of this mean of its three stages.
        for (var at = 0; at <= Cells; at++) middle[at] = Explicit * (Values[at] + middle[at]) + Implicit * flow[at];
        Flow(middle, flow);
        return Exchange(seconds, isTopHeld);
    }

    /// <summary>To be called after a conductance, a capacity or a removal was changed between steps.</summary>
    public void Changed() => factored = default;

    /// <summary>Remembers the state, so that a step can be taken back.</summary>
    public void Keep()
    {
        Values.CopyTo(kept, 0);
        keptSums = (throughBottom, removed, throughTop);
    }

    /// <summary>Goes back to the state that was kept.</summary>
    public void Return()
    {
        kept.CopyTo(Values, 0);
        (throughBottom, removed, throughTop) = keptSums;
    }

    private double Capacity(int at) => at < Cells ? Capacities[at] : TopCapacity;

    /// <summary>Solves for the right side; the deepest row comes first in the matrix and the top cell last.</summary>
    private void Solve(double ahead, bool isTopHeld, double[] solution)
    {
        for (var j = 0; j < Rings && isTopHeld; j++) right[j] += ahead * TopFaces[j] * Top;
        Array.Reverse(right, 0, Cells);
        matrix.Solve(right.AsSpan(0, isTopHeld ? Cells : Cells + 1));
        Array.Reverse(right, 0, Cells);
        right.CopyTo(solution, 0);
        if (isTopHeld) solution[Cells] = Top;
    }

    /// <summary>Moves mass along the flows of the mean.</summary>
    private double Exchange(double seconds, bool isTopHeld)
    {
        var (taken, bottom) = (0.0, 0.0);
        for (var at = 0; at < Cells; at++)
        {
            taken += Removals[at] * middle[at];
            if (at >= Cells - Rings) bottom += Downward[at] * middle[at];
            Values[at] -= seconds * flow[at] / Capacities[at];
        }

        removed.Add(seconds * taken);
        throughBottom.Add(seconds * bottom);
        throughTop.Add(seconds * TopLoss * middle[Cells]);
        if (!isTopHeld) Top -= seconds * flow[Cells] / TopCapacity;
        return seconds * flow[Cells];
    }

    private void Fill(double seconds)
    {
        for (var at = 0; at < Cells; at++)
        {
            var row = matrix.Row(Cells - 1 - at);
            row.Clear();
            var (inward, outward) = (at % Rings > 0 ? Outward[at - 1] : 0, at % Rings < Rings - 1 ? Outward[at] : 0);
            var above = at >= Rings ? Downward[at - Rings] : TopFaces[at];
            row[Rings] = Capacities[at] + seconds * (inward + outward + above + Downward[at] + Removals[at]);
            row[Rings - 1] -= seconds * outward;
            if (at + Rings < Cells) row[0] -= seconds * Downward[at];
        }

        var top = matrix.Row(Cells);
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
    private void Flow(double[] u, double[] leaving)
    {
        for (var at = 0; at < Cells; at++) leaving[at] = Removals[at] * u[at];
        leaving[Cells] = TopLoss * u[Cells];
        for (var at = 0; at < Cells; at++)
        {
            if (at % Rings < Rings - 1) Add(Outward[at] * (u[at] - u[at + 1]), at, at + 1);
            if (at < Rings) Add(TopFaces[at] * (u[Cells] - u[at]), Cells, at);
            if (at + Rings < Cells) Add(Downward[at] * (u[at] - u[at + Rings]), at, at + Rings);
            else leaving[at] += Downward[at] * u[at];
        }

        void Add(double amount, int from, int to)
        {
            leaving[from] += amount;
            leaving[to] -= amount;
        }
    }
}
