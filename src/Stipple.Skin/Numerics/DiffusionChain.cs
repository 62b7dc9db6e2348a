namespace Stipple.Skin.Numerics;

/// <summary>
/// Cells in a row that hold C[i] u[i] and exchange g (u[i] - u[i+1]) with their neighbours: diffusion in one direction as finite volumes, whatever the
/// geometry. Both ends lead into nothing (u = 0). What leaves a cell arrives in the next, so that mass closes to rounding.
/// </summary>
public sealed class DiffusionChain
{
    private readonly double[] _values;
    private readonly double[] _capacities;
    private readonly double[] _conductances;
    private readonly double[] _removals;
    private readonly double[] _diagonal;
    private readonly double[] _lower;
    private readonly double[] _upper;
    private readonly double[] _next;
    private readonly double[] _kept;
    private (double FirstCapacity, CompensatedSum First, CompensatedSum Last, CompensatedSum Removed) _keptSums;
    private CompensatedSum _throughFirst;
    private CompensatedSum _throughLast;
    private CompensatedSum _removed;

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

        (_capacities, _conductances, _removals) = (capacities, conductances, removals);
        _values = new double[cells];
        (_diagonal, _lower, _upper, _next, _kept) = (new double[cells], new double[cells], new double[cells], new double[cells], new double[cells]);
    }

    /// <summary>u of each cell; may be written to begin with.</summary>
    public Span<double> Values => _values;

    /// <summary>Capacity of each cell.</summary>
    public ReadOnlySpan<double> Capacities => _capacities;

    /// <summary>What has left through the first face.</summary>
    public double ThroughFirst => _throughFirst.Value;

    /// <summary>What has left through the last face.</summary>
    public double ThroughLast => _throughLast.Value;

    /// <summary>What has been removed inside.</summary>
    public double Removed => _removed.Value;

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
        var last = _values.Length - 1;
        var (u, g) = (_values, _conductances);
        var (ahead, behind) = (implicitness * seconds, (1 - implicitness) * seconds);
        for (var i = 0; i <= last; i++)
        {
            var above = i > 0 ? g[i] : 0;
            var below = i < last ? g[i + 1] : 0;
            var lost = _removals[i] + (i == 0 ? g[0] : 0) + (i == last ? g[last + 1] : 0);
            var flow = (i > 0 ? above * (u[i - 1] - u[i]) : 0) + (i < last ? below * (u[i + 1] - u[i]) : 0) - lost * u[i];
            _next[i] = _capacities[i] * u[i] + behind * flow;
            _lower[i] = -ahead * above;
            _upper[i] = -ahead * below;
            _diagonal[i] = (i == 0 ? firstCapacity ?? _capacities[0] : _capacities[i]) + ahead * (above + below + lost);
        }

        if (isHeld) (_diagonal[0], _upper[0], _next[0]) = (1, 0, u[0]);
        Tridiagonal.Solve(_lower, _diagonal, _upper, _next);

        // The solution only gives the flows. What one cell loses the next one gains as the same number, so that rounding in a stiff
        // system makes no mass.
        var throughFirst = g[0] * (ahead * _next[0] + behind * u[0]);
        var (arriving, removed, given) = (-throughFirst, 0.0, 0.0);
        for (var i = 0; i <= last; i++)
        {
            var leaving = i < last
                ? g[i + 1] * (ahead * (_next[i] - _next[i + 1]) + behind * (u[i] - u[i + 1]))
                : g[last + 1] * (ahead * _next[last] + behind * u[last]);
            var lost = _removals[i] * (ahead * _next[i] + behind * u[i]);
            var change = arriving - leaving - lost;
            if (i == 0 && firstCapacity is { } capacity) change += (_capacities[0] - capacity) * u[0];
            if (i == 0 && firstCapacity is { } now) _capacities[0] = now;
            if (i == 0 && isHeld) given = throughFirst + leaving + lost;
            else _next[i] = u[i] + change / _capacities[i];
            (arriving, removed) = (leaving, removed + lost);
        }

        _throughFirst.Add(throughFirst);
        _throughLast.Add(arriving);
        _removed.Add(removed);
        _next.CopyTo(_values, 0);
        return given;
    }

    /// <summary>Remembers the state, so that a step can be taken back.</summary>
    public void Keep()
    {
        _values.CopyTo(_kept, 0);
        _keptSums = (_capacities[0], _throughFirst, _throughLast, _removed);
    }

    /// <summary>Goes back to the state that was kept.</summary>
    public void Return()
    {
        _kept.CopyTo(_values, 0);
        (_capacities[0], _throughFirst, _throughLast, _removed) = _keptSums;
    }

    /// <summary>Two steps that smooth a jump: four backward half steps of Euler (Rannacher). Returns what a held first cell gave.</summary>
    /// <param name="seconds">Of one step; the chain goes on by twice as many.</param>
    /// <param name="isHeld">Whether the first cell keeps its value.</param>
    public double Start(double seconds, bool isHeld = false)
    {
        var given = 0.0;
        for (var half = 0; half < 4; half++) given += Step(seconds / 2, 1, isHeld);
        return given;
    }

    /// <summary>Amount in some cells.</summary>
    /// <param name="from">First cell.</param>
    /// <param name="to">One after the last cell.</param>
    public double Amount(int from, int to)
    {
        var sum = new CompensatedSum();
        for (var i = from; i < to; i++) sum.Add(_capacities[i] * _values[i]);
        return sum.Value;
    }
}
