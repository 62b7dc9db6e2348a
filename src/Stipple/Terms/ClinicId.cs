namespace Stipple.Terms;

/// <summary>Names one clinic of an installation.</summary>
public readonly record struct ClinicId(Guid Value)
{
    /// <summary>A new id, in the order of time.</summary>
    public static ClinicId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()));

    public static bool TryParse(string? text, out ClinicId id)
    {
        var read = Guid.TryParseExact(text, "D", out var value);
        id = new(value);
        return read;
    }

    public override string ToString() => Value.ToString("D");
}
