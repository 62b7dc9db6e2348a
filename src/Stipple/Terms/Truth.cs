namespace Stipple.Terms;

/// <summary>Kleene's three values. <see cref="Unknown"/> is the default on purpose: what nobody has said is not a "no".</summary>
public enum Truth : byte
{
    Unknown = 0,
    No = 1,
    Yes = 2,
}

/// <summary>The strong three-valued logic of Kleene (1952). There is no conversion to bool: every reader must say what unknown means to it.</summary>
public static class Kleene
{
    public static Truth ToTruth(this bool value) => value ? Truth.Yes : Truth.No;

    extension(Truth a)
    {
        public bool IsSettled => a is not Truth.Unknown;

        public Truth And(Truth b) =>
            a is Truth.No || b is Truth.No ? Truth.No
            : a is Truth.Yes && b is Truth.Yes ? Truth.Yes
            : Truth.Unknown;

        public Truth Or(Truth b) => a.Not().And(b.Not()).Not();

        public Truth Not() => a switch
        {
            Truth.Yes => Truth.No,
            Truth.No => Truth.Yes,
            _ => Truth.Unknown,
        };
    }
}
