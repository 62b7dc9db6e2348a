using System.Collections.Frozen;
using System.Text.Json;

namespace Stipple.Records.Bodies;

/// <summary>How bodies become bytes and are read again: strictly, so that nothing is lost or made up on the way.</summary>
public static class Body
{
    private static readonly FrozenDictionary<string, Type> Types = typeof(IBody).Assembly.GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(IBody)))
        .ToFrozenDictionary(KindOf, StringComparer.Ordinal);

    /// <summary>All kinds of fact that this version writes and reads.</summary>
    public static IEnumerable<string> Kinds => Types.Keys;

    /// <summary>A fact to write, from its particulars.</summary>
    public static NewFact About(string stream, IBody body, int? expectedVersion = null) =>
        new(stream, KindOf(body.GetType()), JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), StrictJson.Options), expectedVersion);

    /// <summary>The particulars of a fact; null for a kind that this version does not know.</summary>
    /// <exception cref="RefusedException">The kind is known, and the bytes are not of its shape.</exception>
    public static IBody? Read(Fact fact)
    {
        if (!Types.TryGetValue(fact.Kind, out var type)) return null;
        try
        {
            return (IBody)JsonSerializer.Deserialize(fact.Body.Span, type, StrictJson.Options)!;
        }
        catch (JsonException bad)
        {
            throw new RefusedException($"Fact {fact.Sequence} is no {fact.Kind} that this version can read: {bad.Message} Use the version of Stipple that wrote it, or a later one.");
        }
    }

    public static string KindOf(Type type) => JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name);
}
