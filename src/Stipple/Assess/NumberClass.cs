using System.Globalization;

namespace Stipple.Assess;

/// <summary>
/// A stretch of the numbers that a question or term takes, within which no rule tells one from another: its ends are limits of
/// the rules.
/// </summary>
/// <param name="Low">Its lower end.</param>
/// <param name="HasLow">Whether the lower end belongs to it.</param>
/// <param name="High">Its upper end.</param>
/// <param name="HasHigh">Whether the upper end belongs to it.</param>
internal readonly record struct NumberClass(double Low, bool HasLow, double High, bool HasHigh)
{
    /// <summary>Some number of it: an end where it has one.</summary>
    public double Example => HasLow ? Low : HasHigh ? High : (Low + High) / 2;

    public bool Contains(double number) => (number > Low || (HasLow && number == Low)) && (number < High || (HasHigh && number == High));

    /// <summary>All classes of a domain, in order.</summary>
    /// <param name="domain">Its bounds belong to it.</param>
    /// <param name="tests">The tests of it.</param>
    /// <param name="situation">Where a limit is a policy of the clinic.</param>
    public static List<NumberClass> Of(AnswerDomain domain, IEnumerable<Criterion.Test> tests, Situation situation)
    {
        // A cut lies just before a limit, or just after it.
        var cuts = new SortedSet<(double At, bool After)>();
        foreach (var test in tests.OfType<Criterion.Number>())
        {
            var limit = test.Limit.In(situation);
            if (test.Comparison is Comparison.Less or Comparison.GreaterOrEqual or Comparison.Equal or Comparison.NotEqual) cuts.Add((limit, false));
            if (test.Comparison is Comparison.LessOrEqual or Comparison.Greater or Comparison.Equal or Comparison.NotEqual) cuts.Add((limit, true));
        }

        var classes = new List<NumberClass>();
        var (low, hasLow) = (domain.Minimum, true);
        foreach (var (at, after) in cuts.Where(cut => cut.At > domain.Minimum || cut is { After: true } && cut.At == domain.Minimum))
        {
            if (at > domain.Maximum || (at == domain.Maximum && after)) break;
            classes.Add(new(low, hasLow, at, after));
            (low, hasLow) = (at, !after);
        }

        classes.Add(new(low, hasLow, domain.Maximum, true));
        return classes;
    }

    public string InWords(AnswerDomain domain)
    {
        var (fromStart, toEnd) = (Low == domain.Minimum && HasLow, High == domain.Maximum && HasHigh);
        var text = fromStart && toEnd ? "any number"
            : fromStart ? HasHigh ? Figure(High) + " or less" : "less than " + Figure(High)
            : toEnd ? HasLow ? Figure(Low) + " or more" : "more than " + Figure(Low)
            : Low == High ? Figure(Low)
            : $"{(HasLow ? "" : "more than ")}{Figure(Low)} to {(HasHigh ? "" : "less than ")}{Figure(High)}";
        return text;

        string Figure(double number) => string.Create(CultureInfo.InvariantCulture, $"{number:0.##}{(domain.Unit.Length > 0 ? " " : "")}{domain.Unit}");
    }
}
