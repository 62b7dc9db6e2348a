using System.Collections.Immutable;
using Stipple.Skin.Numerics;

namespace Stipple.Skin.Cohort;

/// <summary>
/// People as the priors say they may be. What one of them is dealt follows from the seed and their number alone, so neither the
/// order nor the thread in which they are asked for changes a bit of it.
/// </summary>
public sealed class VirtualPatients
{
    private readonly ImmutableDictionary<string, int> places;
    private readonly ImmutableArray<Prior> priors;
    private readonly ImmutableArray<string> groups;
    private readonly uint[] scrambles;
    private readonly ulong[] seeds;
    private readonly bool even;
    private readonly double together;
    private readonly double apart;

    /// <param name="priors">What is known; the first 32 that are spread, groups before them, are dealt by Sobol's points.</param>
    /// <param name="correlation">Between any two parameters of one group, 0 to 0.99.</param>
    /// <param name="seed">The run.</param>
    /// <exception cref="ArgumentException">Two priors of one name.</exception>
    public VirtualPatients(ImmutableArray<Prior> priors, double correlation, ulong seed)
        : this(priors, correlation, [seed, seed, seed], even: true)
    {
    }

    private VirtualPatients(ImmutableArray<Prior> priors, double correlation, ulong[] seeds, bool even)
    {
        Bounds.Check(correlation, 0, 0.99, "");
        (this.priors, this.seeds, this.even) = (priors, seeds, even);
        (together, apart) = (Math.Sqrt(correlation), Math.Sqrt(1 - correlation));
        groups = [.. priors.Select(prior => prior.Group).Where(group => group.Length > 0).Distinct(StringComparer.Ordinal)];
        var spread = groups.Length;
        places = priors.ToImmutableDictionary(prior => prior.Name, prior => prior.Law == Law.Fixed ? -1 : spread++, StringComparer.Ordinal);
        scrambles = new uint[Math.Min(spread, Sobol.Dimensions)];
        for (var i = 0; i < scrambles.Length; i++) scrambles[i] = Philox.Block(((uint)i, 0, 0, 1), ((uint)seeds[0], (uint)(seeds[0] >> 32))).A;
    }

    /// <summary>The prior of this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Prior this[string name] => priors.FirstOrDefault(prior => prior.Name == name) ?? throw new KeyNotFoundException($"There is no parameter called {name}.");

    /// <summary>
    /// The same people, of whom those differences are dealt anew that stand at the named levels: to ask what share each has in the
    /// variance. Dealt by chance, since two sets of even points would know of each other.
    /// </summary>
    public VirtualPatients ByChance(params ReadOnlySpan<Level> anew)
    {
        var others = (ulong[])seeds.Clone();
        foreach (var level in anew) others[(int)level] = ~seeds[(int)level];
        return new(priors, together * together, others, even: false);
    }

    /// <summary>Other persons, for whom an instrument errs and the model is wrong as for these: the pieces of skin of one experiment. By chance.</summary>
    internal VirtualPatients OtherPersons(ulong seed)
    {
        var others = (ulong[])seeds.Clone();
        others[(int)Level.Person] = seed;
        return new(priors, together * together, others, even: false);
    }

    /// <summary>One parameter of patients by their number.</summary>
    /// <param name="name">Of the prior.</param>
    /// <param name="first">Number of the first patient, not negative.</param>
    /// <param name="values">One number for each patient from there.</param>
    public void Draw(string name, int first, Span<double> values)
    {
        var prior = this[name];
        var place = places[name];
        var group = prior.Group.Length > 0 ? groups.IndexOf(prior.Group) : -1;
        for (var i = 0; i < values.Length; i++)
        {
            var deviate = place < 0 ? 0 : Deviate(prior.Level, place, (uint)(first + i));
            values[i] = prior.At(group < 0 ? deviate : together * Deviate(prior.Level, group, (uint)(first + i)) + apart * deviate);
        }
    }

    private double Deviate(Level level, int place, uint patient)
    {
        if (even && place < Sobol.Dimensions) return Normal.Quantile(Sobol.Scrambled(patient, place, scrambles[place]));
        var seed = seeds[(int)level];
        var (a, b, _, _) = Philox.Block(((uint)place, 1, patient, 0), ((uint)seed, (uint)(seed >> 32)));
        return Normal.Quantile((((ulong)a << 20 | b >> 12) + 0.5) * (1.0 / (1UL << 52)));
    }
}
