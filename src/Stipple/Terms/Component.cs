namespace Stipple.Terms;

/// <summary>The parts of a plan that are decided apart: a plan may be fine without its anaesthetic.</summary>
public enum Component : byte
{
    Procedure = 0,
    Topical = 1,
    Anaesthetic = 2,
    Prp = 3,
    RfDevice = 4,
}
