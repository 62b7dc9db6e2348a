using System.Runtime.CompilerServices;
using Stipple.Skin.Numerics;
using static Stipple.Skin.Healing.WavePropagator;

namespace Stipple.Skin.Healing;

/// <summary>The loop over time for as many persons as there are lanes.</summary>
internal static class HealingLoop<T>
    where T : unmanaged, ILanes<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Follow(HealingColumns persons, HealingCourse course, HealingCurves curves, int person)
    {
        Span<T> e = stackalloc T[Cells];
        Span<T> decays = stackalloc T[Size];
        ref var from = ref persons.From(person);
        var stride = curves.Stride;
        var (zero, one) = (default(T), T.Of(1));
        var (signal, neutrophils) = (Of(ref from, HealingParameter.SignalRate), Of(ref from, HealingParameter.NeutrophilRate));
        var (macrophages, fibroblasts) = (Of(ref from, HealingParameter.MacrophageRate), Of(ref from, HealingParameter.FibroblastRate));
        var maturation = Of(ref from, HealingParameter.Maturation);
        (decays[S], decays[N], decays[M], decays[G], decays[P], decays[F]) = (signal, neutrophils, macrophages, fibroblasts, fibroblasts, fibroblasts);
        (decays[Red], decays[Precursors]) = (Of(ref from, HealingParameter.ErythemaRate), Of(ref from, HealingParameter.PrecursorLoss) + maturation);
        var made = Of(ref from, HealingParameter.PrecursorYield) * fibroblasts;
        var matrix = new MatrixStep(
            Of(ref from, HealingParameter.CollagenThreeYield) * fibroblasts, Of(ref from, HealingParameter.CollagenOneYield) * fibroblasts, Of(ref from, HealingParameter.CollagenRoom),
            Of(ref from, HealingParameter.Conversion), Of(ref from, HealingParameter.CollagenThreeLoss), Of(ref from, HealingParameter.CollagenOneLoss));
        var (elastinLoss, elastolysis) = (Of(ref from, HealingParameter.ElastinLoss), Of(ref from, HealingParameter.Elastolysis));
        var (bySignal, byNeutrophils, byMacrophages, byFibroblasts, byPrecursors) = (one / signal, one / neutrophils, one / macrophages, one / fibroblasts, one / decays[Precursors]);

        var (s, n, m, g, p, f, red, precursors) = (zero, zero, zero, zero, zero, zero, zero, zero);
        var (fast, slow, three, first, mature) = (zero, zero, zero, zero, one);
        var (fastLeft, slowLeft) = (zero, zero);
        var stepDays = 0.0;
        foreach (var leg in course.Legs)
        {
            if (leg.Steps > 0 && leg.StepDays != stepDays)
            {
                stepDays = leg.StepDays;
                Exponential(decays, Of(ref from, HealingParameter.ErythemaOfNeutrophils), Of(ref from, HealingParameter.ErythemaOfSignal), made, stepDays, e);
                (fastLeft, slowLeft) = (Left(Of(ref from, HealingParameter.BarrierFastRate), stepDays), Left(Of(ref from, HealingParameter.BarrierSlowRate), stepDays));
            }

            var h = T.Of(stepDays);
            for (var step = 0; step < leg.Steps; step++)
            {
                var whole = ((s + n) + (m + g)) + (p + f);
                red = T.MultiplyAdd(e[Cell(Red, Red)], red, T.MultiplyAdd(e[Cell(Red, N)], n, e[Cell(Red, S)] * s));
                var precursorsThen = T.MultiplyAdd(e[Cell(Precursors, Precursors)], precursors, Chain(e, Precursors, s, n, m, g, p, f));
                f = Chain(e, F, s, n, m, g, p, f);
                var pThen = T.MultiplyAdd(e[Cell(P, P)], p, T.MultiplyAdd(e[Cell(P, G)], g, T.MultiplyAdd(e[Cell(P, M)], m, T.MultiplyAdd(e[Cell(P, N)], n, e[Cell(P, S)] * s))));
                var gThen = T.MultiplyAdd(e[Cell(G, G)], g, T.MultiplyAdd(e[Cell(G, M)], m, T.MultiplyAdd(e[Cell(G, N)], n, e[Cell(G, S)] * s)));
                var mThen = T.MultiplyAdd(e[Cell(M, M)], m, T.MultiplyAdd(e[Cell(M, N)], n, e[Cell(M, S)] * s));
                var nThen = T.MultiplyAdd(e[Cell(N, N)], n, e[Cell(N, S)] * s);
                var sThen = e[Cell(S, S)] * s;

                // What left a state of the chain is what left all before it: so its integral over the step is the sum of their falls by its rate.
                var fallen = s - sThen;
                var ofWhole = fallen * bySignal;
                fallen += n - nThen;
                var ofN = fallen * byNeutrophils;
                fallen += m - mThen;
                ofWhole = T.MultiplyAdd(fallen, byMacrophages, ofWhole + ofN);
                fallen += g - gThen;
                var ofFibroblasts = fallen;
                fallen += p - pThen;
                ofFibroblasts += fallen;
                (s, n, m, g, p) = (sThen, nThen, mThen, gThen, pThen);
                fallen = whole - (((s + n) + (m + g)) + (p + f));
                var ofF = fallen * byFibroblasts;
                ofWhole = T.MultiplyAdd(ofFibroblasts, byFibroblasts, ofWhole + ofF);
                matrix.Take(h, ofF, (h * whole - ofWhole) * byFibroblasts, ref three, ref first);

                var digested = T.MultiplyAdd(elastolysis, ofN, elastinLoss * h);
                var ofPrecursors = T.MultiplyAdd(made, ofF, precursors - precursorsThen) * byPrecursors;
                mature = T.MultiplyAdd(mature, Decay(digested), maturation * ofPrecursors * T.MultiplyAdd(T.Of(-0.5), digested, one));
                precursors = precursorsThen;
                (fast, slow) = (fast * fastLeft, slow * slowLeft);
            }

            if (leg.Session >= 0)
            {
                var injury = T.Load(ref persons.InjuryFrom(leg.Session, person));
                var share = Of(ref from, HealingParameter.BarrierFastShare);
                (s, red) = (s + injury, red + injury);
                (fast, slow) = (T.MultiplyAdd(injury, share, fast), T.MultiplyAdd(injury, one - share, slow));
            }

            if (leg.Observation >= 0)
            {
                ref var to = ref curves.From(leg.Observation, person);
                T.Store(red, ref At(ref to, HealingOutput.Erythema));
                T.Store(fast + slow, ref At(ref to, HealingOutput.BarrierLoss));
                T.Store(n + m, ref At(ref to, HealingOutput.Inflammation));
                T.Store(f, ref At(ref to, HealingOutput.Myofibroblasts));
                T.Store(three, ref At(ref to, HealingOutput.CollagenThree));
                T.Store(first, ref At(ref to, HealingOutput.CollagenOne));
                T.Store(mature, ref At(ref to, HealingOutput.MatureElastin));
                T.Store(precursors, ref At(ref to, HealingOutput.ElastinPrecursors));
            }
        }

        ref double At(ref double to, HealingOutput output) => ref Unsafe.Add(ref to, (int)output * stride);

        T Of(ref double from, HealingParameter parameter) => T.Load(ref Unsafe.Add(ref from, (int)parameter * persons.Padded));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Chain(Span<T> e, int row, T s, T n, T m, T g, T p, T f) =>
        T.MultiplyAdd(e[Cell(row, F)], f, T.MultiplyAdd(e[Cell(row, P)], p, T.MultiplyAdd(e[Cell(row, G)], g, T.MultiplyAdd(e[Cell(row, M)], m, T.MultiplyAdd(e[Cell(row, N)], n, e[Cell(row, S)] * s)))));

    /// <summary>exp(-x) by its series: 1e-8 up to a tenth, 1e-6 up to 0.4, which is more than a step digests.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Decay(T x)
    {
        var one = T.Of(1);
        var sum = T.MultiplyAdd(x, T.Of(-1.0 / 120), T.Of(1.0 / 24));
        sum = T.MultiplyAdd(x, sum, T.Of(-1.0 / 6));
        sum = T.MultiplyAdd(x, sum, T.Of(0.5));
        sum = T.MultiplyAdd(x, sum, T.Of(-1));
        return T.MultiplyAdd(x, sum, one);
    }

    /// <summary>exp(-rate days) at any size: the series of a step halved often enough, squared as often.</summary>
    private static T Left(T rate, double days)
    {
        var halvings = Math.Max(0, (int)Math.Ceiling(Math.Log2(days * 400)));
        var x = rate * T.Of(Math.ScaleB(-days, -halvings));
        var sum = T.Of(1);
        for (var k = 12; k > 0; k--) sum = T.MultiplyAdd(x * T.Of(1.0 / k), sum, T.Of(1));
        for (; halvings > 0; halvings--) sum *= sum;
        return sum;
    }

    /// <summary>
    /// One step of collagen III and I. Given the myofibroblasts they are linear with coefficients that change in time, so the step is
    /// the exponential of Magnus' series of fourth order, with the integrals of the myofibroblasts exact.
    /// </summary>
    private readonly struct MatrixStep(T three, T first, T room, T conversion, T threeLoss, T firstLoss)
    {
        private readonly T three = three;
        private readonly T first = first;
        private readonly T crowding = three / room;
        private readonly T leaving = conversion + threeLoss;
        private readonly T conversion = conversion;
        private readonly T firstLoss = firstLoss;

        /// <param name="h">The step.</param>
        /// <param name="ofF">Integral of the myofibroblasts over it.</param>
        /// <param name="ofOfF">Integral of that integral.</param>
        /// <param name="c3">Collagen III.</param>
        /// <param name="c1">Collagen I.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Take(T h, T ofF, T ofOfF, ref T c3, ref T c1)
        {
            var moment = ofOfF - T.Of(0.5) * h * ofF;
            var full = crowding * ofF;
            var turned = moment * crowding;
            var zero = default(T);
            var m11 = turned * conversion - T.MultiplyAdd(h, leaving, full);
            var m12 = turned * (leaving - firstLoss) - full;
            var m21 = conversion * (h - turned);
            var m22 = zero - T.MultiplyAdd(h, firstLoss, turned * conversion);
            var v1 = three * (ofF - moment * leaving);
            var v2 = T.MultiplyAdd(first, ofF, moment * (conversion * three - firstLoss * first));

            var w1 = T.MultiplyAdd(m11, c3, T.MultiplyAdd(m12, c1, v1));
            var w2 = T.MultiplyAdd(m21, c3, T.MultiplyAdd(m22, c1, v2));
            // (exp(M) - 1) / M times w, from the last term inwards.
            var (x1, x2) = (w1, w2);
            for (var k = 5; k > 1; k--)
            {
                var part = T.Of(1.0 / k);
                (x1, x2) = (T.MultiplyAdd(part, T.MultiplyAdd(m11, x1, m12 * x2), w1), T.MultiplyAdd(part, T.MultiplyAdd(m21, x1, m22 * x2), w2));
            }

            (c3, c1) = (c3 + x1, c1 + x2);
        }
    }
}
