using System.Collections.Immutable;
using Stipple.Skin.Numerics;

namespace Stipple.Skin.Cohort;

/// <summary>How a parameter is spread.</summary>
public enum Law
{
    /// <summary>It is one number.</summary>
    Fixed,

    /// <summary>The value is the median, the spread the geometric standard deviation.</summary>
    Lognormal,

    /// <summary>The value is the mean, the spread the standard deviation.</summary>
    Normal,

    /// <summary>Mean and standard deviation of a beta law from 0 to the upper bound.</summary>
    Beta,
}

/// <summary>What it is that differs: people, what an instrument makes of them, or how right the model is.</summary>
public enum Level
{
    Person,
    Measurement,
    Structure,
}

/// <summary>One parameter with what is known of it.</summary>
public sealed record Prior
{
    // Quantiles of a beta law by deviates from -6 to 6: each takes a search, and a cohort asks for thousands.
    private const int Nodes = 1024;
    private const double Reach = 6;
    private readonly double[] quantiles = [];

    /// <param name="name">Words with hyphens, unique in its table.</param>
    /// <param name="symbol">As in docs/model.</param>
    /// <param name="value">Median of a lognormal, mean of the others; within the bounds.</param>
    /// <param name="unit">Of the value; empty for a plain number.</param>
    /// <param name="law">How it is spread.</param>
    /// <param name="spread">Geometric standard deviation from 1.001 to 20, or standard deviation above 0; 0 where it is fixed.</param>
    /// <param name="low">No draw lies lower.</param>
    /// <param name="high">No draw lies higher; the upper end of a beta law.</param>
    /// <param name="level">What it is that differs.</param>
    /// <param name="group">Parameters of one group go together in a person; empty for none.</param>
    /// <param name="sources">Ids of its sources.</param>
    /// <exception cref="ArgumentException">The numbers are no such law.</exception>
    public Prior(string name, string symbol, double value, string unit, Law law, double spread, double low, double high, Level level, string group, ImmutableArray<string> sources)
    {
        (Name, Symbol, Unit, Law, Level, Group, Sources) = (name, symbol, unit, law, level, group, sources);
        Low = Bounds.Check(low, -1e12, high, unit, $"{name}: the lower bound");
        High = Bounds.Check(high, low, 1e12, unit, $"{name}: the upper bound");
        Value = Bounds.Check(value, law == Law.Lognormal ? Math.Max(low, double.Epsilon) : low, high, unit, $"{name}: the value");
        Spread = law switch
        {
            Law.Fixed => Bounds.Check(spread, 0, 0, unit, $"{name}: the spread of one number"),
            Law.Lognormal => Bounds.Check(spread, 1.001, 20, "", $"{name}: the geometric standard deviation"),
            _ => Bounds.Check(spread, double.Epsilon, 1e12, unit, $"{name}: the standard deviation"),
        };
        if (law != Law.Beta) return;
        Bounds.Check(low, 0, 0, unit, $"{name}: the lower bound of a beta law");
        var beta = Beta.Of(value / high, spread / high);
        quantiles = [.. Enumerable.Range(0, Nodes + 1).Select(i => high * beta.Quantile(Normal.Cdf(Reach * (2.0 * i / Nodes - 1))))];
    }

    public string Name { get; }

    public string Symbol { get; }

    public double Value { get; }

    public string Unit { get; }

    public Law Law { get; }

    public double Spread { get; }

    public double Low { get; }

    public double High { get; }

    public Level Level { get; }

    public string Group { get; }

    public ImmutableArray<string> Sources { get; }

    /// <summary>The value of whoever stands so many standard deviations above the middle; held to the bounds. Of a beta law to 1e-5.</summary>
    public double At(double deviate) => Law switch
    {
        Law.Fixed => Value,
        Law.Lognormal => Math.Clamp(Value * Math.Pow(Spread, deviate), Low, High),
        Law.Normal => Math.Clamp(Value + Spread * deviate, Low, High),
        _ => Between(Math.Clamp(deviate, -Reach, Reach)),
    };

    private double Between(double deviate)
    {
        var at = (deviate / Reach + 1) / 2 * Nodes;
        var node = Math.Min((int)at, Nodes - 1);
        return quantiles[node] + (at - node) * (quantiles[node + 1] - quantiles[node]);
    }
}
