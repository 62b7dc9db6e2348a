using System.Collections.Immutable;
using Stipple.Evidence;
using Stipple.Terms;

namespace Stipple.Assess;

/// <summary>The rules, questions and terms of one version of the evidence, with every criterion parsed and every reference checked.</summary>
public sealed class Rules
{
    private readonly Dictionary<string, Question> questions;
    private readonly Dictionary<string, CaseTerm> terms;

    private Rules(Library library)
    {
        Library = library;
        foreach (var row in library[Shapes.Questions].Rows.Where(row => CriterionParser.IsKeyword(row["id"])))
            throw row.Wrong("id", "a name that is no word of the grammar of conditions");
        Questions = [.. library[Shapes.Questions].Rows.Select((row, i) => Question.From(row, i, library.Sites))];
        Terms = [.. library[Shapes.Terms].Rows.Select((row, i) => CaseTerm.From(row, i, library))];
        questions = Questions.ToDictionary(question => question.Id, StringComparer.Ordinal);
        terms = Terms.ToDictionary(term => term.Name, StringComparer.Ordinal);
        Entries = [.. library[Shapes.Entries].Rows.Select(row => new Entry(row["id"], row["name"], row["plain"], row["disagree"], library.SourcesOf(row)))];
        All = ReadRows(library);
        LinkReplacements();
        CheckQuestionsAreUsed();
        PlanTerms = new PlanSlots(this);
        Facts = new FactLayout(this);
        Conflicts = Conflict.Read(this);
    }

    public Library Library { get; }

    public EvidenceVersion Version => Library.Version;

    public SiteList Sites => Library.Sites;

    public ImmutableArray<Rule> All { get; }

    public ImmutableArray<Entry> Entries { get; }

    /// <summary>In the order of an interview.</summary>
    public ImmutableArray<Question> Questions { get; }

    public ImmutableArray<CaseTerm> Terms { get; }

    /// <summary>Answers that cannot all be right; none in a version of the tables from before they were told.</summary>
    public ImmutableArray<Conflict> Conflicts { get; }

    /// <summary>The terms that leave a choice to the clinic.</summary>
    public IEnumerable<CaseTerm> Switches => Terms.Where(term => term.IsPolicy);

    internal PlanSlots PlanTerms { get; }

    /// <summary>How the cases keep their facts.</summary>
    internal FactLayout Facts { get; }

    /// <exception cref="EvidenceException">A row names something that is not there, or its condition does not parse.</exception>
    public static Rules Read(Library library) => new(library);

    /// <summary>The rules that this program was built with.</summary>
    public static Rules Shipped() => Read(Library.Shipped());

    public Question? FindQuestion(string id) => questions.GetValueOrDefault(id);

    public CaseTerm? FindTerm(string name) => terms.GetValueOrDefault(name);

    /// <summary>The name of what a criterion rests on: a question id or a term.</summary>
    public string NameOf(Slot slot) => slot.IsTerm ? Terms[slot.Ordinal].Name : Questions[slot.Ordinal].Id;

    /// <summary>The condition in a cell of any table, in the grammar of rules.tsv.</summary>
    /// <exception cref="EvidenceException">It does not parse, or names something that is not there.</exception>
    internal Criterion ParseCriterion(TableRow row, string column)
    {
        try
        {
            return CriterionParser.Parse(row[column], Find);
        }
        catch (FormatException mistake)
        {
            throw row.Wrong(column, mistake.Message);
        }
    }

    private (Slot, AnswerDomain)? Find(string name) =>
        FindQuestion(name) is { } question ? (question.Slot, question.Domain)
        : FindTerm(name) is { } term ? (term.Slot, term.Domain)
        : null;

