using System.Collections.Immutable;
using System.Runtime.Intrinsics;

namespace Stipple.Assess;

internal enum PlaneCode : byte
{
    /// <summary>Plane A of the block.</summary>
    Load,

    /// <summary>Comparison A: where it holds, and in the next register where it does not.</summary>
    Compare,
    And,
    Or,

    /// <summary>A and not B.</summary>
    AndNot,
}

/// <summary>One step of compiled rules: what becomes of a register.</summary>
internal readonly record struct PlaneStep(PlaneCode Code, int A, int B, int Target)
{
    public bool IsOfRegisters => Code is PlaneCode.And or PlaneCode.Or or PlaneCode.AndNot;
}

/// <summary>
/// Steps in an order in which like ones stand together: first what waits for nothing, then what waits for that, and so on. A run
/// of them is one loop without a branch, and writes registers that lie side by side.
/// </summary>
internal sealed class PlaneProgram
{
    private readonly ImmutableArray<PlaneRun> runs;
    private readonly ImmutableArray<PlaneComparison> comparisons;

    private PlaneProgram(ImmutableArray<PlaneRun> runs, ImmutableArray<PlaneComparison> comparisons, ImmutableArray<(int Fired, int Open)> outputs, int registers) =>
        (this.runs, this.comparisons, Outputs, Registers) = (runs, comparisons, outputs, registers);

    /// <summary>For each rule the register where it fired, and the one where it may.</summary>
    public ImmutableArray<(int Fired, int Open)> Outputs { get; }

    public int Registers { get; }

    /// <param name="steps">Each register once, before it is used.</param>
    /// <param name="comparisons">What the steps compare.</param>
    /// <param name="outputs">What is wanted; steps on which nothing of it rests are left out.</param>
    public static PlaneProgram Of(IReadOnlyList<PlaneStep> steps, IEnumerable<PlaneComparison> comparisons, ImmutableArray<(int Fired, int Open)> outputs)
    {
        var wanted = new HashSet<int>(outputs.SelectMany(output => new[] { output.Fired, output.Open }));
        var kept = new List<PlaneStep>();
        foreach (var step in steps.Reverse())
        {
            if (!wanted.Contains(step.Target) && !(step.Code is PlaneCode.Compare && wanted.Contains(step.Target + 1))) continue;
            kept.Add(step);
            if (step.IsOfRegisters) wanted.UnionWith([step.A, step.B]);
        }

        kept.Reverse();
        var depths = new Dictionary<int, int> { [RuleCompiler.Never] = 0, [RuleCompiler.Always] = 0 };
        foreach (var step in kept) depths[step.Target] = depths[step.Target + (step.Code is PlaneCode.Compare ? 1 : 0)] = step.IsOfRegisters ? 1 + Math.Max(depths[step.A], depths[step.B]) : 0;

        var places = new Dictionary<int, int> { [RuleCompiler.Never] = RuleCompiler.Never, [RuleCompiler.Always] = RuleCompiler.Always };
        var next = places.Count;
        var ordered = ImmutableArray.CreateBuilder<PlaneRun>();
        foreach (var alike in kept.GroupBy(step => (Depth: depths[step.Target], step.Code)).OrderBy(group => group.Key))
        {
            var first = next;
            foreach (var step in alike)
            {
                places[step.Target] = next++;
                if (step.Code is PlaneCode.Compare) places[step.Target + 1] = next++;
            }

            ordered.Add(new PlaneRun(alike.Key.Code, first, [.. alike.Select(step => step.IsOfRegisters ? (places[step.A], places[step.B]) : (step.A, step.B))]));
        }

        return new PlaneProgram(ordered.ToImmutable(), [.. comparisons], [.. outputs.Select(output => (places[output.Fired], places[output.Open]))], next);
    }

    /// <summary>Fills the registers from a block.</summary>
    public void Run(CohortBlock block, Span<Vector512<ulong>> bank)
    {
        bank[RuleCompiler.Never] = Vector512<ulong>.Zero;
        bank[RuleCompiler.Always] = Vector512<ulong>.AllBitsSet;
        foreach (ref readonly var run in runs.AsSpan())
        {
            var steps = run.Steps.AsSpan();
            var target = bank.Slice(run.First, run.Registers);
            switch (run.Code)
            {
                case PlaneCode.Load:
                    for (var i = 0; i < steps.Length; i++) target[i] = block.Plane(steps[i].A);
                    break;
                case PlaneCode.Compare:
                    for (var i = 0; i < steps.Length; i++) (target[2 * i], target[2 * i + 1]) = comparisons[steps[i].A].Of(block);
                    break;
                case PlaneCode.And:
                    for (var i = 0; i < steps.Length; i++) target[i] = bank[steps[i].A] & bank[steps[i].B];
                    break;
                case PlaneCode.Or:
                    for (var i = 0; i < steps.Length; i++) target[i] = bank[steps[i].A] | bank[steps[i].B];
                    break;
                default:
                    for (var i = 0; i < steps.Length; i++) target[i] = Vector512.AndNot(bank[steps[i].A], bank[steps[i].B]);
                    break;
            }
        }
    }

    private readonly record struct PlaneRun(PlaneCode Code, int First, ImmutableArray<(int A, int B)> Steps)
    {
        public int Registers => Code is PlaneCode.Compare ? 2 * Steps.Length : Steps.Length;
    }
}
