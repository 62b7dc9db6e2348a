using System.Text.Json;
using System.Text.Json.Serialization;
using Stipple.Terms;

namespace Stipple.Records.Bodies;

/// <summary>How JSON is written and read here: what we do not know is not silently dropped, nothing is said twice, nothing is made up.</summary>
public static class StrictJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false), new PersonIdConverter(), new DepthConverter() },
    };

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
