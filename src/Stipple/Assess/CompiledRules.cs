using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>
/// The rules of a clinic in a form that weighs 512 rows of a <see cref="Cohort"/> at a time. Each truth is two planes of bits,
/// one for yes and one for no; where both are clear it is unknown, so that Kleene's "and" is an "and" of the one and an "or" of the
/// other, and "not" swaps them. <see cref="Screening"/> says the same one case at a time, and is what this is tested against.
/// </summary>
public sealed class CompiledRules
{
    private readonly PlaneProgram program;
    private readonly ImmutableArray<byte> grades;
    private readonly CohortLayout layout;

    private CompiledRules(ClinicPolicy policy, CohortLayout layout)
    {
        (Policy, this.layout, program) = (policy, layout, new RuleCompiler(policy, layout).Program());
        grades = [.. policy.Rules.All.Select(rule => (byte)rule.Grade)];
    }

    public ClinicPolicy Policy { get; }

    /// <summary>How many words the reasons of a row take: a bit for each rule, by its ordinal.</summary>
    public int MaskWords => (grades.Length + 63) / 64;

    /// <param name="policy">The rules and what the clinic chose.</param>
    /// <param name="asked">The rules whose questions the cohorts hold, where they are another version's; a question that it does not have is not known.</param>
    /// <exception cref="ArgumentException">A plan may be for a site that these rules do not have: nothing can be said of it.</exception>
    public static CompiledRules Of(ClinicPolicy policy, Rules? asked = null)
    {
        if (asked?.Sites.All.FirstOrDefault(site => policy.Rules.Sites.Find(site.Id) is null) is { } gone) throw new ArgumentException($"These rules have no site {gone.Id}.", nameof(asked));
        return new CompiledRules(policy, CohortLayout.Of(asked ?? policy.Rules));
    }

    /// <summary>Weighs every row of a cohort. Allocates nothing.</summary>
    /// <param name="cohort">The rows.</param>
    /// <param name="verdicts">Receives the overall verdict of each row.</param>
    /// <param name="fired">Receives the rules that fired: <see cref="MaskWords"/> words a row, and in them a bit by the ordinal of the rule.</param>
    /// <exception cref="ArgumentException">The cohort is of other rules, or there is too little room.</exception>
    public void Screen(Cohort cohort, Span<Verdict> verdicts, Span<ulong> fired)
    {
        if (cohort.Layout != layout) throw new ArgumentException("The cohort holds the questions of another version.", nameof(cohort));
        if (verdicts.Length < cohort.Rows || fired.Length < cohort.Rows * MaskWords) throw new ArgumentException($"There are {cohort.Rows} rows, and for each a verdict and {MaskWords} words.", nameof(verdicts));
        cohort.Settle();
        var bank = PlaneBank.Of(program.Registers);
        for (var at = 0; at * CohortBlock.Rows < cohort.Rows; at++)
        {
            var from = at * CohortBlock.Rows;
            var rows = Math.Min(CohortBlock.Rows, cohort.Rows - from);
            program.Run(cohort.Blocks[at], bank);
            WriteVerdicts(bank, verdicts.Slice(from, rows));
            WriteMasks(bank, fired.Slice(from * MaskWords, rows * MaskWords), rows);
        }
    }

    /// <summary>The strictest grade that fired, and the strictest among those that fired or may.</summary>
    private void WriteVerdicts(ReadOnlySpan<Vector512<ulong>> bank, Span<Verdict> verdicts)
    {
        Span<Vector512<ulong>> settled = stackalloc Vector512<ulong>[(int)Grade.Absolute + 1];
        Span<Vector512<ulong>> possible = stackalloc Vector512<ulong>[(int)Grade.Absolute + 1];
        settled.Clear();
        possible.Clear();
        for (var rule = 0; rule < grades.Length; rule++)
        {
            settled[grades[rule]] |= bank[program.Outputs[rule].Fired];
            possible[grades[rule]] |= bank[program.Outputs[rule].Open];
        }

        for (var grade = 0; grade < settled.Length; grade++) possible[grade] |= settled[grade];
        var settledWords = MemoryMarshal.Cast<Vector512<ulong>, ulong>(settled);
        var possibleWords = MemoryMarshal.Cast<Vector512<ulong>, ulong>(possible);
        for (var row = 0; row < verdicts.Length; row++) verdicts[row] = new Verdict(Strictest(settledWords, row), Strictest(possibleWords, row));
    }

    private static Grade Strictest(ReadOnlySpan<ulong> byGrade, int row)
    {
        for (var grade = (int)Grade.Absolute; grade > 0; grade--)
        {
            if ((byGrade[grade * CohortBlock.Words + (row >> 6)] >> row & 1) != 0) return (Grade)grade;
        }

        return Grade.None;
    }

    /// <summary>From a plane for each rule to a mask for each row.</summary>
    private void WriteMasks(ReadOnlySpan<Vector512<ulong>> bank, Span<ulong> masks, int rows)
    {
        Span<Vector512<ulong>> planes = stackalloc Vector512<ulong>[64];
        for (var word = 0; word < MaskWords; word++)
        {
            for (var bit = 0; bit < planes.Length; bit++) planes[bit] = word * 64 + bit < grades.Length ? bank[program.Outputs[word * 64 + bit].Fired] : Vector512<ulong>.Zero;
            BitMatrix.Transpose(planes);
            var turned = MemoryMarshal.Cast<Vector512<ulong>, ulong>(planes);
            for (var row = 0; row < rows; row++) masks[row * MaskWords + word] = turned[(row & 63) * CohortBlock.Words + (row >> 6)];
        }
    }
}

/// <summary>The registers of a thread, kept between runs.</summary>
internal static class PlaneBank
{
    [ThreadStatic]
    private static Vector512<ulong>[]? bank;

    public static Span<Vector512<ulong>> Of(int registers)
    {
        if (bank is null || bank.Length < registers) bank = new Vector512<ulong>[registers];
        return bank;
    }
}
