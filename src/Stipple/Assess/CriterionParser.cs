using System.Collections.Immutable;
using System.Globalization;

namespace Stipple.Assess;

/// <summary>Reads the criteria of rules.tsv. The grammar stands in evidence/README.md.</summary>
internal ref struct CriterionParser
{

    private readonly string text;
    private readonly Func<string, (Slot Slot, AnswerDomain Domain)?> find;
    private int position;
    private string token = "";
    private int tokenStart;

    private CriterionParser(string text, Func<string, (Slot Slot, AnswerDomain Domain)?> find)
    {
        (this.text, this.find) = (text, find);
        Next();
    }

    /// <summary>Whether a name would be taken for a word of the grammar.</summary>
    public static bool IsKeyword(string name) =>
        name is "and" or "or" or "not" or "here" or "near" or "days" or "since" or "age" or "count" or "ever" or "has" or "any" or "in";

    /// <param name="text">The condition.</param>
    /// <param name="find">Looks up a question or a term of the plan by its name.</param>
    /// <exception cref="FormatException">It is not a criterion; the message says what was expected, and where.</exception>
    public static Criterion Parse(string text, Func<string, (Slot Slot, AnswerDomain Domain)?> find)
    {
        var parser = new CriterionParser(text, find);
        var criterion = parser.Alternatives();
        return parser.token.Length == 0 ? criterion : throw parser.Expected("\"and\", \"or\" or the end");
    }

    private Criterion Alternatives()
    {
        var parts = ImmutableArray.CreateBuilder<Criterion>();
        do parts.Add(Conjunction());
        while (Take("or"));
        return parts.Count == 1 ? parts[0] : new Criterion.Or(parts.ToImmutable());
    }

    private Criterion Conjunction()
    {
        var parts = ImmutableArray.CreateBuilder<Criterion>();
        do parts.Add(Negation());
        while (Take("and"));
        return parts.Count == 1 ? parts[0] : new Criterion.And(parts.ToImmutable());
    }

    private Criterion Negation()
    {
        if (Take("not")) return new Criterion.Not(Negation());
        if (!Take("(")) return Test();
        var inner = Alternatives();
        return Take(")") ? inner : throw Expected("\")\"");
    }

    private Criterion Test()
    {
        if (Take("here")) return new Criterion.Zone(Name(QuestionType.Zones).Slot, OrNeighbours: false);
        if (Take("near")) return new Criterion.Zone(Name(QuestionType.Zones).Slot, OrNeighbours: true);
        if (Take("days"))
        {
            if (!Take("since")) throw Expected("\"since\"");
            return new Criterion.DaysSince(Name(QuestionType.Date).Slot, Comparison(), Limit());
        }

        if (Take("age"))
        {
            var born = find(Question.Born) is { Domain.Type: QuestionType.Date } question ? question.Slot : throw Expected($"a date question with the id {Question.Born} in questions.tsv for \"age\"");
            return new Criterion.Age(born, Comparison(), Limit());
        }

        if (Take("count")) return new Criterion.Count(Name(QuestionType.Choices, QuestionType.Zones).Slot, Comparison(), Limit());
        // A day lies less than any number of days back; what never happened does not.
        if (Take("ever")) return new Criterion.DaysSince(Name(QuestionType.Date).Slot, Assess.Comparison.Less, Assess.Limit.Of(double.PositiveInfinity));
        return TestOf(Name());
    }

    private Criterion TestOf((Slot Slot, AnswerDomain Domain) name)
    {
        var (slot, domain) = name;
        switch (domain.Type)
        {
            case QuestionType.YesNo:
                return new Criterion.Said(slot);
            case QuestionType.Number:
                return new Criterion.Number(slot, Comparison(), Limit());
            case QuestionType.Choices:
                if (!Take("has")) throw Expected("\"has any {...}\" after a question with several choices");
                if (!Take("any")) throw Expected("\"any\"");
                return new Criterion.HasAny(slot, Set(domain));
            case QuestionType.Choice or QuestionType.Site:
                if (Take("=")) return new Criterion.HasAny(slot, Option(domain));
                if (Take("!=")) return new Criterion.Not(new Criterion.HasAny(slot, Option(domain)));
                if (Take("in")) return new Criterion.HasAny(slot, Set(domain));
                if (Take("not")) return Take("in") ? new Criterion.Not(new Criterion.HasAny(slot, Set(domain))) : throw Expected("\"in\"");
                throw Expected("\"=\", \"!=\", \"in\" or \"not in\" after a question with one choice");
            case QuestionType.Zones:
                throw new FormatException($"at character {tokenStart}: \"here\" or \"near\" before a question about zones");
            case QuestionType.Date:
                throw new FormatException($"at character {tokenStart}: \"days since\" before a question about a date");
            default:
                throw new FormatException($"at character {tokenStart}: a question that may decide; a note never does");
        }
    }

    private ulong Set(AnswerDomain domain)
    {
        if (!Take("{")) throw Expected("\"{\"");
        var bits = 0UL;
        do bits |= Option(domain);
        while (Take(","));
        return Take("}") ? bits : throw Expected("\",\" or \"}\"");
    }

    private ulong Option(AnswerDomain domain)
    {
        var bit = domain.BitOf(token);
        if (bit == 0 || (bit & domain.UnknownOptions) != 0)
            throw Expected($"one of {string.Join(", ", domain.Options.Where(option => (domain.BitOf(option) & domain.UnknownOptions) == 0))}");
        Next();
        return bit;
    }

    private (Slot Slot, AnswerDomain Domain) Name(params ReadOnlySpan<QuestionType> types)
    {
        if (token.Length == 0 || !char.IsAsciiLetter(token[0])) throw Expected("the name of a question or of a term");
        var found = find(token) ?? throw Expected("a question of questions.tsv or a name of terms.tsv");
        if (types.Length > 0 && !types.Contains(found.Domain.Type)) throw Expected($"a question of the type {string.Join(" or ", types.ToArray().Select(type => type.ToString().ToLowerInvariant()))}");
        Next();
        return found;
    }

    private Comparison Comparison()
    {
        var comparison = token switch
        {
            "=" => Assess.Comparison.Equal,
            "!=" => Assess.Comparison.NotEqual,
            "<" => Assess.Comparison.Less,
            "<=" => Assess.Comparison.LessOrEqual,
            ">" => Assess.Comparison.Greater,
            ">=" => Assess.Comparison.GreaterOrEqual,
            _ => throw Expected("one of = != < <= > >="),
        };
        Next();
        return comparison;
    }

    private Limit Limit()
    {
        if (double.TryParse(token, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            Next();
            return Assess.Limit.Of(number);
        }

        if (!token.StartsWith("policy.", StringComparison.Ordinal)) throw Expected("a number or a policy");
        return Assess.Limit.Of(Name(QuestionType.Number).Slot);
    }

    private bool Take(string word)
    {
        if (token != word) return false;
        Next();
        return true;
    }

    private void Next()
    {
        while (position < text.Length && text[position] == ' ') position++;
        tokenStart = position + 1;
        if (position == text.Length)
        {
            token = "";
            return;
        }

        var start = position;
        if (IsWord(text[position])) while (position < text.Length && IsWord(text[position])) position++;
        else if (text[position] is '<' or '>' or '!' && position + 1 < text.Length && text[position + 1] == '=') position += 2;
        else position++;
        token = text[start..position];

        static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.';
    }

    private readonly FormatException Expected(string what) =>
        new($"at character {tokenStart}: {what}{(token.Length == 0 ? ", not the end" : $", not \"{token}\"")}");
}
