using System.Runtime.CompilerServices;

namespace Stipple.Assess;

/// <summary>What is read from the tables of one version beside its rules: read once, and kept for as long as the rules are.</summary>
internal sealed class PerRules<T>(Func<Rules, T> read) where T : class
{
    private readonly ConditionalWeakTable<Rules, T> known = [];

    public T this[Rules rules] => known.GetValue(rules, rules => read(rules));
}
