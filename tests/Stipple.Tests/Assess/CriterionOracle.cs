using System.Globalization;

namespace Stipple.Tests;

/// <summary>
/// A second reading of the grammar, written apart from the program's: it walks over the text as it goes, holds facts as wire
/// words, and takes its three values from C#'s own <c>bool?</c>, whose <c>&amp;</c> and <c>|</c> are Kleene's.
/// </summary>
internal sealed class CriterionOracle(Func<string, string[]?> words, string site, IReadOnlyCollection<string> near, DateOnly planned, string[] yesNo)
{
    private Queue<string> tokens = new();

    public bool? Says(string when)
    {
        tokens = new Queue<string>(when.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal)
            .Replace("{", " { ", StringComparison.Ordinal).Replace("}", " } ", StringComparison.Ordinal).Replace(",", " ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var says = Any();
        return tokens.Count == 0 ? says : throw new FormatException($"{when}: left over at {tokens.Peek()}");
    }

    private bool? Any()
    {
        var says = All();
        while (Took("or")) says |= All();
        return says;
    }

    private bool? All()
    {
        var says = One();
        while (Took("and")) says &= One();
        return says;
    }

    private bool? One()
    {
        if (Took("not")) return !One();
        if (Took("("))
        {
            var inner = Any();
            return Took(")") ? inner : throw new FormatException("no closing bracket");
        }

        var word = tokens.Dequeue();
        switch (word)
        {
            case "here":
                return words(tokens.Dequeue()) is { } zones ? zones.Contains(site) : null;
            case "near":
                return words(tokens.Dequeue()) is { } zonesNear ? zonesNear.Any(zone => zone == site || near.Contains(zone)) : null;
            case "days":
                tokens.Dequeue();
                return Days(words(tokens.Dequeue()), tokens.Dequeue(), Limit());
            case "age":
                return Age(words("born"), tokens.Dequeue(), Limit());
            case "count":
                var counted = words(tokens.Dequeue());
                return Compared(counted?.Length, tokens.Dequeue(), Limit());
        }

        var said = words(word);
        if (yesNo.Contains(word)) return said is null ? null : said[0] == "yes";
        var sign = tokens.Dequeue();
        if (sign == "has") return Meets(said, SetAfter("any"));
        if (sign == "in") return Meets(said, SetAfter(null));
        if (sign == "not") return !Meets(said, SetAfter("in"));
        if (tokens.Peek().StartsWith("policy.", StringComparison.Ordinal) || char.IsAsciiDigit(tokens.Peek()[0]) && word is not "plan.site" && !IsChoice(said))
            return Compared(said is null ? null : double.Parse(said[0], CultureInfo.InvariantCulture), sign, Limit());
        var wanted = tokens.Dequeue();
        return said is null ? null : said.Contains(wanted) == (sign == "=");
    }

    /// <summary>A frequency such as "6-or-more" is a word although it begins with a digit.</summary>
    private bool IsChoice(string[]? said) =>
        !double.TryParse(tokens.Peek(), CultureInfo.InvariantCulture, out _) || said is not null && !double.TryParse(said[0], CultureInfo.InvariantCulture, out _);

    private HashSet<string> SetAfter(string? keyword)
    {
        if (keyword is not null && tokens.Dequeue() != keyword) throw new FormatException(keyword);
        if (!Took("{")) throw new FormatException("{");
        var set = new HashSet<string>(StringComparer.Ordinal);
        while (!Took("}")) set.Add(tokens.Dequeue());
        return set;
    }

    private static bool? Meets(string[]? said, HashSet<string> set) => said is null ? null : said.Any(set.Contains);

    private double Limit() => tokens.Dequeue() is var limit && limit.StartsWith("policy.", StringComparison.Ordinal)
        ? double.Parse(words(limit)![0], CultureInfo.InvariantCulture)
        : double.Parse(limit, CultureInfo.InvariantCulture);

    private static bool? Compared(double? value, string sign, double limit) => value is not { } number ? null : sign switch
    {
        "<" => number < limit,
        "<=" => number <= limit,
        ">" => number > limit,
        ">=" => number >= limit,
        "=" => number == limit,
        "!=" => number != limit,
        _ => throw new FormatException(sign),
    };

    private bool? Days(string[]? said, string sign, double limit) =>
        said is null ? null : said[0] == "never" ? false : OnEveryDay(said[0], day => Compared(planned.DayNumber - day.DayNumber, sign, limit));

    private bool? Age(string[]? born, string sign, double limit) => born is null || born[0] == "never" ? null : OnEveryDay(born[0], day =>
    {
        var birthdays = planned.Year - day.Year;
        if (string.CompareOrdinal($"{planned:MM-dd}", $"{day:MM-dd}") < 0) birthdays--; // this year's is still to come
        return Compared(birthdays, sign, limit);
    });

    /// <summary>Tries every day of the written interval.</summary>
    private static bool? OnEveryDay(string written, Func<DateOnly, bool?> says)
    {
        var ends = written.Split('/');
        var (first, last) = (Padded(ends[0], "-01-01", "-01"), Padded(ends[^1], "-12-31", null));
        var answers = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(day => says(first.AddDays(day))).Distinct().ToArray();
        return answers is [var only] ? only : null;
    }

    private static DateOnly Padded(string text, string year, string? month) => DateOnly.ParseExact(text.Length switch
    {
        4 => text + year,
        7 => text + (month ?? "-" + DateTime.DaysInMonth(int.Parse(text[..4], CultureInfo.InvariantCulture), int.Parse(text[5..], CultureInfo.InvariantCulture)).ToString("00", CultureInfo.InvariantCulture)),
        _ => text,
    }, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private bool Took(string token)
    {
        if (tokens.Count == 0 || tokens.Peek() != token) return false;
        tokens.Dequeue();
        return true;
    }
}
