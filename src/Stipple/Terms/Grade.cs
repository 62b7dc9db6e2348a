namespace Stipple.Terms;

/// <summary>How strict a contraindication is, mildest first, so that the stricter of two is the greater.</summary>
public enum Grade : byte
{
    /// <summary>No row fired.</summary>
    None = 0,

    /// <summary>Proceed with the precautions that the row names.</summary>
    Caution = 1,

    /// <summary>Not before a date or an event.</summary>
    Defer = 2,

    /// <summary>Relative contraindication: somebody with the named credential decides.</summary>
    Relative = 3,

    /// <summary>Absolute contraindication: do not treat. With an end event it reads as "not now".</summary>
    Absolute = 4,
}
