using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Stipple.Evidence;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>The kinds of answer that there are.</summary>
public enum QuestionType : byte
{
    YesNo,
    Choice,
    Choices,
    Number,
    Date,
    Zones,

    /// <summary>Free text for people. It never decides, and no criterion may name it.</summary>
    Note,

    /// <summary>A term of the plan that names a site.</summary>
    Site,
}

/// <summary>Which answers a question or a term of the plan takes, and how they are read.</summary>
public sealed record AnswerDomain
{
    private AnswerDomain(QuestionType type, SiteList sites) => (Type, Sites) = (type, sites);

    public QuestionType Type { get; }

    /// <summary>Wire words of a choice; ids of sites for zones.</summary>
    public ImmutableArray<string> Options { get; private init; } = [];

    /// <summary>The options in people's words, in the same order.</summary>
    public ImmutableArray<string> Labels { get; private init; } = [];

    /// <summary>Bits of the options that mean "not known".</summary>
    public ulong UnknownOptions { get; private init; }

    public string Unit { get; private init; } = "";

    public double Minimum { get; private init; }

    public double Maximum { get; private init; }

    public SiteList Sites { get; }

    /// <summary>What an answer may be, in words for an error message.</summary>
    public string Allowed => Type switch
    {
        QuestionType.YesNo => "yes, no or unknown",
        QuestionType.Choice or QuestionType.Number => $"{AllowedKnown}, or unknown",
        QuestionType.Choices => $"a list of {string.Join(", ", Options)} (an empty list for none of these), or unknown",
        QuestionType.Date => "a day (2026-05-14), a month (2026-05), a year (2026), two of them with / between, never, or unknown",
        QuestionType.Zones => $"a list of {string.Join(", ", Options)} (an empty list for none of these), or unknown",
        QuestionType.Site => AllowedKnown,
        _ => "a text",
    };

    /// <summary>What a value may be where it is never unknown: the policy of a clinic.</summary>
    public string AllowedKnown => Type switch
    {
        QuestionType.YesNo => "yes or no",
        QuestionType.Choice or QuestionType.Site => $"one of {string.Join(", ", Options)}",
        QuestionType.Number => string.Create(CultureInfo.InvariantCulture, $"a number from {Minimum} to {Maximum}{(Unit.Length > 0 ? " " : "")}{Unit}"),
        _ => Allowed,
    };

    public bool Takes(string option) => Options.Contains(option);

    /// <summary>The bits of an option, or zero when there is no such option.</summary>
    public ulong BitOf(string option) => Options.IndexOf(option) is >= 0 and var i ? 1UL << i : 0;

    /// <summary>Reads an answer from its words; false when it is not one of those that <see cref="Allowed"/> names.</summary>
    /// <param name="words">One word for most types; any number for several choices and zones.</param>
    public bool TryRead(IReadOnlyList<string> words, out Fact fact)
    {
        fact = Fact.Unknown;
        if (words is ["unknown"]) return true;
        switch (Type)
        {
            case QuestionType.YesNo when words is ["yes" or "no"]:
                fact = Fact.Of(words[0] == "yes");
                return true;
            case QuestionType.Choice or QuestionType.Site when words is [var word] && Takes(word):
                var bit = BitOf(word);
                if ((bit & UnknownOptions) == 0) fact = Fact.OfBits(bit);
                return true;
            case QuestionType.Choices or QuestionType.Zones when words.All(Takes):
                var bits = words.Aggregate(0UL, (set, word) => set | BitOf(word));
                if ((bits & UnknownOptions) == 0) fact = Fact.OfBits(bits);
                return BitOperations.PopCount(bits) == words.Count;
            case QuestionType.Number when words is [var text]
                && double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                fact = Fact.Of(number);
                return number >= Minimum && number <= Maximum;
            case QuestionType.Date when words is ["never"]:
                fact = Fact.Never;
                return true;
            case QuestionType.Date when words is [var text] && ApproximateDate.TryParse(text, out var date):
                fact = Fact.Of(date);
                return true;
            case QuestionType.Note when words.Count <= 1:
                return true;
            default:
                return false;
        }
    }

