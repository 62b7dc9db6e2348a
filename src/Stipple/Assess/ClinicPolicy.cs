using System.Collections.Immutable;

namespace Stipple.Assess;

/// <summary>
/// The rules of one version together with what a clinic chose where they leave a choice. A case takes its rules from here and
/// from nowhere else, so that nobody can decide for a clinic and forget its policy.
/// </summary>
public sealed class ClinicPolicy
{
    private ClinicPolicy(Rules rules, ImmutableSortedDictionary<string, Fact> chosen) => (Rules, Chosen) = (rules, chosen);

    public Rules Rules { get; }

    /// <summary>What was chosen, by the name of the switch, such as <c>policy.inr-max</c>; every other switch has its default.</summary>
    public ImmutableSortedDictionary<string, Fact> Chosen { get; }

    /// <summary>The value of a switch.</summary>
    public Fact this[CaseTerm @switch] => Chosen.GetValueOrDefault(@switch.Name, @switch.Default);

    /// <summary>Nothing chosen: every switch as the tables have it.</summary>
    public static ClinicPolicy Defaults(Rules rules) => new(rules, ImmutableSortedDictionary.Create<string, Fact>(StringComparer.Ordinal));

    /// <summary>Reads what a clinic chose; false when something of it does not fit these rules, and then nothing may be decided on it.</summary>
    /// <param name="rules">The rules that leave the choice.</param>
    /// <param name="choices">Value in wire words by the name of the switch.</param>
    /// <param name="policy">All that fits.</param>
    /// <param name="misfits">All that does not.</param>
    public static bool TryRead(Rules rules, IEnumerable<KeyValuePair<string, string>> choices, out ClinicPolicy policy, out ImmutableArray<PolicyMisfit> misfits)
    {
        var wrong = ImmutableArray.CreateBuilder<PolicyMisfit>();
        policy = Defaults(rules);
        foreach (var (name, value) in choices.OrderBy(choice => choice.Key, StringComparer.Ordinal))
        {
            if (rules.FindTerm(name) is not { IsPolicy: true } term) wrong.Add(new PolicyMisfit(name, value, $"one of the switches {string.Join(", ", rules.Switches.Select(known => known.Name))}"));
            else if (!term.Domain.TryRead([value], out var fact) || !fact.Known) wrong.Add(new PolicyMisfit(name, value, term.Domain.AllowedKnown));
            else policy = policy.With(term, fact);
        }

        misfits = wrong.ToImmutable();
        return misfits.Length == 0;
    }

    /// <summary>The same policy with another value of one switch.</summary>
    /// <exception cref="ArgumentException">It is no switch of these rules, or the value is not one of its own.</exception>
    public ClinicPolicy With(CaseTerm @switch, Fact value)
    {
        if (Rules.FindTerm(@switch.Name) is not { IsPolicy: true } own) throw new ArgumentException($"There is no switch {@switch.Name}.", nameof(@switch));
        if (!value.Known || !own.Domain.TryRead([.. own.Domain.ToWords(value)], out _)) throw new ArgumentException($"{own.Name} is {own.Domain.AllowedKnown}.", nameof(value));
        return new(Rules, Chosen.SetItem(own.Name, value));
    }
}

/// <summary>A choice that the rules do not leave.</summary>
/// <param name="Switch">Name of the switch.</param>
/// <param name="Value">What was chosen, in wire words.</param>
/// <param name="Expected">What may be chosen.</param>
public sealed record PolicyMisfit(string Switch, string Value, string Expected)
{
    public override string ToString() => $"{Switch}: found \"{Value}\", expected {Expected}";
}
