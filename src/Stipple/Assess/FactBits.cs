namespace Stipple.Assess;

/// <summary>Some bits of a word of a <see cref="FactLayout"/>.</summary>
internal readonly record struct FactBits(int Word, ulong Bits)
{
    /// <summary>Bits of which some have to be set wherever a criterion is a settled yes; none for a criterion that bits do not tell.</summary>
    public static IEnumerable<FactBits> NeededBy(Criterion criterion, FactLayout layout) => criterion switch
    {
        Criterion.And and => and.Parts.SelectMany(part => NeededBy(part, layout)),
        Criterion.Said said => [Of(layout[said.Slot], 2)],
        Criterion.Not { Of: Criterion.Said said } => [Of(layout[said.Slot], 1)],
        Criterion.HasAny any => [Of(layout[any.Slot], any.Options)],
        Criterion.Not { Of: Criterion.HasAny any } => [Apart(layout[any.Slot])],
        Criterion.Count { Comparison: Comparison.Greater, Limit: { Policy: null, Value: >= 0 } } count => [Of(layout[count.Slot], layout[count.Slot].Mask)],
        Criterion.Count count => [Apart(layout[count.Slot])],
        _ => [],
    };

    private static FactBits Of(FactField field, ulong bits) => new(field.Word, bits << field.Shift);

    private static FactBits Apart(FactField field) => new(field.Apart / 64, 1UL << field.Apart);
}
