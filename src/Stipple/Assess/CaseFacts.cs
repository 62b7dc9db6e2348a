using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>
/// The facts of one case at a time, read from its JSON without making objects. It takes what programs write, and gives up on
/// everything else: what an unusual text means, and what is wrong with a bad one, only <see cref="CaseFormat"/> says.
/// </summary>
internal sealed class CaseFacts
{
    private const int Undated = -1;
    private const int Missing = -1;

    private static readonly WordTable parts = new(["answers", "asOf", "plan", "by", "policy", "id"]);

    private readonly Rules rules;
    private readonly WordTable questions;
    private readonly FactReader[] answerReaders;
    private readonly int[] staleDays;
    private readonly int[] dateQuestions;
    private readonly FactReader[] termReaders;
    private readonly Group plan;
    private readonly Group by;
    private readonly Group switches;
    private readonly WordTable places;
    private readonly SiteSet[] placeSites;
    private readonly ulong[] regions;

    private readonly FactSet chosen; // the clinic's choices, and nothing else
    private readonly FactSet facts;
    private readonly int[] given; // 0: no answer; Undated; else one more than its day number
    private readonly bool[] said;
    private readonly Site[] sites;
    private readonly Fact[] depths;
    private SiteSet planned;
    private bool hasDates;
    private int asOf;
    private int plannedOn;

    /// <param name="policy">The rules, and the choices that every case has; a case that names others is not taken.</param>
    public CaseFacts(ClinicPolicy policy)
    {
        rules = policy.Rules;
        questions = new WordTable(rules.Questions.Select(question => question.Id));
        answerReaders = [.. rules.Questions.Select(question => new FactReader(question.Domain))];
        staleDays = [.. rules.Questions.Select(question => question.StaleDays ?? int.MaxValue)];
        dateQuestions = [.. rules.Questions.Where(question => question.Domain.Type is QuestionType.Date).Select(question => question.Ordinal)];
        termReaders = [.. rules.Terms.Select(term => new FactReader(term.Domain))];
        plan = new Group(rules, "plan.");
        by = new Group(rules, "by.");
        switches = new Group(rules, "policy.");
        places = new WordTable([.. rules.Sites.All.Select(site => site.Id), .. rules.Sites.Regions]);
        placeSites = [.. rules.Sites.All.Select(site => SiteSet.Empty.With(site.Ordinal)), .. rules.Sites.Regions.Select(rules.Sites.Region)];
        regions = [.. rules.Sites.All.Select(site => rules.PlanTerms.Region.Domain.BitOf(site.Region))];
        chosen = new FactSet(rules);
        foreach (var term in rules.Switches) chosen.Set(term.Slot, policy[term]);
        facts = new FactSet(rules);
        given = new int[rules.Questions.Length];
        said = new bool[rules.Terms.Length];
        sites = new Site[rules.Sites.All.Length];
        depths = new Fact[sites.Length];
    }

    /// <summary>How many sites the plan has.</summary>
    public int Sites { get; private set; }

    /// <summary>Where the id stands in the text that was read last, with its quotation marks; empty when it has none.</summary>
    public Range Id { get; private set; }

    /// <summary>The case at one of its sites. It borrows what is here: only until the next call.</summary>
    public Situation At(int site)
    {
        var (own, here) = (rules.PlanTerms, sites[site]);
        facts.Set(own.Site.Slot, Fact.OfBits(1UL << here.Ordinal));
        facts.Set(own.Region.Slot, Fact.OfBits(regions[here.Ordinal]));
        facts.Set(own.Depth.Slot, depths[site]);
        return new Situation(facts, plannedOn);
    }

