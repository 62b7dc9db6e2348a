using Stipple.Skin.Numerics;

namespace Stipple.Skin.Permeation;

/// <summary>Where a dose is at one time, in mg per cm2 of skin.</summary>
/// <param name="Hours">After it was put on.</param>
/// <param name="Vehicle">Still on the skin; of an endless vehicle what it has given, as a negative number.</param>
/// <param name="Barrier">In the uppermost layer and, with pores, in their fluid.</param>
/// <param name="Below">In the layers below.</param>
/// <param name="Absorbed">Taken by capillaries, used up, or through the underside.</param>
/// <param name="Evaporated">Gone into the air.</param>
public readonly record struct Whereabouts(double Hours, double Vehicle, double Barrier, double Below, double Absorbed, double Evaporated)
{
    /// <summary>All of it: the dose, as long as nothing is lost in the arithmetic.</summary>
    public double Sum => Vehicle + Barrier + Below + Absorbed + Evaporated;
}

/// <summary>The course of a dose in time and in depth.</summary>
/// <param name="Times">Ascending.</param>
/// <param name="DepthsUm">Middles of the cells under the surface in um.</param>
/// <param name="Profiles">For each time the concentration in mg/cm3 at each depth, over the whole area.</param>
public sealed record Course(IReadOnlyList<Whereabouts> Times, IReadOnlyList<double> DepthsUm, IReadOnlyList<double[]> Profiles)
{
    private const double SecondsPerHour = 3600;

    /// <summary>Hours at which the tangent at the steepest part of what is absorbed meets zero; NaN when nothing is absorbed.</summary>
    public double LagHours
    {
        get
        {
            var (steepest, lag) = (0.0, double.NaN);
            for (var i = 1; i < Times.Count; i++)
            {
                var slope = (Times[i].Absorbed - Times[i - 1].Absorbed) / (Times[i].Hours - Times[i - 1].Hours);
                if (slope <= steepest) continue;
                (steepest, lag) = (slope, Times[i].Hours - Times[i].Absorbed / slope);
            }

            return lag;
        }
    }

    /// <summary>The first of the times, in hours, at which the vehicle held less than a thousandth of its dose; infinite when it never did.</summary>
    public double DepletedHours => Times.Where(time => Times[0].Vehicle > 0 && time.Vehicle < Vehicle.DepletedShare * Times[0].Vehicle)
        .Select(time => time.Hours).DefaultIfEmpty(double.PositiveInfinity).First();

    /// <summary>Follows a dose from where it is put on to the last of some hours.</summary>
    /// <param name="reservoir">What is put on; not begun yet.</param>
    /// <param name="hours">Ascending, above 0 to 100,000.</param>
    /// <param name="stepsBetween">Steps from one time to the next, 3 to 10^7.</param>
    /// <param name="depthsUm">Of the profiles.</param>
    /// <param name="go">Moves on by so many seconds in so many steps; whether it is the start.</param>
    /// <param name="whereabouts">Where the dose is now, after so many hours.</param>
    /// <param name="profile">The profile now.</param>
    internal static Course Follow(
        Reservoir reservoir, IReadOnlyList<double> hours, int stepsBetween, IReadOnlyList<double> depthsUm,
        Action<double, int, bool> go, Func<double, Whereabouts> whereabouts, Func<double[]> profile)
    {
        if (reservoir.Seconds > 0) throw new InvalidOperationException("A dose is followed once: it is partly used up by now. Another run needs another one.");
        Bounds.Check(stepsBetween, 3, 1e7, "steps", nameof(stepsBetween));
        var (times, profiles) = (new List<Whereabouts> { whereabouts(0) }, new List<double[]> { profile() });
        foreach (var hour in hours)
        {
            var before = times[^1].Hours;
            Bounds.Check(hour, Math.BitIncrement(before), 1e5, "h (ascending)", "time");
            go((hour - before) * SecondsPerHour, stepsBetween, before == 0);
            times.Add(whereabouts(hour));
            profiles.Add(profile());
        }

        return new(times, depthsUm, profiles);
    }

    /// <summary>How many times as much was absorbed as in another course by the same hours: 1 before anything was in either, infinite where only here.</summary>
    /// <param name="intact">With the same times, such as that of intact skin.</param>
    /// <exception cref="ArgumentException">Its times are others.</exception>
    public IReadOnlyList<double> EnhancementOver(Course intact) => intact.Times.Select(time => time.Hours).SequenceEqual(Times.Select(time => time.Hours))
        ? [.. Times.Zip(intact.Times, (with, without) => without.Absorbed > 0 ? with.Absorbed / without.Absorbed : with.Absorbed > 0 ? double.PositiveInfinity : 1)]
        : throw new ArgumentException("Two courses are compared at the same times.", nameof(intact));
}
