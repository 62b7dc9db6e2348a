namespace Stipple.Skin.Numerics;

/// <summary>
/// Stiff systems of a few equations: the Rosenbrock method RODAS of fourth order with an embedded third (Hairer and Wanner 1996),
/// which stays stable at any step and chooses its own.
/// </summary>
internal sealed class Rosenbrock
{
    private const int Stages = 6;
    private const double Gamma = 0.25;

    private static readonly double[] at = [0, 0.386, 0.21, 0.63, 1, 1];
    private static readonly double[] slope = [0.25, -0.1043, 0.1035, -0.0362, 0, 0];

    private static readonly double[][] a =
    [
        [], [1.544], [0.9466785280815826, 0.2557011698983284], [3.314825187068521, 2.896124015972201, 0.9986419139977817],
        [1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950],
        [1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950, 1],
    ];

    private static readonly double[][] c =
    [
        [], [-5.6688], [-2.430093356833875, -0.2063599157091915], [-0.1073529058151375, -9.594562251023355, -20.47028614809616],
        [7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160],
        [8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054],
    ];

    private readonly int size;
    private readonly Slope derivative;
    private readonly double[] matrix;
    private readonly double[] ahead;
    private readonly double[] inTime;
    private readonly double[] now;
    private readonly double[] right;
    private readonly double[][] stages = new double[Stages][];
    private readonly int[] order;

    /// <summary>The derivatives of the state at a time.</summary>
    public delegate void Slope(double time, ReadOnlySpan<double> state, Span<double> derivative);

    /// <param name="size">How many equations, 1 to 100.</param>
    /// <param name="derivative">The right-hand sides; their Jacobian is taken by differences.</param>
    public Rosenbrock(int size, Slope derivative)
    {
        this.size = Bounds.Check(size, 1, 100, "equations");
        this.derivative = derivative;
        (matrix, order) = (new double[size * size], new int[size]);
        (ahead, inTime, now, right) = (new double[size], new double[size], new double[size], new double[size]);
        for (var stage = 0; stage < Stages; stage++) stages[stage] = new double[size];
    }

    /// <summary>Follows the state from one time to another with steps whose error is estimated below a tolerance.</summary>
    /// <param name="state">At the beginning, then at the end.</param>
    /// <param name="from">A time.</param>
    /// <param name="to">A later one.</param>
    /// <param name="relative">Tolerated error of a step over the size of each number, 1e-12 to 0.1.</param>
    /// <param name="absolute">And beside it, above 0.</param>
    /// <exception cref="ArithmeticException">No step is short enough: the equations run away.</exception>
    public void Follow(Span<double> state, double from, double to, double relative = 1e-6, double absolute = 1e-9)
    {
        Bounds.Check(relative, 1e-12, 0.1, "");
        Bounds.Check(absolute, double.Epsilon, 1, "");
        Bounds.Check(to, from, double.MaxValue, "");
        var (time, step) = (from, Math.Min(to - from, 1e-3));
        Span<double> next = stackalloc double[size];
        while (time < to)
        {
            step = Math.Min(step, to - time);
            if (step <= 1e-14 * Math.Max(1, Math.Abs(time))) throw new ArithmeticException($"No step at {time} is short enough.");
            Step(state, time, step, next);
            var error = 0.0;
            for (var i = 0; i < size; i++)
            {
                var part = stages[Stages - 1][i] / (absolute + relative * Math.Max(Math.Abs(state[i]), Math.Abs(next[i])));
                error += part * part / size;
            }

            error = Math.Sqrt(error);
            if (error <= 1)
            {
                time += step;
                next.CopyTo(state);
            }

            step *= double.IsNaN(error) ? 0.1 : Math.Clamp(0.9 * Math.Pow(error, -0.25), 0.2, 5);
        }
    }

    /// <summary>One step of given length; the last stage is the estimate of its error.</summary>
    public void Step(ReadOnlySpan<double> state, double time, double step, Span<double> next)
    {
        derivative(time, state, now);
        Differentiate(state, time);
        Factor(step);
        for (var stage = 0; stage < Stages; stage++)
        {
            state.CopyTo(next);
            for (var other = 0; other < stage; other++)
            {
                for (var i = 0; i < size; i++) next[i] += a[stage][other] * stages[other][i];
            }

            derivative(time + at[stage] * step, next, right);
            for (var i = 0; i < size; i++)
            {
                right[i] += step * slope[stage] * inTime[i];
                for (var other = 0; other < stage; other++) right[i] += c[stage][other] / step * stages[other][i];
            }

            Solve(stages[stage]);
        }

        for (var i = 0; i < size; i++) next[i] += stages[Stages - 1][i];
    }

    private void Differentiate(ReadOnlySpan<double> state, double time)
    {
        Span<double> moved = stackalloc double[size];
        for (var column = 0; column < size; column++)
        {
            state.CopyTo(moved);
            var by = 1e-7 * Math.Max(1e-3, Math.Abs(state[column]));
            moved[column] += by;
            derivative(time, moved, ahead);
            for (var row = 0; row < size; row++) matrix[row * size + column] = (ahead[row] - now[row]) / by;
        }

        var later = 1e-7 * Math.Max(1, Math.Abs(time));
        derivative(time + later, state, ahead);
        for (var row = 0; row < size; row++) inTime[row] = (ahead[row] - now[row]) / later;
    }

    /// <summary>Gauss's elimination of 1 / (gamma h) - J, the greatest pivot of each column first.</summary>
    private void Factor(double step)
    {
        for (var i = 0; i < matrix.Length; i++) matrix[i] = -matrix[i];
        for (var i = 0; i < size; i++) matrix[i * size + i] += 1 / (Gamma * step);
        for (var k = 0; k < size; k++)
        {
            var pivot = k;
            for (var row = k + 1; row < size; row++)
            {
                if (Math.Abs(matrix[row * size + k]) > Math.Abs(matrix[pivot * size + k])) pivot = row;
            }

            order[k] = pivot;
            for (var column = 0; column < size && pivot != k; column++) (matrix[k * size + column], matrix[pivot * size + column]) = (matrix[pivot * size + column], matrix[k * size + column]);
            for (var row = k + 1; row < size; row++)
            {
                var times = matrix[row * size + k] /= matrix[k * size + k];
                for (var column = k + 1; column < size; column++) matrix[row * size + column] -= times * matrix[k * size + column];
            }
        }
    }

    private void Solve(double[] x)
    {
        right.CopyTo(x, 0);
        for (var k = 0; k < size; k++) (x[k], x[order[k]]) = (x[order[k]], x[k]);
        for (var row = 1; row < size; row++)
        {
            for (var column = 0; column < row; column++) x[row] -= matrix[row * size + column] * x[column];
        }

        for (var row = size - 1; row >= 0; row--)
        {
            for (var column = row + 1; column < size; column++) x[row] -= matrix[row * size + column] * x[column];
            x[row] /= matrix[row * size + row];
        }
    }
}
