using System.Globalization;
using System.Text.Json;

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
                return TryReadDate(word, out fact);
            default:
                return false;
        }
    }

    /// <summary>A day such as 2026-11-23, as its day number.</summary>
    public static bool TryReadDay(ref Utf8JsonReader json, out int day)
    {
        day = 0;
        return json.TokenType is JsonTokenType.String && json.ValueSpan.Length == 10 && TryReadDays(json.ValueSpan, out day, out _);
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

    private static bool TryReadDate(ReadOnlySpan<byte> text, out Fact fact)
    {
        fact = Fact.Never;
        if (text.SequenceEqual("never"u8)) return true;
        var middle = text.IndexOf((byte)'/');
        var first = middle < 0 ? text : text[..middle];
        if (!TryReadDays(first, out var earliest, out _) || !TryReadDays(text[(middle + 1)..], out _, out var latest) || earliest > latest) return false;
        fact = new Fact(true, 0, earliest, latest);
        return true;
    }

    /// <summary>A day, a month or a year, as its first and last day number.</summary>
    private static bool TryReadDays(ReadOnlySpan<byte> text, out int first, out int last)
    {
        (first, last) = (0, 0);
        if (text.Length is not (4 or 7 or 10) || !TryReadFigure(text[..4], out var year) || year == 0) return false;
        var (month, day) = (1, 1);
        if (text.Length >= 7 && (text[4] != '-' || !TryReadFigure(text[5..7], out month) || month is 0 or > 12)) return false;
        if (text.Length == 10 && (text[7] != '-' || !TryReadFigure(text[8..], out day) || day == 0 || day > DateTime.DaysInMonth(year, month))) return false;
        first = new DateOnly(year, month, day).DayNumber;
        last = text.Length switch
        {
            4 => new DateOnly(year, 12, 31).DayNumber,
            7 => first + DateTime.DaysInMonth(year, month) - 1,
            _ => first,
        };
        return true;
    }

    private static bool TryReadFigure(ReadOnlySpan<byte> digits, out int figure)
    {
        figure = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit)) return false;
            figure = figure * 10 + digit - '0';
        }

        return true;
    }
}