    /// <summary>The answer in people's words.</summary>
    public string InWords(Fact fact) => (fact.Known, Type) switch
    {
        (false, _) => "not known",
        (_, QuestionType.YesNo) => fact.Bits == 1 ? "yes" : "no",
        (_, QuestionType.Choice or QuestionType.Choices or QuestionType.Zones or QuestionType.Site) =>
            fact.Bits == 0 ? "none of these" : string.Join(", ", Labels.Where((_, i) => (fact.Bits >> i & 1) != 0)),
        (_, QuestionType.Number) => string.Create(CultureInfo.InvariantCulture, $"{fact.Low}{(Unit.Length > 0 ? " " : "")}{Unit}"),
        (_, QuestionType.Date) => fact.Bits == 1 ? "never" : DateOf(fact).InWords,
        _ => "",
    };

    /// <summary>The answer in wire words, as <see cref="TryRead"/> takes them.</summary>
    public ImmutableArray<string> ToWords(Fact fact) => (fact.Known, Type) switch
    {
        (false, _) => ["unknown"],
        (_, QuestionType.Choice or QuestionType.Choices or QuestionType.Zones or QuestionType.Site) =>
            [.. Options.Where((_, i) => (fact.Bits >> i & 1) != 0)],
        (_, QuestionType.Number) => [fact.Low.ToString("R", CultureInfo.InvariantCulture)],
        (_, QuestionType.Date) when fact.Bits == 0 => [DateOf(fact).ToString()],
        _ => [InWords(fact)],
    };

    internal static ApproximateDate DateOf(Fact fact) =>
        ApproximateDate.Between(DateOnly.FromDayNumber((int)fact.Low), DateOnly.FromDayNumber((int)fact.High));

    internal static AnswerDomain From(TableRow row, string type, string[] unknownOptions, SiteList sites)
    {
        var kind = type switch
        {
            "yesno" or "flag" => QuestionType.YesNo,
            "choice" or "concern" or "region" => QuestionType.Choice,
            "choices" => QuestionType.Choices,
            "number" => QuestionType.Number,
            "date" => QuestionType.Date,
            "zones" => QuestionType.Zones,
            "site" => QuestionType.Site,
            _ => QuestionType.Note,
        };
        var options = row.List("options");
        var labels = row.List("labels");
        var choosing = type is "choice" or "choices";
        if (choosing && options.Length is 0 or > 64) throw row.Wrong("options", "1 to 64 options with a bar between them");
        if (!choosing && options.Length > 0) throw row.Wrong("options", $"nothing: a {type} has no options of its own");
        if (options.Distinct(StringComparer.Ordinal).Count() != options.Length) throw row.Wrong("options", "each option once");
        if (options.Contains("unknown", StringComparer.Ordinal)) throw row.Wrong("options", "no option called unknown: every question has that answer already");
        if (labels.Length != options.Length) throw row.Wrong("labels", $"{options.Length} labels, one for each option");
        foreach (var option in unknownOptions)
        {
            if (!options.Contains(option, StringComparer.Ordinal)) throw row.Wrong("unknown_options", $"words of the column options; {option} is not one");
        }

        if (kind is QuestionType.Number && (row.Figure("min") is not { } min || row.Figure("max") is not { } max || min >= max))
            throw row.Wrong("min", "a least and a greatest plausible value in min and max");
        return new AnswerDomain(kind, sites)
        {
            Options = kind is QuestionType.Zones or QuestionType.Site ? [.. sites.All.Select(site => site.Id)]
                : type == "region" ? [.. sites.Regions]
                : [.. options],
            Labels = kind is QuestionType.Zones or QuestionType.Site ? [.. sites.All.Select(site => site.Name)]
                : type == "region" ? [.. sites.Regions]
                : [.. labels],
            UnknownOptions = unknownOptions.Aggregate(0UL, (set, option) => set | 1UL << Array.IndexOf(options, option)),
            Unit = row["unit"],
            Minimum = row.Figure("min") ?? 0,
            Maximum = row.Figure("max") ?? 0,
        };
    }

    /// <summary>The same domain, choosing among the concerns of the tables.</summary>
    internal AnswerDomain Choosing(Table concerns) => this with
    {
        Options = [.. concerns.Rows.Select(row => row["id"])],
        Labels = [.. concerns.Rows.Select(row => row["name"])],
    };
}
