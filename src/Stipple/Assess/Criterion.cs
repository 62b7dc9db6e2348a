using System.Collections.Immutable;
using System.Numerics;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>
/// The condition of one row, parsed once. Evaluation is three-valued and allocates nothing. There is no operator that asks
/// whether something is unknown.
/// </summary>
public abstract record Criterion
{
    private Criterion()
    {
    }

    public abstract Truth Evaluate(in Situation situation);

    /// <summary>
    /// Marks the questions that keep this criterion from being settled. Call it only on one that is unknown.
    /// </summary>
    /// <param name="situation">What is known.</param>
    /// <param name="open">By ordinal of the question; marked ones are set, others left alone.</param>
    /// <param name="gatesOnly">True: of a conjunction only the leftmost part that is open, because what follows it matters only after a yes.</param>
    /// <returns>Whether any question was marked; an unknown term of the plan marks none.</returns>
    internal abstract bool MarkOpen(in Situation situation, Span<bool> open, bool gatesOnly);

    /// <summary>Adds every name that the criterion rests on.</summary>
    internal abstract void CollectSlots(ICollection<Slot> slots);

    public sealed record And(ImmutableArray<Criterion> Parts) : Criterion
    {
        public override Truth Evaluate(in Situation situation)
        {
            var result = Truth.Yes;
            foreach (var part in Parts)
            {
                result = result.And(part.Evaluate(situation));
                if (result is Truth.No) break;
            }

            return result;
        }

        internal override bool MarkOpen(in Situation situation, Span<bool> open, bool gatesOnly)
        {
            var any = false;
            foreach (var part in Parts)
            {
                if (part.Evaluate(situation).IsSettled) continue;
                any |= part.MarkOpen(situation, open, gatesOnly);
                if (any && gatesOnly) break;
            }

            return any;
        }

        internal override void CollectSlots(ICollection<Slot> slots)
        {
            foreach (var part in Parts) part.CollectSlots(slots);
        }
    }

    public sealed record Or(ImmutableArray<Criterion> Parts) : Criterion
    {
        public override Truth Evaluate(in Situation situation)
        {
            var result = Truth.No;
            foreach (var part in Parts)
            {
                result = result.Or(part.Evaluate(situation));
                if (result is Truth.Yes) break;
            }

            return result;
        }

        internal override bool MarkOpen(in Situation situation, Span<bool> open, bool gatesOnly)
        {
            var any = false;
            foreach (var part in Parts)
            {
                if (!part.Evaluate(situation).IsSettled) any |= part.MarkOpen(situation, open, gatesOnly);
            }

            return any;
        }

        internal override void CollectSlots(ICollection<Slot> slots)
        {
            foreach (var part in Parts) part.CollectSlots(slots);
        }
    }

    public sealed record Not(Criterion Of) : Criterion
    {
        public override Truth Evaluate(in Situation situation) => Of.Evaluate(situation).Not();

        internal override bool MarkOpen(in Situation situation, Span<bool> open, bool gatesOnly) => Of.MarkOpen(situation, open, gatesOnly);

        internal override void CollectSlots(ICollection<Slot> slots) => Of.CollectSlots(slots);
    }

    /// <summary>A test of one fact; unknown whenever the fact is.</summary>
    public abstract record Test(Slot Slot) : Criterion
    {
        public sealed override Truth Evaluate(in Situation situation)
        {
            var fact = situation[Slot];
            return fact.Known ? Holds(fact, situation) : Truth.Unknown;
        }

        protected abstract Truth Holds(in Fact fact, in Situation situation);

        internal sealed override bool MarkOpen(in Situation situation, Span<bool> open, bool gatesOnly)
        {
            if (Slot.IsTerm) return false;
            open[Slot.Ordinal] = true;
            return true;
        }

        internal override void CollectSlots(ICollection<Slot> slots) => slots.Add(Slot);
    }

    /// <summary>A yes/no question or a flag of the plan.</summary>
    public sealed record Said(Slot Slot) : Test(Slot)
    {
        protected override Truth Holds(in Fact fact, in Situation situation) => (fact.Bits == 1).ToTruth();
    }

