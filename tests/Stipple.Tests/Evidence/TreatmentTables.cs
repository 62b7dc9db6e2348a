using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Stipple.Tests;

/// <summary>The shipped tables of plan, consent, aftercare and outcome fit each other and the tables before them.</summary>
public sealed partial class TreatmentTables
{
    private static readonly string[] Placeholders = ["{sites}", "{concern}", "{sessions}", "{weeks}", "{device}", "{topical}", "{anaesthetic}", "{clinic}"];
    private static readonly Rules Rules = Rules.Shipped();

    [Fact]
    public void Every_table_has_rows() => Assert.All(TreatmentShapes.All, shape => Assert.NotEmpty(Rows(shape)));

    [Fact]
    public void Every_site_has_its_depths_and_no_other_place_has() =>
        Assert.Equal(Ids(Shapes.Sites, "id"), Ids(TreatmentShapes.Depths, "site"));

    [Fact]
    public void Every_concern_has_its_course_and_nothing_else_has() =>
        Assert.Equal(Ids(Shapes.Concerns, "id"), Ids(TreatmentShapes.Courses, "concern"));

    [Fact]
    public void Depths_rise_from_what_is_usual_to_the_ceiling_with_a_reason() => Assert.All(Rows(TreatmentShapes.Depths), row =>
    {
        Assert.InRange(row.Figure("usual_from")!.Value, 0.1, row.Figure("usual_to")!.Value);
        Assert.InRange(row.Figure("reasoned_to")!.Value, row.Figure("usual_to")!.Value, 3);
    });

    [Fact]
    public void No_site_of_the_face_but_the_cheek_goes_beyond_what_was_evaluated()
    {
        var beyond = Rows(TreatmentShapes.Depths).Where(row => Region(row["site"]) == "face" && row.Figure("reasoned_to") > 1.5).ToArray();
        Assert.Equal(["cheek-left", "cheek-right"], beyond.Select(row => row["site"]).Order(StringComparer.Ordinal));
        Assert.All(beyond, row => Assert.Contains("Above 1.5 mm on the face is off-label", row["says"], StringComparison.Ordinal));
    }