    private ImmutableArray<Rule> ReadRows(Library library)
    {
        var table = library[Shapes.Rules];
        var entries = Entries.ToDictionary(entry => entry.Id, StringComparer.Ordinal);
        var codes = library[Shapes.Codes].Rows.ToLookup(row => row["row"], StringComparer.Ordinal);
        var ids = table.Rows.Select(row => row["id"]).ToHashSet(StringComparer.Ordinal);
        foreach (var code in library[Shapes.Codes].Rows)
        {
            if (!ids.Contains(code["row"])) throw code.Wrong("row", "the id of a row of rules.tsv");
        }

        var tells = new Dictionary<string, string>(StringComparer.Ordinal);
        var rules = ImmutableArray.CreateBuilder<Rule>(table.Rows.Length);
        foreach (var row in table.Rows)
        {
            var entry = entries.TryGetValue(row["entry"], out var found) ? found : throw row.Wrong("entry", "an id of entries.tsv");
            if (row["id"] != entry.Id && !row["id"].StartsWith(entry.Id + "/", StringComparison.Ordinal))
                throw row.Wrong("id", $"{entry.Id}, or {entry.Id}/ and the name of a variant");
            if (!tells.TryGetValue(entry.Id, out var told))
                tells[entry.Id] = told = row.Optional("tells") ?? throw row.Wrong("tells", "a text for lay readers in the first row of an entry");
            rules.Add(ReadRow(row, rules.Count, entry, row.Optional("tells") ?? told, codes));
        }

        if (entries.Keys.FirstOrDefault(id => !tells.ContainsKey(id)) is { } empty)
        {
            var row = library[Shapes.Entries].Rows.First(row => row["id"] == empty);
            throw row.Wrong("id", "an entry that has at least one row in rules.tsv");
        }

        return rules.ToImmutable();
    }

    private Rule ReadRow(TableRow row, int ordinal, Entry entry, string tells, ILookup<string, TableRow> codes)
    {
        var when = ParseCriterion(row, "when");
        var slots = new HashSet<Slot>();
        when.CollectSlots(slots);
        var rule = new Rule
        {
            Ordinal = ordinal,
            Id = row["id"],
            Entry = entry,
            Grade = row["grade"] switch
            {
                "absolute" => Grade.Absolute,
                "relative" => Grade.Relative,
                "defer" => Grade.Defer,
                _ => Grade.Caution,
            },
            AppliesTo = row["applies_to"] switch
            {
                "topical" => Component.Topical,
                "anaesthetic" => Component.Anaesthetic,
                "prp" => Component.Prp,
                "rf-device" => Component.RfDevice,
                _ => Component.Procedure,
            },
            When = when,
            WhenText = row["when"],
            RestsOn = [.. slots.OrderBy(slot => slot.IsTerm).ThenBy(slot => slot.Ordinal)],
            Until = row["until"],
            Deferral = ReadDeferral(row),
            ResolvesBy = row["resolves_by"],
            OverrideBy = row["override_by"],
            Persons = row["persons"][0] - '0',
            Urgency = row["urgency"],
            Says = row["says"],
            Tells = tells,
            Resolve = row["resolve"],
            Strength = row["strength"],
            Basis = row["basis"],
            Sources = Library.SourcesOf(row),
            Notes = row["notes"],
            Codes = [.. codes[row["id"]].Select(code => new RowCode(code["system"], code["code"], code["display"], code["role"] == "decides", code["checked"]))],
        };
        Check(rule, row);
        return rule;
    }

    private Deferral? ReadDeferral(TableRow row)
    {
        var days = row["defer_days"];
        if (days.Length == 0) return row["defer_from"].Length == 0 ? null : throw row.Wrong("defer_days", "a number of days or a policy, as defer_from is filled");
        var from = FindQuestion(row["defer_from"]) is { Domain.Type: QuestionType.Date } question ? question : throw row.Wrong("defer_from", "the id of a date question");
        if (int.TryParse(days, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)) return new Deferral(Limit.Of(number), from);
        return FindTerm(days) is { IsPolicy: true, Domain.Type: QuestionType.Number } policy
            ? new Deferral(Limit.Of(policy.Slot), from)
            : throw row.Wrong("defer_days", "a whole number of days, or a policy that is a number");
    }

