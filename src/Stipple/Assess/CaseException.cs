namespace Stipple.Assess;

/// <summary>A case that cannot be read. Says the line, what stood there, and what is allowed.</summary>
public sealed class CaseException(int line, string place, string found, string allowed)
    : Exception($"line {line}, {place}: found {found}, expected {allowed}")
{
    public int Line => line;

    /// <summary>Path of the property, such as <c>answers.keloid</c>.</summary>
    public string Place => place;

    public string Found => found;

    public string Allowed => allowed;
}