    /// <summary>Any of some options was chosen: <c>=</c>, <c>in</c> and <c>has any</c>.</summary>
    public sealed record HasAny(Slot Slot, ulong Options) : Test(Slot)
    {
        protected override Truth Holds(in Fact fact, in Situation situation) => ((fact.Bits & Options) != 0).ToTruth();
    }

    /// <summary>How many options were chosen.</summary>
    public sealed record Count(Slot Slot, Comparison Comparison, Limit Limit) : Test(Slot)
    {
        protected override Truth Holds(in Fact fact, in Situation situation)
        {
            var count = BitOperations.PopCount(fact.Bits);
            return Fact.Compare(count, count, Comparison, Limit.In(situation));
        }
    }

    /// <summary>A number against a limit.</summary>
    public sealed record Number(Slot Slot, Comparison Comparison, Limit Limit) : Test(Slot)
    {
        protected override Truth Holds(in Fact fact, in Situation situation) =>
            Fact.Compare(fact.Low, fact.High, Comparison, Limit.In(situation));
    }

    /// <summary>The zones of an answer meet the planned site, or with <paramref name="OrNeighbours"/> the sites beside it.</summary>
    public sealed record Zone(Slot Slot, bool OrNeighbours) : Test(Slot)
    {
        protected override Truth Holds(in Fact fact, in Situation situation)
        {
            var field = OrNeighbours ? situation.Site.Near : SiteSet.Empty.With(situation.Site.Ordinal);
            return field.Overlaps(new SiteSet(fact.Bits)).ToTruth();
        }
    }

    /// <summary>Days from an event to the planned treatment. What never happened settles every comparison with "no".</summary>
    public sealed record DaysSince(Slot Slot, Comparison Comparison, Limit Limit) : Test(Slot)
    {
        protected override Truth Holds(in Fact fact, in Situation situation) => fact.Bits == 1
            ? Truth.No
            : Fact.Compare(situation.PlannedDay - fact.High, situation.PlannedDay - fact.Low, Comparison, Limit.In(situation));
    }

    /// <summary>One date lies before another. No row says it: it is made for dates before the date of birth.</summary>
    public sealed record Before(Slot Slot, Slot Other) : Test(Slot)
    {
        protected override Truth Holds(in Fact fact, in Situation situation)
        {
            var other = situation[Other];
            if (!other.Known || other.Bits == 1) return Truth.Unknown;
            if (fact.Bits == 1 || fact.Low >= other.High) return Truth.No;
            return fact.High < other.Low ? Truth.Yes : Truth.Unknown;
        }

        internal override void CollectSlots(ICollection<Slot> slots)
        {
            slots.Add(Slot);
            slots.Add(Other);
        }
    }

    /// <summary>
    /// Completed years on the day of the planned treatment, from the date of birth. Born on 29 February: a year is complete on
    /// 1 March of a common year, the later of the two customs.
    /// </summary>
    public sealed record Age(Slot Slot, Comparison Comparison, Limit Limit) : Test(Slot)
    {
        protected override Truth Holds(in Fact fact, in Situation situation)
        {
            if (fact.Bits == 1) return Truth.Unknown;
            var planned = DateOnly.FromDayNumber(situation.PlannedDay);
            return Fact.Compare(Years(fact.High), Years(fact.Low), Comparison, Limit.In(situation));

            int Years(double born)
            {
                var day = DateOnly.FromDayNumber((int)born);
                var years = planned.Year - day.Year;
                return (planned.Month, planned.Day).CompareTo((day.Month, day.Day)) < 0 ? years - 1 : years;
            }
        }
    }
}

/// <summary>What a number is compared with: a literal, or a policy of the clinic.</summary>
public readonly record struct Limit(double Value, Slot? Policy)
{
    public static Limit Of(double value) => new(value, null);

    public static Limit Of(Slot policy) => new(0, policy);

    internal double In(ClinicPolicy policy) => Policy is { } slot ? policy[policy.Rules.Terms[slot.Ordinal]].Low : Value;

    internal double In(in Situation situation) => Policy is { } slot ? situation[slot].Low : Value;
}
