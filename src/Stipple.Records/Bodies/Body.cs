using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stipple.Terms;

namespace Stipple.Records.Bodies;

/// <summary>How bodies become bytes and are read again: strictly, so that nothing is lost or made up on the way.</summary>
public static class Body
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false), new PersonIdConverter(), new DepthConverter() },
    };

    private static readonly FrozenDictionary<string, Type> Types = typeof(IBody).Assembly.GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(IBody)))
        .ToFrozenDictionary(KindOf, StringComparer.Ordinal);

    /// <summary>All kinds of fact that this version writes and reads.</summary>
    public static IEnumerable<string> Kinds => Types.Keys;

    /// <summary>A fact to write, from its particulars.</summary>
    public static NewFact About(string stream, IBody body, int? expectedVersion = null) =>
        new(stream, KindOf(body.GetType()), JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Strict), expectedVersion);

    /// <summary>The particulars of a fact; null for a kind that this version does not know.</summary>
    /// <exception cref="RefusedException">The kind is known, and the bytes are not of its shape.</exception>
    public static IBody? Read(Fact fact)
    {
        if (!Types.TryGetValue(fact.Kind, out var type)) return null;
        try
        {
            return (IBody)JsonSerializer.Deserialize(fact.Body.Span, type, Strict)!;
        }
        catch (JsonException bad)
        {
            throw new RefusedException($"Fact {fact.Sequence} is no {fact.Kind} that this version can read: {bad.Message} Use the version of Stipple that wrote it, or a later one.");
        }
    }

    public static string KindOf(Type type) => JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name);

    private sealed class PersonIdConverter : JsonConverter<PersonId>
    {
        public override PersonId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            PersonId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("an id of a person was expected");

        public override void Write(Utf8JsonWriter writer, PersonId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    private sealed class DepthConverter : JsonConverter<NeedleDepth>
    {
        public override NeedleDepth Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDouble() is var depth && NeedleDepth.IsAllowed(depth) ? NeedleDepth.FromMillimetres(depth) : throw new JsonException("a needle depth was expected, more than 0 and at most 3 mm");

        public override void Write(Utf8JsonWriter writer, NeedleDepth value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Millimetres);
    }
}