    [Fact]
    public void Left_and_right_share_their_figures()
    {
        var figures = Rows(TreatmentShapes.Depths).ToDictionary(row => row["site"], row => (row["usual_from"], row["usual_to"], row["reasoned_to"]), StringComparer.Ordinal);
        var rights = figures.Keys.Where(site => site.EndsWith("-right", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(rights);
        Assert.All(rights, right => Assert.Equal(figures[right], figures[right.Replace("-right", "-left", StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData("depth_from", "depth_to")]
    [InlineData("passes_from", "passes_to")]
    [InlineData("sessions_from", "sessions_to")]
    [InlineData("weeks_from", "weeks_to")]
    public void Ranges_of_a_course_have_both_ends_in_order_or_none(string from, string to) => Assert.All(Rows(TreatmentShapes.Courses), row =>
    {
        Assert.Equal(row.Figure(from) is null, row.Figure(to) is null);
        Assert.False(row.Figure(from) > row.Figure(to), row["concern"]);
    });

    [Fact]
    public void A_proposed_number_says_that_it_is_ours() =>
        Assert.All(Rows(TreatmentShapes.Depths).Where(row => row["basis"] == "proposed"), row => Assert.Contains("INFERENCE", row.Ids("sources")));

    [Fact]
    public void Radiofrequency_needles_have_no_depth_to_compare()
    {
        var row = Assert.Single(Rows(TreatmentShapes.Devices), row => row["kind"] == "rf");
        Assert.Equal("", row["deepest"]);
    }

    [Fact]
    public void What_is_cosmetic_never_goes_on_open_skin_and_a_cream_without_a_label_numbs_nobody()
    {
        Assert.All(Rows(TreatmentShapes.Topicals).Where(row => row["kind"] == "cosmetic"), row => Assert.Equal("blocked", row["rule"]));
        Assert.All(Rows(TreatmentShapes.Anaesthetics).Where(row => row["kind"] == "compounded-cream"), row => Assert.Equal("blocked", row["rule"]));
    }

    [Theory]
    [InlineData("topicals.tsv", "plan.topical")]
    [InlineData("anaesthetics.tsv", "plan.anaesthetic")]
    [InlineData("devices.tsv", "plan.device")]
    public void Kinds_are_those_that_a_condition_can_name(string file, string term) =>
        Assert.All(Tables.Shipped.Column(file, "kind"), kind => Assert.Contains(kind, Rules.FindTerm(term)!.Domain.Options));

    [Fact]
    public void Paragraphs_hold_only_places_that_the_program_fills()
    {
        var found = Rows(TreatmentShapes.Paragraphs).SelectMany(row => InBraces().Matches(row["heading"] + row["tells"]).Select(match => match.Value)).ToArray();
        Assert.All(found, place => Assert.Contains(place, Placeholders));
        Assert.Equal(Placeholders.Order(StringComparer.Ordinal), found.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_part_of_the_consent_is_there_and_doing_nothing_is_the_first_choice()
    {
        var rows = Rows(TreatmentShapes.Paragraphs);
        Assert.Equal(["what", "benefit", "harm", "choices", "before", "after", "rights"], rows.Select(row => row["part"]).Distinct());
        var first = rows.First(row => row["part"] == "choices");
        Assert.Equal(("choice-nothing", ""), (first["id"], first["when"]));
    }

    [Fact]
    public void Numbers_in_a_hundred_stand_between_their_bounds() => Assert.All(Rows(TreatmentShapes.Paragraphs), row =>
    {
        var counted = row.Whole("in_hundred");
        Assert.Equal((counted is null, counted is null), (row.Whole("in_hundred_from") is null, row.Whole("in_hundred_to") is null));
        if (counted is { } number) Assert.InRange(number, row.Whole("in_hundred_from")!.Value, Math.Min(100, row.Whole("in_hundred_to")!.Value));
        Assert.DoesNotContain("in 100", row["tells"], StringComparison.Ordinal);
    });

    [Fact]
    public void Every_concern_has_a_paragraph_on_its_benefit()
    {
        var conditions = string.Join(' ', Rows(TreatmentShapes.Paragraphs).Where(row => row["part"] == "benefit").Select(row => row["when"]));
        Assert.All(Ids(Shapes.Concerns, "id"), concern => Assert.Matches($@"\b{concern}(?![\w-])", conditions));
    }

    [Fact]
    public void Conditions_of_paragraphs_and_aftercare_parse()
    {
        var rows = Rows(TreatmentShapes.Paragraphs).Concat(Rows(TreatmentShapes.Aftercare)).Where(row => row["when"].Length > 0).ToArray();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.NotNull(Rules.ParseCriterion(row, "when")));
    }

    [Theory]
    [InlineData("paragraphs.tsv", "harm-rf")]
    [InlineData("aftercare.tsv", "cold-sore-watch")]
    public void A_condition_that_does_not_parse_stops_the_program(string file, string row) =>
        TableRefusals.Refused(Tables.Shipped.With(file, row, "when", "plan.mood = good"), file, Tables.Shipped.LineOf(file, row), "when", "plan.mood = good", "at character 1", "a name of terms.tsv");

    [Fact]
    public void Aftercare_for_everybody_runs_without_a_gap_from_the_session_on() =>
        CoversEverything(Rows(TreatmentShapes.Aftercare).Where(row => row["when"].Length == 0));

    [Fact]
    public void The_spans_of_a_sign_cover_every_hour_once() =>
        Assert.All(Rows(TreatmentShapes.Triage).GroupBy(row => row["sign"]), CoversEverything);

    [Fact]
    public void Rows_of_one_sign_ask_the_same_and_signs_ask_differently()
    {
        var asks = Rows(TreatmentShapes.Triage).Select(row => (row["sign"], row["asks"])).Distinct().ToArray();
        Assert.Equal(asks.Length, asks.DistinctBy(ask => ask.Item1).Count());
        Assert.Equal(asks.Length, asks.DistinctBy(ask => ask.Item2).Count());
    }

    [Fact]
    public void What_is_expected_never_stays_so_without_end() =>
        Assert.All(Rows(TreatmentShapes.Triage).Where(row => row["level"] == "expected"), row => Assert.InRange(row.Whole("to_hours") ?? int.MaxValue, 1, 7 * 24));

    [Fact]
    public void An_emergency_names_the_emergency_first() =>
        Assert.All(Rows(TreatmentShapes.Triage).Where(row => row["level"] == "emergency"), row => Assert.Matches("^[^.]*emergency[^.]* now", row["tells"]));

    [Fact]
    public void Grades_of_a_scale_have_a_label_each_and_differ() => Assert.All(Rows(TreatmentShapes.Scales), row =>
    {
        var (grades, labels) = (row.List("grades"), row.List("labels"));
        Assert.Equal(grades.Length, labels.Length);
        Assert.Equal(grades.Length, grades.Distinct().Count());
        Assert.Equal(labels.Length, labels.Distinct().Count());
        Assert.All(grades, grade => Assert.True(grade.All(char.IsAsciiDigit), grade));
    });

    [Fact]
    public void Scales_are_for_concerns_that_there_are() => Assert.All(Rows(TreatmentShapes.Scales), row =>
    {
        if (row["concerns"] != "any") Assert.Subset(Ids(Shapes.Concerns, "id").ToHashSet(), row.Ids("concerns").ToHashSet());
    });

    private static void CoversEverything(IEnumerable<TableRow> rows)
    {
        int? next = 0;
        foreach (var row in rows.OrderBy(row => row.Whole("from_hours")))
        {
            Assert.Equal(next, row.Whole("from_hours"));
            next = row.Whole("to_hours");
            Assert.True(next is null || next > row.Whole("from_hours"), row["id"]);
        }

        Assert.Null(next);
    }

    private static string Region(string site) => Rows(Shapes.Sites).Single(row => row["id"] == site)["region"];

    private static string[] Ids(TableShape shape, string column) => [.. Rows(shape).Select(row => row[column]).Order(StringComparer.Ordinal)];

    private static ImmutableArray<TableRow> Rows(TableShape shape) => Rules.Library[shape].Rows;

    [GeneratedRegex(@"\{[^}]*\}?", RegexOptions.None, 1000)]
    private static partial Regex InBraces();
}
