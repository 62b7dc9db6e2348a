using System.Globalization;
using System.Text.Json;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>Reads values of one domain from JSON into facts, without making strings. It gives up where a value is not plain or not allowed.</summary>
internal sealed class FactReader(AnswerDomain domain)
{
    private readonly QuestionType type = domain.Type;
    private readonly ulong unknownOptions = domain.UnknownOptions;
    private readonly (double Least, double Most) bounds = (domain.Minimum, domain.Maximum);
    private readonly WordTable options = new(domain.Options);

    /// <summary>Reads the value that the reader stands on, and of a list all of it.</summary>
    public bool TryRead(ref Utf8JsonReader json, out Fact fact)
    {
        fact = Fact.Unknown;
        if (json.TokenType is JsonTokenType.StartArray) return type is QuestionType.Choices or QuestionType.Zones && TryReadOptions(ref json, out fact);
        var word = json.TokenType switch
        {
            JsonTokenType.True => "yes"u8,
            JsonTokenType.False => "no"u8,
            JsonTokenType.String when !json.ValueIsEscaped => json.ValueSpan,
            JsonTokenType.Number when type is QuestionType.Number => json.ValueSpan,
            _ => default,
        };
        if (type is QuestionType.Note) return false;
        if (word.SequenceEqual("unknown"u8)) return true;
        switch (type)
        {
            case QuestionType.YesNo:
                var yes = word.SequenceEqual("yes"u8);
                fact = Fact.Of(yes);
                return yes || word.SequenceEqual("no"u8);
            case QuestionType.Choice or QuestionType.Site:
                var option = options.Find(word);
                fact = OfOptions(1UL << option);
                return option >= 0;
            case QuestionType.Number:
                var isNumber = double.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number);
                fact = Fact.Of(number);
                return isNumber && number >= bounds.Least && number <= bounds.Most;
            case QuestionType.Date:
                fact = Fact.Never;
                if (word.SequenceEqual("never"u8)) return true;
                var isDate = ApproximateDate.TryParse(word, out var date);
                fact = Fact.Of(date);
                return isDate;
            default:
                return false;
        }
    }

    /// <summary>A day such as 2026-11-23, as its day number.</summary>
    public static bool TryReadDay(ref Utf8JsonReader json, out int day)
    {
        day = 0;
        if (json.TokenType is not JsonTokenType.String || json.ValueSpan.Length != 10 || !ApproximateDate.TryParse(json.ValueSpan, out var date)) return false;
        day = date.Earliest.DayNumber;
        return true;
    }

    private bool TryReadOptions(ref Utf8JsonReader json, out Fact fact)
    {
        fact = Fact.Unknown;
        var bits = 0UL;
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            var option = json.TokenType is JsonTokenType.String && !json.ValueIsEscaped ? options.Find(json.ValueSpan) : -1;
            if (option < 0 || (bits >> option & 1) != 0) return false;
            bits |= 1UL << option;
        }

        fact = OfOptions(bits);
        return true;
    }

    private Fact OfOptions(ulong bits) => (bits & unknownOptions) == 0 ? Fact.OfBits(bits) : Fact.Unknown;
}
