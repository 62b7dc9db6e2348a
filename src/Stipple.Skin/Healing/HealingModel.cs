using System.Runtime.Intrinsics;
using Stipple.Skin.Numerics;

namespace Stipple.Skin.Healing;

/// <summary>
/// What needling sets off: signal, neutrophils, macrophages, growth signal, proliferating and then contracting fibroblasts as a
/// chain that is solved exactly; collagen III and I and two pools of elastin as they follow from it; redness and the barrier. Each
/// session adds to what is still under way. Equations, origins and limits: docs/model/healing.md.
/// </summary>
public static class HealingModel
{
    /// <summary>
    /// Longest step. The chain is exact at any; in collagen the fourth-order step leaves less than 1e-6 of all collagen with it,
    /// within what a cohort draws. Legs of whole days then share one exponential, which costs as much as some fifteen steps.
    /// </summary>
    public const double LongestStepDays = 1;

    /// <summary>Numbers that this machine reckons with at once: 8, 4 or 1. The result is the same to the last bit.</summary>
    public static int Width => Vector512.IsHardwareAccelerated ? 8 : Vector256.IsHardwareAccelerated ? 4 : 1;

    /// <summary>Follows all persons through a course.</summary>
    /// <param name="persons">Their parameters, and how much each session injures each of them.</param>
    /// <param name="course">As many sessions as the persons have injuries.</param>
    /// <param name="curves">Made for these persons and this course; is filled.</param>
    /// <exception cref="ArgumentException">The three do not belong together.</exception>
    public static void Run(HealingColumns persons, HealingCourse course, HealingCurves curves) => Run(persons, course, curves, 0, persons.Persons, Width);

    /// <summary>Follows a part of the persons, so that several threads can share the work. Allocates nothing.</summary>
    /// <inheritdoc cref="Run(HealingColumns, HealingCourse, HealingCurves)"/>
    /// <param name="persons">Their parameters, and how much each session injures each of them.</param>
    /// <param name="course">As many sessions as the persons have injuries.</param>
    /// <param name="curves">Made for these persons and this course; is filled.</param>
    /// <param name="from">First person: a multiple of 8.</param>
    /// <param name="count">How many.</param>
    /// <param name="width">1, 4 or 8 at once; <see cref="Width"/> is the fastest here.</param>
    public static void Run(HealingColumns persons, HealingCourse course, HealingCurves curves, int from, int count, int width)
    {
        if (course.SessionDays.Length != persons.Sessions)
            throw new ArgumentException($"The course has {course.SessionDays.Length} sessions and the persons have injuries of {persons.Sessions}.", nameof(course));
        if (curves.Persons != persons.Persons || curves.Looks != course.ObservationDays.Length)
            throw new ArgumentException($"The curves are for {curves.Persons} persons and {curves.Looks} looks, not {persons.Persons} and {course.ObservationDays.Length}.", nameof(curves));
        if (from < 0 || from % HealingColumns.Widest != 0 || count < 0 || from + count > persons.Persons)
            throw new ArgumentOutOfRangeException(nameof(from), from, $"A part begins at a multiple of {HealingColumns.Widest} and ends within the {persons.Persons} persons.");
        for (var person = from; person < from + count; person += width)
        {
            if (width == 8) HealingLoop<EightLanes>.Follow(persons, course, curves, person);
            else if (width == 4) HealingLoop<FourLanes>.Follow(persons, course, curves, person);
            else if (width == 1) HealingLoop<OneLane>.Follow(persons, course, curves, person);
            else throw new ArgumentOutOfRangeException(nameof(width), width, "1, 4 or 8 persons are reckoned with at once.");
        }
    }
}
