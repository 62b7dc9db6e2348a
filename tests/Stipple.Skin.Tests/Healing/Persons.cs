using Stipple.Skin.Healing;
using Stipple.Skin.Numerics;

namespace Stipple.Skin.Tests;

/// <summary>Persons for the tests of the healing model: a median one, and any number around it, wider than a cohort draws.</summary>
internal static class Persons
{
    /// <summary>Median values, and the factor that two of three persons keep to.</summary>
    public static readonly (HealingParameter Parameter, double Median, double Gsd)[] Spread =
    [
        (HealingParameter.SignalRate, 1.28 / 0.5, 1.5), (HealingParameter.NeutrophilRate, 0.53 / 0.5, 1.5),
        (HealingParameter.MacrophageRate, 0.336 / 0.5, 1.5), (HealingParameter.FibroblastRate, 0.293 / 0.5, 1.5),
        (HealingParameter.ErythemaRate, 24.0 / 18, 1.6), (HealingParameter.ErythemaOfNeutrophils, 0.1, 2), (HealingParameter.ErythemaOfSignal, 0.3, 2),
        (HealingParameter.BarrierFastRate, 16.6, 1.8), (HealingParameter.BarrierSlowRate, 0.69, 1.6), (HealingParameter.BarrierFastShare, 0.7, 1.1),
        (HealingParameter.CollagenThreeYield, 0.08, 1.6), (HealingParameter.CollagenOneYield, 0.02, 1.6), (HealingParameter.CollagenRoom, 1, 1.5),
        (HealingParameter.Conversion, 0.02, 2), (HealingParameter.CollagenThreeLoss, 2e-3, 2), (HealingParameter.CollagenOneLoss, 1.3e-4, 1.5),
        (HealingParameter.PrecursorYield, 0.05, 2), (HealingParameter.PrecursorLoss, 0.012, 2), (HealingParameter.Maturation, 0.002, 2),
        (HealingParameter.ElastinLoss, 2.7e-5, 1.5), (HealingParameter.Elastolysis, 0.03, 2),
    ];

    public static HealingColumns Median(params double[] injuries)
    {
        var one = new HealingColumns(1, injuries.Length);
        foreach (var (parameter, median, _) in Spread) one.Set(parameter, 0, median);
        for (var session = 0; session < injuries.Length; session++) one.SetInjury(session, 0, injuries[session]);
        return one;
    }

    /// <summary>Persons drawn within 2.5 geometric standard deviations of the median, with injuries of 0.1 to 0.9.</summary>
    public static HealingColumns Drawn(int count, int sessions, ulong seed)
    {
        var persons = new HealingColumns(count, sessions);
        for (var person = 0; person < count; person++)
        {
            var random = new RandomNumbers(seed, (ulong)person);
            foreach (var (parameter, median, gsd) in Spread)
                persons.Set(parameter, person, median * Math.Pow(gsd, Math.Clamp(random.NextNormal(), -2.5, 2.5)) is var drawn && parameter == HealingParameter.BarrierFastShare ? Math.Min(1, drawn) : drawn);
            for (var session = 0; session < sessions; session++) persons.SetInjury(session, person, 0.1 + 0.8 * random.NextUniform());
        }

        return persons;
    }
}
