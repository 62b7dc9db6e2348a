namespace Stipple.Terms;

/// <summary>Names one patient of a clinic. The same person has another id at another clinic.</summary>
public readonly record struct PatientId(Guid Value)
{
    /// <summary>A new id, in the order of time.</summary>
    public static PatientId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()));

    public static bool TryParse(string? text, out PatientId id)
    {
        var read = Guid.TryParseExact(text, "D", out var value);
        id = new(value);
        return read;
    }

    public override string ToString() => Value.ToString("D");
}
