using System.Text.Json;

namespace Stipple.Records;

/// <summary>A fact as one line of JSON, for those who read the ledger with other programs.</summary>
public static class FactLine
{
    public static byte[] Of(Fact fact)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", fact.Sequence);
            json.WriteString("stream", fact.Stream);
            json.WriteNumber("version", fact.Version);
            json.WriteString("kind", fact.Kind);
            json.WriteString("at", fact.At);
            json.WriteString("by", fact.By);
            json.WriteNumber("keyId", fact.KeyId);
            json.WriteBase64String("body", fact.Body.Span);
            json.WriteString("previous", Convert.ToHexStringLower(fact.Previous.Span));
            json.WriteString("hash", Convert.ToHexStringLower(fact.Hash.Span));
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        return line.ToArray();
    }
}
