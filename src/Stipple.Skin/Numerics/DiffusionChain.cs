namespace Stipple.Skin.Numerics;

/// <summary>
/// Cells in a row that hold C[i] u[i] and exchange g (u[i] - u[i+1]) with their neighbours: diffusion in one direction as finite volumes, whatever the
/// geometry. Both ends lead into nothing (u = 0). What leaves a cell arrives in the next, so that mass closes to rounding.
/// </summary>
internal sealed class DiffusionChain
{
    private readonly double[] values;
    private readonly double[] capacities;
    private readonly double[] conductances;
    private readonly double[] removals;
    private readonly double[] diagonal;
    private readonly double[] lower;
    private readonly double[] upper;
    private readonly double[] next;
    private readonly double[] kept;
    private (double FirstCapacity, CompensatedSum First, CompensatedSum Last, CompensatedSum Removed) keptSums;
    private CompensatedSum throughFirst;
    private CompensatedSum throughLast;
    private CompensatedSum removed;

    /// <summary>Takes the arrays over; the cells begin at 0.</summary>
    /// <param name="capacities">Amount that a cell holds at u = 1.</param>
    /// <param name="conductances">One more than cells: of the first face, between cells, of the last face. 0 seals.</param>
    /// <param name="removals">Amount that is removed from a cell per second at u = 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public DiffusionChain(double[] capacities, double[] conductances, double[] removals)
    {
        var cells = capacities.Length;
        if (cells < 2 || conductances.Length != cells + 1 || removals.Length != cells)
        {
            throw new ArgumentException($"{cells} cells need {cells + 1} conductances and {cells} removals, and at least two cells are needed.", nameof(capacities));
        }

        (this.capacities, this.conductances, this.removals) = (capacities, conductances, removals);
        values = new double[cells];
        (diagonal, lower, upper, next, kept) = (new double[cells], new double[cells], new double[cells], new double[cells], new double[cells]);
    }

    /// <summary>u of each cell; may be written to begin with.</summary>
    public Span<double> Values => values;

    /// <summary>Capacity of each cell.</summary>
    public ReadOnlySpan<double> Capacities => capacities;

    /// <summary>What has left through the first face.</summary>
    public double ThroughFirst => throughFirst.Value;

    /// <summary>What has left through the last face.</summary>
    public double ThroughLast => throughLast.Value;

    /// <summary>What has been removed inside.</summary>
    public double Removed => removed.Value;

    /// <summary>
    /// Goes on by some seconds. With <paramref name="isHeld"/> the first cell keeps its value (a saturated or endless source) and the return value
    /// is what it gave away.
    /// </summary>
    /// <param name="seconds">Above 0.</param>
    /// <param name="implicitness">0.5 for Crank and Nicolson, 1 for the backward step of Euler that a start needs.</param>
    /// <param name="isHeld">Whether the first cell keeps its value.</param>
    /// <param name="firstCapacity">Capacity of the first cell at the end of the step; null when it does not change.</param>
    public double Step(double seconds, double implicitness, bool isHeld = false, double? firstCapacity = null)
    {
        var last = values.Length - 1;
        var (u, g) = (values, conductances);
        var (ahead, behind) = (implicitness * seconds, (1 - implicitness) * seconds);
        for (var i = 0; i <= last; i++)
        {
            var above = i > 0 ? g[i] : 0;
            var below = i < last ? g[i + 1] : 0;
            var lost = removals[i] + (i == 0 ? g[0] : 0) + (i == last ? g[last + 1] : 0);
            var flow = (i > 0 ? above * (u[i - 1] - u[i]) : 0) + (i < last ? below * (u[i + 1] - u[i]) : 0) - lost * u[i];
            next[i] = capacities[i] * u[i] + behind * flow;
            lower[i] = -ahead * above;
            upper[i] = -ahead * below;
            diagonal[i] = (i == 0 ? firstCapacity ?? capacities[0] : capacities[i]) + ahead * (above + below + lost);
        }

        if (isHeld) (diagonal[0], upper[0], next[0]) = (1, 0, u[0]);
        Tridiagonal.Solve(lower, diagonal, upper, next);

        // The solution only gives the flows. What one cell loses the next one gains as the same number, so that rounding in a stiff
        // system makes no mass.
        var leavingFirst = g[0] * (ahead * next[0] + behind * u[0]);
        var (arriving, taken, given) = (-leavingFirst, 0.0, 0.0);
        for (var i = 0; i <= last; i++)
        {
            var leaving = i < last
                ? g[i + 1] * (ahead * (next[i] - next[i + 1]) + behind * (u[i] - u[i + 1]))
                : g[last + 1] * (ahead * next[last] + behind * u[last]);
            var lost = removals[i] * (ahead * next[i] + behind * u[i]);
            var change = arriving - leaving - lost;
            if (i == 0 && firstCapacity is { } capacity) change += (capacities[0] - capacity) * u[0];
            if (i == 0 && firstCapacity is { } now) capacities[0] = now;
            if (i == 0 && isHeld) given = leavingFirst + leaving + lost;
            else next[i] = u[i] + change / capacities[i];
            (arriving, taken) = (leaving, taken + lost);
        }

        throughFirst.Add(leavingFirst);
        throughLast.Add(arriving);
        removed.Add(taken);
        next.CopyTo(values, 0);
        return given;
    }

    /// <summary>Remembers the state, so that a step can be taken back.</summary>
    public void Keep()
    {
        values.CopyTo(kept, 0);
        keptSums = (capacities[0], throughFirst, throughLast, removed);
    }

    /// <summary>Goes back to the state that was kept.</summary>
    public void Return()
    {
        kept.CopyTo(values, 0);
        (capacities[0], throughFirst, throughLast, removed) = keptSums;
    }

    /// <summary>Amount in some cells.</summary>
    /// <param name="from">First cell.</param>
    /// <param name="to">One after the last cell.</param>
    public double Amount(int from, int to)
    {
        var sum = new CompensatedSum();
        for (var i = from; i < to; i++) sum.Add(capacities[i] * values[i]);
        return sum.Value;
    }
}
