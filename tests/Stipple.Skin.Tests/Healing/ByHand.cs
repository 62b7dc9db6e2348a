using Stipple.Skin.Healing;

namespace Stipple.Skin.Tests;

/// <summary>
/// The equations of the healing model as they are printed, in very small steps by the classical method of Runge and Kutta: the
/// reference that the model is tested against. It shares nothing with it but the parameters.
/// </summary>
internal static class ByHand
{
    private const int S = 0, N = 1, M = 2, G = 3, P = 4, F = 5, Red = 6, Fast = 7, Slow = 8, Three = 9, One = 10, Mature = 11, Precursors = 12;

    /// <summary>The eight outputs of one person at each look.</summary>
    public static double[][] Follow(HealingColumns persons, int person, HealingCourse course, int stepsPerDay)
    {
        double Of(HealingParameter parameter) => persons.Of(parameter, person);
        var (kS, dN, dM, kG) = (Of(HealingParameter.SignalRate), Of(HealingParameter.NeutrophilRate), Of(HealingParameter.MacrophageRate), Of(HealingParameter.FibroblastRate));
        var (fade, cN, cV) = (Of(HealingParameter.ErythemaRate), Of(HealingParameter.ErythemaOfNeutrophils), Of(HealingParameter.ErythemaOfSignal));
        var (fast, slow, share) = (Of(HealingParameter.BarrierFastRate), Of(HealingParameter.BarrierSlowRate), Of(HealingParameter.BarrierFastShare));
        var (y3, y1, room) = (Of(HealingParameter.CollagenThreeYield), Of(HealingParameter.CollagenOneYield), Of(HealingParameter.CollagenRoom));
        var (k31, d3, d1) = (Of(HealingParameter.Conversion), Of(HealingParameter.CollagenThreeLoss), Of(HealingParameter.CollagenOneLoss));
        var (yT, dP, kE) = (Of(HealingParameter.PrecursorYield), Of(HealingParameter.PrecursorLoss), Of(HealingParameter.Maturation));
        var (dE, eN) = (Of(HealingParameter.ElastinLoss), Of(HealingParameter.Elastolysis));

        var x = new double[13];
        x[Mature] = 1;
        var slopes = new double[4][];
        for (var k = 0; k < 4; k++) slopes[k] = new double[13];
        var y = new double[13];
        var looks = new List<double[]>();
        var (at, session) = (0.0, 0);
        foreach (var look in course.ObservationDays)
        {
            while (session < course.SessionDays.Length && course.SessionDays[session] <= look)
            {
                Go(course.SessionDays[session]);
                var injury = persons.Injury(session++, person);
                x[S] += injury;
                x[Red] += injury;
                x[Fast] += share * injury;
                x[Slow] += (1 - share) * injury;
            }

            Go(look);
            looks.Add([x[Red], x[Fast] + x[Slow], x[N] + x[M], x[F], x[Three], x[One], x[Mature], x[Precursors]]);
        }

        return [.. looks];

        void Go(double to)
        {
            var steps = (int)Math.Ceiling((to - at) * stepsPerDay);
            var h = steps == 0 ? 0 : (to - at) / steps;
            for (var step = 0; step < steps; step++)
            {
                Slope(x, slopes[0]);
                Ahead(h / 2, slopes[0]);
                Slope(y, slopes[1]);
                Ahead(h / 2, slopes[1]);
                Slope(y, slopes[2]);
                Ahead(h, slopes[2]);
                Slope(y, slopes[3]);
                for (var i = 0; i < x.Length; i++) x[i] += h / 6 * (slopes[0][i] + 2 * slopes[1][i] + 2 * slopes[2][i] + slopes[3][i]);
            }

            at = to;
        }

        void Ahead(double h, double[] slope)
        {
            for (var i = 0; i < x.Length; i++) y[i] = x[i] + h * slope[i];
        }

        void Slope(double[] z, double[] slope)
        {
            slope[S] = -kS * z[S];
            slope[N] = kS * z[S] - dN * z[N];
            slope[M] = dN * z[N] - dM * z[M];
            slope[G] = dM * z[M] - kG * z[G];
            slope[P] = kG * z[G] - kG * z[P];
            slope[F] = kG * z[P] - kG * z[F];
            slope[Red] = cN * z[N] + cV * z[S] - fade * z[Red];
            slope[Fast] = -fast * z[Fast];
            slope[Slow] = -slow * z[Slow];
            slope[Three] = y3 * kG * z[F] * (1 - (z[Three] + z[One]) / room) - (k31 + d3) * z[Three];
            slope[One] = k31 * z[Three] + y1 * kG * z[F] - d1 * z[One];
            slope[Mature] = kE * z[Precursors] - (dE + eN * z[N]) * z[Mature];
            slope[Precursors] = yT * kG * z[F] - (dP + kE) * z[Precursors];
        }
    }
}
