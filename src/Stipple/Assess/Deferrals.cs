namespace Stipple.Assess;

/// <summary>The days from which deferrals are counted, of some cases whose rules are weighed together, and until when those that fired last.</summary>
internal sealed class Deferrals
{
    private readonly (int Rule, double Days, int From)[] rules;
    private readonly Slot[] dates;
    private readonly double[] latest;

    /// <param name="policy">The rules, and the lengths that are a choice.</param>
    /// <param name="cases">For how many cases there is room.</param>
    public Deferrals(ClinicPolicy policy, int cases)
    {
        var deferring = policy.Rules.All.Where(rule => rule.Deferral is not null).ToArray();
        dates = [.. deferring.Select(rule => rule.Deferral!.From.Slot).Distinct()];
        rules = [.. deferring.Select(rule => (rule.Ordinal, rule.Deferral!.Days.In(policy), Array.IndexOf(dates, rule.Deferral.From.Slot)))];
        latest = new double[dates.Length * cases];
    }

    public void Keep(int @case, in Situation situation)
    {
        for (var i = 0; i < dates.Length; i++)
        {
            latest[@case * dates.Length + i] = situation[dates[i]] is { Known: true, Bits: 0 } date ? date.High : -1;
        }
    }

    /// <summary>Day number of the latest day on which a deferral that fired may still end; -1 when none has a date.</summary>
    public int NotBefore(int @case, ReadOnlySpan<ulong> fired)
    {
        var last = -1.0;
        foreach (var (rule, days, from) in rules)
        {
            if ((fired[rule / 64] >> rule & 1) == 0) continue;
            var since = latest[@case * dates.Length + from];
            if (since >= 0) last = Math.Max(last, Math.Min(since + days, DateOnly.MaxValue.DayNumber));
        }

        return (int)last;
    }
}