    private static void Check(Rule rule, TableRow row)
    {
        if ((rule.OverrideBy == "none") != (rule.Persons == 0)) throw row.Wrong("persons", "0 persons exactly where override_by is none");
        if (rule is { Grade: Grade.Absolute, Persons: 1 }) throw row.Wrong("persons", "2 or 0: an absolute takes two persons, or nobody may");
        if (rule is { Grade: Grade.Defer, IsTemporary: false }) throw row.Wrong("until", "the event that ends a deferral, or defer_days");
        if (rule.Deferral is { } deferral)
        {
            var from = deferral.From.Slot;
            if (!Contains(rule.When, from, deferral.Days))
                throw row.Wrong("defer_days", $"the same limit as in the column when: days since {deferral.From.Id} < {row["defer_days"]}");
        }

        static bool Contains(Criterion criterion, Slot from, Limit days) => criterion switch
        {
            Criterion.DaysSince since => since.Slot == from && since.Comparison is Comparison.Less && since.Limit == days,
            Criterion.And and => and.Parts.Any(part => Contains(part, from, days)),
            Criterion.Or or => or.Parts.Any(part => Contains(part, from, days)),
            _ => false,
        };
    }

    private void LinkReplacements()
    {
        var byId = All.ToDictionary(rule => rule.Id, StringComparer.Ordinal);
        var replaces = new Dictionary<Rule, Rule>();
        foreach (var (rule, row) in All.Zip(Library[Shapes.Rules].Rows))
        {
            if (row.Optional("replaces") is not { } id) continue;
            if (!byId.TryGetValue(id, out var other) || other == rule || other.Entry != rule.Entry || other.AppliesTo != rule.AppliesTo)
                throw row.Wrong("replaces", "the id of another row of the same entry that applies to the same component");
            replaces[rule] = other;
            for (var next = other; replaces.TryGetValue(next, out var further); next = further)
            {
                if (further == rule) throw row.Wrong("replaces", "rows that do not replace each other in a circle");
            }

            other.ReplacedBy = other.ReplacedBy.Add(rule.Ordinal);
        }
    }

    private void CheckQuestionsAreUsed()
    {
        var used = All.SelectMany(rule => rule.RestsOn).Where(slot => !slot.IsTerm).Select(slot => slot.Ordinal).ToHashSet();
        foreach (var question in Questions)
        {
            if (question.Domain.Type != QuestionType.Note && !used.Contains(question.Ordinal))
                throw Library[Shapes.Questions].Rows[question.Ordinal].Wrong("id", "a question that some row of rules.tsv names; nobody is asked for nothing");
        }
    }

    /// <summary>The terms that the program itself fills in or reads.</summary>
    internal sealed class PlanSlots(Rules rules)
    {
        public CaseTerm Depth { get; } = rules.Needed("plan.depth", QuestionType.Number);

        public CaseTerm Site { get; } = rules.Needed("plan.site", QuestionType.Site);

        public CaseTerm Region { get; } = rules.Needed("plan.region", QuestionType.Choice);

        public CaseTerm Device { get; } = rules.Needed("plan.device", QuestionType.Choice);

        public CaseTerm Topical { get; } = rules.Needed("plan.topical", QuestionType.Choice);

        public CaseTerm Anaesthetic { get; } = rules.Needed("plan.anaesthetic", QuestionType.Choice);

        public CaseTerm Prp { get; } = rules.Needed("plan.prp", QuestionType.YesNo);
    }

    private CaseTerm Needed(string name, QuestionType type) => FindTerm(name) is { } term && term.Domain.Type == type
        ? term
        : throw new EvidenceException(Shapes.Terms.File, 0, "", "", $"a row {name} of the type {type.ToString().ToLowerInvariant()}");
}
