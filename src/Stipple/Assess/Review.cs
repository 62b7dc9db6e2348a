using System.Collections.Immutable;
using Stipple.Clinic;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>A fired row that keeps the plan from being signed, and what would lift it.</summary>
/// <param name="Reason">The row, with what it rests on.</param>
/// <param name="Overrides">Who has overridden it so far.</param>
/// <param name="PersonsMissing">How many more persons it takes; null when nobody may override it.</param>
public sealed record Standing(Reason Reason, ImmutableArray<Override> Overrides, int? PersonsMissing);

/// <summary>
/// What a decision leaves to be done before anything can be planned. Only <see cref="Reviewing"/> makes one, and a plan asks for
/// <see cref="Settled"/>: a candidacy that may proceed, or one whose every standing row somebody entitled took upon themselves.
/// </summary>
public abstract record Review
{
    private Review(Candidacy candidacy) => Candidacy = candidacy;

    public Candidacy Candidacy { get; }

    /// <summary>Nothing stands against planning. A licensed practitioner still decides, and signs.</summary>
    public sealed record Settled : Review
    {
        internal Settled(Candidacy candidacy, ImmutableArray<Override> overrides) : base(candidacy) => Overrides = overrides;

        /// <summary>The overrides that it rests on, in the order of the rows.</summary>
        public ImmutableArray<Override> Overrides { get; }
    }

    /// <summary>Something stands against it.</summary>
    public sealed record Open : Review
    {
        internal Open(Candidacy candidacy, ImmutableArray<Standing> standing) : base(candidacy) => Standing = standing;

        /// <summary>Strictest first. Empty when only answers are missing: a missing answer is never overridden.</summary>
        public ImmutableArray<Standing> Standing { get; }
    }
}

/// <summary>Weighs a decision against what entitled people have taken upon themselves.</summary>
public static class Reviewing
{
    /// <param name="candidacy">The decision.</param>
    /// <param name="overrides">Every override that still counts, of any row.</param>
    public static Review Of(Candidacy candidacy, ImmutableArray<Override> overrides)
    {
        var standing = ImmutableArray.CreateBuilder<Standing>();
        var used = ImmutableArray.CreateBuilder<Override>();
        foreach (var reason in candidacy.Findings.Fired.Where(reason => reason.Rule.Grade > Grade.Caution))
        {
            var own = overrides
                .Where(entry => entry.Rule == reason.Rule.Id && Credential.Covers(entry.Credential, reason.Rule.OverrideBy))
                .DistinctBy(entry => entry.Who)
                .ToImmutableArray();
            if (reason.Rule.Persons == 0) standing.Add(new Standing(reason, [], null));
            else if (own.Length < reason.Rule.Persons) standing.Add(new Standing(reason, own, reason.Rule.Persons - own.Length));
            else used.AddRange(own);
        }

        return candidacy is Candidacy.MayProceed || (standing.Count == 0 && candidacy is not Candidacy.Incomplete && !IsOpen(candidacy.Findings))
            ? new Review.Settled(candidacy, used.ToImmutable())
            : new Review.Open(candidacy, standing.ToImmutable());
    }

    /// <summary>
    /// A strict row settles the word of a decision although milder questions are open. Once it is overridden they count again: an
    /// override lifts its row, never a missing answer.
    /// </summary>
    private static bool IsOpen(Findings findings)
    {
        var left = findings.Fired.Any(reason => reason.Rule.Grade is Grade.Caution) ? Grade.Caution : Grade.None;
        return findings.OpenTerms.Length > 0 || findings.Open.Any(question => question.CouldMake > left);
    }
}
