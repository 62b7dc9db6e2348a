using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>A medical director put a version in force.</summary>
/// <param name="Version">The version of the tables.</param>
/// <param name="Person">Who approved.</param>
/// <param name="Meaning">What the signature says.</param>
/// <param name="Method">How the signer was known.</param>
/// <param name="At">When it was written down.</param>
public sealed record Approval(string Version, PersonId Person, string Meaning, string Method, DateTimeOffset At);

/// <summary>
/// What a clinic decides on, and the one place that says whether anything clinical may start there. Whoever starts something
/// asks for the <see cref="Policy"/>: without one there is no case, and so no decision, no plan and no session.
/// </summary>
public abstract record EvidenceInForce
{
    private EvidenceInForce()
    {
    }

    /// <summary>The rules and the clinic's choices that a case is made with; null when nothing clinical may start.</summary>
    public abstract ClinicPolicy? Policy { get; }

    /// <summary>Why nothing clinical may start; null when it may.</summary>
    public string? StandsAgainst => (this as None)?.Reason;

    /// <param name="demo">Whether the clinic holds synthetic patients only.</param>
    /// <param name="approval">The last approval; null while there is none.</param>
    /// <param name="rules">The rules of the approved version, or in a demo clinic without an approval the installed ones.</param>
    /// <param name="choices">What the clinic chose, in wire words by the name of the switch.</param>
    public static EvidenceInForce Of(bool demo, Approval? approval, Rules rules, IEnumerable<KeyValuePair<string, string>> choices)
    {
        if (approval is null && !demo) return Missing;
        if (approval is not null && approval.Version != rules.Version.Hash) throw new ArgumentException($"{approval.Version} is approved, and these are the rules of {rules.Version}.", nameof(rules));
        if (!ClinicPolicy.TryRead(rules, choices, out var policy, out var misfits))
            return Lacking($"The clinic's policy does not fit the evidence tables: {string.Join("; ", misfits)}. The medical director chooses again.");
        return approval is null ? new DemoOnly(policy) : new Approved(approval, policy);
    }

    /// <summary>No medical director has approved a version.</summary>
    public static EvidenceInForce Missing { get; } =
        new None("No version of the evidence tables is approved. The medical director reads and approves one before anything clinical starts.");

    /// <summary>There is an approval, and yet nothing to decide on.</summary>
    /// <param name="reason">Why, in sentences.</param>
    public static EvidenceInForce Lacking(string reason) => new None(reason);

    /// <summary>A version that the medical director approved.</summary>
    public sealed record Approved : EvidenceInForce
    {
        internal Approved(Approval approval, ClinicPolicy policy) => (Approval, Policy) = (approval, policy);

        public Approval Approval { get; }

        public override ClinicPolicy Policy { get; }

        public Rules Rules => Policy.Rules;
    }

    /// <summary>The installed version, which nobody approved. Only a clinic of synthetic patients may use it, and every page of it says so.</summary>
    public sealed record DemoOnly : EvidenceInForce
    {
        internal DemoOnly(ClinicPolicy policy) => Policy = policy;

        public override ClinicPolicy Policy { get; }

        public Rules Rules => Policy.Rules;
    }

    /// <summary>Nothing: nothing clinical may start.</summary>
    public sealed record None : EvidenceInForce
    {
        internal None(string reason) => Reason = reason;

        /// <summary>Why, and what to do, in sentences.</summary>
        public string Reason { get; }

        public override ClinicPolicy? Policy => null;
    }
}