    /// <summary>Reads a case; false when that is left to <see cref="CaseFormat"/>, and then nothing here counts.</summary>
    public bool TryRead(ReadOnlySpan<byte> utf8)
    {
        Clear();
        var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = CaseFormat.MaximumDepth });
        try
        {
            return json.Read() && TryReadParts(ref json) && !json.Read() && TryFinish();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Clear()
    {
        Array.Clear(given);
        facts.CopyFrom(chosen);
        Array.Clear(said);
        (Sites, Id, planned, hasDates, asOf, plannedOn) = (0, default, SiteSet.Empty, false, Missing, Missing);
    }

    private bool TryReadParts(ref Utf8JsonReader json)
    {
        if (json.TokenType is not JsonTokenType.StartObject) return false;
        var seen = 0;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var part = Find(parts, ref json);
            if (part < 0 || (seen >> part & 1) != 0) return false;
            seen |= 1 << part;
            json.Read();
            var isRead = part switch
            {
                0 => TryReadAnswers(ref json),
                1 => FactReader.TryReadDay(ref json, out asOf),
                2 => TryReadPlan(ref json),
                3 => TryReadTerms(ref json, by),
                4 => TryReadTerms(ref json, switches) && IsOfThisPolicy(),
                _ => TryReadId(ref json),
            };
            if (!isRead) return false;
        }

        return true;
    }

    /// <summary>What <see cref="CaseFormat"/> checks and fills in when everything is read.</summary>
    private bool TryFinish()
    {
        if (asOf == Missing || plannedOn < asOf || Sites == 0) return false;
        foreach (var question in dateQuestions)
        {
            if (facts[new Slot(false, question)] is { Known: true, Bits: 0 } date && date.Low > asOf) return false;
        }

        if (Contradicts()) return false;
        if (!hasDates) return true;
        for (var question = 0; question < given.Length; question++)
        {
            if (given[question] is 0 or Undated) continue;
            var age = asOf + 1 - given[question];
            if (age < 0) return false;
            if (age > staleDays[question]) facts.Set(new Slot(false, question), Fact.Unknown);
        }

        return true;
    }

    private bool Contradicts()
    {
        foreach (var conflict in rules.Conflicts)
        {
            if (!conflict.Holds(facts, asOf)) continue;
            given.AsSpan().Replace(Undated, asOf + 1);
            if (conflict.IsBetween(facts, given, asOf)) return true;
        }

        return false;
    }

    /// <summary>Letters that JSON writes as they are; others are left to the strict reader.</summary>
    private bool TryReadId(ref Utf8JsonReader json)
    {
        if (json.TokenType is not JsonTokenType.String || json.ValueSpan.Length is 0 or > Case.LongestId || json.ValueIsEscaped) return false;
        if (json.ValueSpan.ContainsAnyExceptInRange((byte)' ', (byte)'~')) return false;
        var start = (int)json.TokenStartIndex;
        Id = start..(start + json.ValueSpan.Length + 2);
        return true;
    }

    private bool TryReadAnswers(ref Utf8JsonReader json)
    {
        if (json.TokenType is not JsonTokenType.StartObject) return false;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var question = Find(questions, ref json);
            if (question < 0 || given[question] != 0) return false;
            given[question] = Undated;
            json.Read();
            if (!(json.TokenType is JsonTokenType.StartObject ? TryReadAnswer(ref json, question) : TryReadValue(ref json, question))) return false;
        }

        return true;
    }

    /// <summary>An answer with its day and source.</summary>
    private bool TryReadAnswer(ref Utf8JsonReader json, int question)
    {
        var (hasValue, hasSource) = (false, false);
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            if (!hasValue && json.ValueSpan.SequenceEqual("value"u8))
            {
                json.Read();
                hasValue = TryReadValue(ref json, question);
                if (!hasValue) return false;
            }
            else if (given[question] == Undated && json.ValueSpan.SequenceEqual("at"u8))
            {
                json.Read();
                if (!FactReader.TryReadDay(ref json, out var at)) return false;
                given[question] = at + 1;
                hasDates = true;
            }
            else if (!hasSource && json.ValueSpan.SequenceEqual("source"u8))
            {
                json.Read();
                hasSource = json.TokenType is JsonTokenType.String && (json.ValueSpan.SequenceEqual("patient"u8) || json.ValueSpan.SequenceEqual("practitioner"u8) || json.ValueSpan.SequenceEqual("record"u8));
                if (!hasSource) return false;
            }
            else
            {
                return false;
            }
        }

        return hasValue;
    }

    private bool TryReadValue(ref Utf8JsonReader json, int question)
    {
        if (!answerReaders[question].TryRead(ref json, out var fact)) return false;
        facts.Set(new Slot(false, question), fact);
        return true;
    }

    private bool TryReadPlan(ref Utf8JsonReader json)
    {
        if (json.TokenType is not JsonTokenType.StartObject) return false;
        var hasSites = false;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            if (plannedOn == Missing && json.ValueSpan.SequenceEqual("on"u8))
            {
                json.Read();
                if (!FactReader.TryReadDay(ref json, out plannedOn)) return false;
            }
            else if (!hasSites && json.ValueSpan.SequenceEqual("sites"u8))
            {
                json.Read();
                hasSites = TryReadSites(ref json);
                if (!hasSites) return false;
            }
            else if (!TryReadTerm(ref json, plan))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryReadTerms(ref Utf8JsonReader json, Group group)
    {
        if (json.TokenType is not JsonTokenType.StartObject) return false;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            if (!TryReadTerm(ref json, group)) return false;
        }

        return true;
    }

    private bool TryReadTerm(ref Utf8JsonReader json, Group group)
    {
        var name = Find(group.Names, ref json);
        if (name < 0) return false;
        var term = group.Terms[name];
        if (said[term]) return false;
        said[term] = true;
        json.Read();
        if (!termReaders[term].TryRead(ref json, out var fact)) return false;
        facts.Set(new Slot(true, term), fact);
        return true;
    }

    private bool IsOfThisPolicy()
    {
        foreach (var term in switches.Terms)
        {
            if (facts[new Slot(true, term)] != chosen[new Slot(true, term)]) return false;
        }

        return true;
    }

    private bool TryReadSites(ref Utf8JsonReader json)
    {
        if (json.TokenType is not JsonTokenType.StartArray) return false;
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            if (!TryReadSite(ref json)) return false;
        }

        return true;
    }

    private bool TryReadSite(ref Utf8JsonReader json)
    {
        if (json.TokenType is not JsonTokenType.StartObject) return false;
        var (place, depth, hasDepth) = (Missing, Fact.Unknown, false);
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            if (place == Missing && json.ValueSpan.SequenceEqual("site"u8))
            {
                json.Read();
                place = json.TokenType is JsonTokenType.String ? Find(places, ref json) : Missing;
                if (place == Missing) return false;
            }
            else if (!hasDepth && json.ValueSpan.SequenceEqual("depthMm"u8))
            {
                json.Read();
                hasDepth = TryReadDepth(ref json, out depth);
                if (!hasDepth) return false;
            }
            else
            {
                return false;
            }
        }

        if (place == Missing || planned.Overlaps(placeSites[place])) return false;
        for (var left = placeSites[place].Bits; left != 0; left &= left - 1)
        {
            (sites[Sites], depths[Sites]) = (rules.Sites.All[BitOperations.TrailingZeroCount(left)], depth);
            Sites++;
        }

        planned = new SiteSet(planned.Bits | placeSites[place].Bits);

        return true;
    }

    private static bool TryReadDepth(ref Utf8JsonReader json, out Fact depth)
    {
        depth = Fact.Unknown;
        if (json.TokenType is JsonTokenType.String) return json.ValueSpan.SequenceEqual("unknown"u8);
        if (json.TokenType is not JsonTokenType.Number || !json.TryGetDouble(out var millimetres) || !NeedleDepth.IsAllowed(millimetres)) return false;
        depth = Fact.Of(millimetres);
        return true;
    }

    /// <summary>The place of a word, or -1; a word with escapes is never found.</summary>
    private static int Find(WordTable words, ref Utf8JsonReader json) => json.ValueIsEscaped ? -1 : words.Find(json.ValueSpan);

    /// <summary>The terms that begin alike, by what follows; without those that each site has of its own.</summary>
    private sealed class Group
    {
        public Group(Rules rules, string prefix)
        {
            var own = rules.PlanTerms;
            var all = rules.Terms.Where(term => term.Name.StartsWith(prefix, StringComparison.Ordinal) && term != own.Site && term != own.Region && term != own.Depth).ToArray();
            Terms = [.. all.Select(term => term.Ordinal)];
            Names = new WordTable(all.Select(term => term.Name[prefix.Length..]));
        }

        public ImmutableArray<int> Terms { get; }

        public WordTable Names { get; }
    }
}
