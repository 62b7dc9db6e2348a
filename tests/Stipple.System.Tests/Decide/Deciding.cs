using System.Net;
using Stipple.System.Tests.Host;
using Stipple.System.Tests.SignIn;

namespace Stipple.System.Tests.Decide;

/// <summary>A decision is read, answered, overridden and asked about, over HTTP.</summary>
public sealed class Deciding(Deciding.Charts charts) : IClassFixture<Deciding.Charts>
{
    private const string Reason = "One flat scar after an operation thirty years ago, and none since.";

    private static readonly (string, string)[] keloid = [("keloid", "yes"), ("keloid-cause", "operation"), ("keloid-zones", "chest")];
    private static readonly (string, string)[] prone = [.. keloid, ("keloid-number", "several")];

    private static readonly Chart missing = new("missing", true, [.. keloid, ("pregnant", Practice.Unanswered)]);
    private static readonly Chart absolute = new("absolute", true, prone);
    private static readonly Chart pregnant = new("pregnant", true, ("pregnant", "yes"), ("hsv-history", Practice.Unanswered));
    private static readonly Chart late = new("late", true, keloid);
    private static readonly Chart patched = new("patched", true, keloid);
    private static readonly Chart plain = new("plain", true);
    private static readonly Chart unsure = new("unsure", true, ("pregnant", Practice.Unanswered));
    private static readonly Chart wished = new("wished", false, keloid);
    private static readonly Chart unexamined = new("unexamined", true, ("field-holds", Practice.Unanswered), ("raised-mark-zones", Practice.Unanswered), ("plan-faults", Practice.Unanswered), ("consent-concerns", Practice.Unanswered));
    private static readonly Chart contradictory = new("contradictory", true, ("isotretinoin", "no"), ("isotretinoin-last", "2026-03"));
    private static readonly Dictionary<string, Chart> letters = new(StringComparer.Ordinal) { ["yes"] = new("yes", true, keloid), ["no"] = new("no", true, keloid), ["unclear"] = new("unclear", true, keloid) };

    private Practice Clinic => charts.Practice;

    [Fact]
    public async Task Asks_for_what_is_missing_and_takes_an_override_only_from_whom_the_rule_names()
    {
        var chart = missing;
        using var nurse = await Clinic.Enter(Clinic.Nurse);
        await nurse.Get(chart.Decision);
        Assert.Equal("One answer is missing. So far: refer.", nurse.Heading);

        // The missing answer: nothing chosen is asked again with what was typed, and what is chosen is kept with who took it.
        var ask = $"{chart.Decision}/ask/pregnant";
        await nurse.Get(ask);
        await nurse.SubmitOnly(ask, ("source", "record"), ("on", "2026-01-05"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nurse.Status);
        Assert.Contains("""value="2026-01-05" """, nurse.Page, StringComparison.Ordinal);
        await nurse.Submit(ask, ("v", "no"), ("source", "record"), ("on", $"{Today.Date:yyyy-MM-dd}"));
        Assert.Equal(chart.Decision, nurse.Path);
        Assert.Contains("A dermatologist decides first", nurse.Heading, StringComparison.Ordinal);

        // A nurse is no dermatologist, however the form is sent.
        await Sign(nurse, chart, "keloid-history", ("as", "practitioner"), ("reason", Reason));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nurse.Status);
        Assert.Contains("This rule needs a dermatologist", nurse.Page, StringComparison.Ordinal);
        Assert.Contains(Reason, nurse.Page, StringComparison.Ordinal);
        await Sign(nurse, chart, "keloid-history", ("as", "dermatology"), ("reason", Reason));
        Assert.Contains("None of your licences", nurse.Page, StringComparison.Ordinal);
        await Sign(nurse, chart, "keloid-history", ("as", "outside"), ("outside", "jonas aumann"), ("credential", "dermatology"), ("reason", Reason));
        Assert.Contains("works here, and signs themselves", nurse.Page, StringComparison.Ordinal);

        using var dermatologist = await Clinic.Enter(Clinic.Dermatologist);
        await dermatologist.Get(chart.Decision);
        await Sign(dermatologist, chart, "keloid-history", ("as", "dermatology"), ("reason", "because"));
        Assert.Contains("at least a sentence", dermatologist.Page, StringComparison.Ordinal);
        await Sign(dermatologist, chart, "keloid-history", ("as", "dermatology"), ("reason", Reason));
        Assert.Contains("Nothing stands against planning", dermatologist.Page, StringComparison.Ordinal);

        // Another answer makes another case: what was taken on then does not count for it, and the earlier answer is still to be read.
        ask = $"{chart.Decision}/ask/keloid-cause";
        await nurse.Get(ask);
        await nurse.Submit(ask, ("v", "acne-or-chickenpox"), ("source", "practitioner"), ("on", $"{Today.Date:yyyy-MM-dd}"));
        Assert.DoesNotContain("Nothing stands against planning", nurse.Page, StringComparison.Ordinal);
        Assert.Contains("Do not treat", nurse.Page, StringComparison.Ordinal);
        await nurse.Get(ask);
        Assert.Contains("Answered before", nurse.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_before_there_is_a_plan_what_the_plan_has_to_settle()
    {
        using var nurse = await Clinic.Enter(Clinic.Nurse);
        await nurse.Get(wished.Decision);
        Assert.Equal("A plan has to be made first. So far: refer.", nurse.Heading);
    }

    [Fact]
    public async Task Takes_two_persons_for_an_absolute_and_each_signs_for_themselves()
    {
        var chart = absolute;
        using var first = await Clinic.Enter(Clinic.Dermatologist);
        await first.Get(chart.Decision);
        foreach (var rule in Rules(first)) await Override(first, rule);
        Assert.Contains("one more person, a dermatologist, has to sign", first.Page, StringComparison.Ordinal);
        await Sign(first, chart, "keloid-history/prone", ("as", "dermatology"), ("reason", Reason));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, first.Status);
        Assert.Contains("the next has to be another person", first.Page, StringComparison.Ordinal);

        using var second = await Clinic.Enter(Clinic.SecondDermatologist);
        await second.Get(chart.Decision);
        await Override(second, "keloid-history/prone");
        Assert.Contains("Nothing stands against planning", second.Page, StringComparison.Ordinal);

        async Task Override(Visitor visitor, string rule) =>
            await Sign(visitor, chart, rule, ("as", "dermatology"), ("reason", Reason));

        static string[] Rules(Visitor visitor) =>
            [.. Records.Evidence.Shipped.All.Select(rule => rule.Id).Where(id => visitor.Page.Contains($"""name="rule" value="{id}" """.TrimEnd(), StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Never_lets_a_rule_be_overridden_that_nobody_may_or_that_does_not_stand()
    {
        var chart = pregnant;
        using var dermatologist = await Clinic.Enter(Clinic.Dermatologist);
        await dermatologist.Get(chart.Decision);
        Assert.Contains("nobody may override it", dermatologist.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("""name="rule" value="pregnancy" """.TrimEnd(), dermatologist.Page, StringComparison.Ordinal);
        var hidden = dermatologist.Hidden("/sign-out");
        foreach (var (rule, says) in new[] { ("pregnancy", "Nobody may override this rule"), ("herpes-simplex-history", "there is nothing to override"), ("keloid-history", "there is nothing to override") })
        {
            await dermatologist.Post($"{chart.Decision}/overrides", [.. hidden, ("rule", rule), ("as", "dermatology"), ("reason", Reason)]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, dermatologist.Status);
            Assert.Contains(says, dermatologist.Page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Takes_an_override_only_with_a_fresh_proof_and_keeps_what_was_typed()
    {
        var chart = late;
        using var dermatologist = await Clinic.Enter(Clinic.Dermatologist, TimeSpan.FromMinutes(6));
        await dermatologist.Get(chart.Decision);
        await Sign(dermatologist, chart, "keloid-history", ("as", "dermatology"), ("reason", Reason));
        Assert.Equal(HttpStatusCode.Unauthorized, dermatologist.Status);
        Assert.Contains(Reason, dermatologist.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("no", false)]
    [InlineData("unclear", false)]
    public async Task Writes_a_letter_and_counts_a_reply_that_agrees(string agrees, bool settles)
    {
        var chart = letters[agrees];
        using var nurse = await Clinic.Enter(Clinic.Nurse);
        await nurse.Get($"{chart.Decision}/referrals/new");
        Assert.Contains("Ida Kornfeld, born 5 May 1985", nurse.Page, StringComparison.Ordinal);
        Assert.Contains("Personal history of keloid", nurse.Page, StringComparison.Ordinal);
        await nurse.SubmitOnly($"{chart.Decision}/referrals", ("to", ""), ("rules", "keloid-history"), ("letter", "Dear colleague, do you agree?"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nurse.Status);
        Assert.Contains("Dear colleague, do you agree?", nurse.Page, StringComparison.Ordinal);
        await nurse.Submit($"{chart.Decision}/referrals", ("to", "Dr Quint"), ("rules", "keloid-history"), ("letter", "Dear colleague, do you agree?"));
        Assert.Contains("Letter to Dr Quint", nurse.Heading, StringComparison.Ordinal);
        await nurse.Submit($"{nurse.Path}/reply", ("from", "Dr Quint"), ("credential", "dermatology"), ("agrees", agrees), ("says", "As you describe it."));
        await nurse.Get(chart.Decision);
        Assert.Equal(settles, nurse.Page.Contains("Nothing stands against planning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Offers_a_test_patch_where_a_rule_asks_for_one_and_takes_its_reading()
    {
        var chart = patched;
        using var nurse = await Clinic.Enter(Clinic.Nurse);
        await nurse.Get(chart.Decision);
        (string, string)[] patch = [("site", "cheek-right"), ("product", "sterile gel, lot 7"), ("on", $"{Today.Date:yyyy-MM-dd}")];
        await nurse.SubmitOnly($"{chart.Decision}/patches", [.. patch, ("depth", "2.5")]);
        Assert.Contains("The tables allow at most 2 mm there", nurse.Page, StringComparison.Ordinal);
        await nurse.SubmitOnly($"{chart.Decision}/patches", [.. patch, ("depth", "0.5")]);
        Assert.Equal(HttpStatusCode.SeeOther, nurse.Status);
        await nurse.Get(chart.Decision);
        var read = chart.Decision + "/patches/" + nurse.Between($"action=\"{chart.Decision}/patches/", "\"");
        await nurse.SubmitOnly(read, ("settled", "yes"), ("seen", "Pale after two days"));
        Assert.Equal(HttpStatusCode.SeeOther, nurse.Status);
        await nurse.Get(chart.Decision);
        Assert.Contains("settled as expected", nurse.Page, StringComparison.Ordinal);
        Assert.Contains("A dermatologist decides first", nurse.Heading, StringComparison.Ordinal); // a patch overrides nothing
    }

    [Fact]
    public async Task Offers_no_test_patch_where_no_rule_asks_for_one()
    {
        var chart = plain;
        using var nurse = await Clinic.Enter(Clinic.Nurse);
        await nurse.Get(chart.Decision);
        Assert.DoesNotContain("Test patches", nurse.Page, StringComparison.Ordinal);
        await nurse.Post($"{chart.Decision}/patches", [.. nurse.Hidden("/sign-out"), ("site", "cheek-right"), ("depth", "0.5"), ("product", "gel"), ("on", $"{Today.Date:yyyy-MM-dd}")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nurse.Status);
    }

    [Fact]
    public async Task Takes_what_a_practitioner_examines_on_one_page_all_or_nothing_and_once()
    {
        var chart = unexamined;
        var page = $"{chart.Decision}/examination";
        using var nurse = await Clinic.Enter(Clinic.Nurse);
        await nurse.Get(chart.Decision);
        Assert.Contains($"<a class=\"btn\" href=\"{page}\">", nurse.Page, StringComparison.Ordinal);
        await nurse.Get(page);
        string[] lists = ["field-holds", "plan-faults", "consent-concerns"];
        Assert.All(lists, list => Assert.Contains($"name=\"v.{list}\"", nurse.Page, StringComparison.Ordinal));
        Assert.DoesNotContain(" checked", nurse.Page, StringComparison.Ordinal);

        // One list forgotten, one answered both ways: each is told beside it, and the rest stays as it was chosen.
        (string, string)[] form = [("source", "practitioner"), ("on", $"{Today.Date:yyyy-MM-dd}"), ("v.field-holds", "raised-mark"), ("v.plan-faults", "none")];
        await nurse.SubmitOnly(page, [.. form, ("v.plan-faults", "not-sterile")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nurse.Status);
        Assert.Contains("href=\"#v.consent-concerns-first\"", nurse.Page, StringComparison.Ordinal);
        Assert.Contains("href=\"#v.plan-faults-first\"", nurse.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"#v.field-holds-first\"", nurse.Page, StringComparison.Ordinal);
        foreach (var kept in new[] { "raised-mark", "none", "not-sterile" }) Assert.Matches($"value=\"{kept}\" checked", nurse.Page);

        // Sent twice it is once; a page that is out of date is shown beside what came meanwhile.
        using var other = await Clinic.Enter(Clinic.Dermatologist);
        await other.Get(page);
        var again = nurse.Hidden(page);
        (string, string)[] whole = [.. form, ("v.consent-concerns", "none")];
        await nurse.SubmitOnly(page, whole);
        Assert.Equal(HttpStatusCode.SeeOther, nurse.Status);
        await nurse.Post(page, [.. again, .. whole]);
        Assert.Equal(HttpStatusCode.SeeOther, nurse.Status);
        await other.SubmitOnly(page, whole);
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        Assert.Contains("Somebody changed this", other.Heading, StringComparison.Ordinal);

        // What an answer opens is asked then; nothing else is open.
        await nurse.Get(page);
        Assert.Contains("name=\"v.raised-mark-zones\"", nurse.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"v.plan-faults\"", nurse.Page, StringComparison.Ordinal);
        await nurse.Get($"{chart.Decision}/ask/field-holds");
        Assert.Equal(1, global::System.Text.RegularExpressions.Regex.Count(nurse.Page, "found by a practitioner"));
    }

    [Fact]
    public async Task Keeps_i_could_be_as_it_was_chosen_though_it_counts_as_not_known()
    {
        using var nurse = await Clinic.Enter(Clinic.Nurse);
        var ask = $"{unsure.Decision}/ask/pregnant";
        await nurse.Get(ask);
        await nurse.Submit(ask, ("v", "could-be"), ("source", "practitioner"), ("on", $"{Today.Date:yyyy-MM-dd}"));
        Assert.Contains("missing", nurse.Heading, StringComparison.Ordinal);
        await nurse.Get(ask);
        Assert.Matches("value=\"could-be\" checked", nurse.Page);
        Assert.Matches("I could be[^<]*, found by a practitioner", nurse.Page);
    }

    [Fact]
    public async Task Takes_answers_that_contradict_each_other_for_unknown_until_one_is_put_right()
    {
        var chart = contradictory;
        using var nurse = await Clinic.Enter(Clinic.Nurse);
        await nurse.Get(chart.Decision);
        Assert.Contains("Answers that contradict each other", nurse.Page, StringComparison.Ordinal);
        Assert.Contains("Never isotretinoin does not go with a date of the last capsule.", nurse.Page, StringComparison.Ordinal);
        Assert.Contains("missing", nurse.Heading, StringComparison.Ordinal);

        // The same again is refused beside the field with the other answer, and nothing typed is lost.
        var ask = $"{chart.Decision}/ask/isotretinoin";
        (string, string)[] no = [("v", "no"), ("source", "record"), ("on", "2026-11-01")];
        await nurse.Get(ask);
        await nurse.SubmitOnly(ask, no);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nurse.Status);
        Assert.Contains("March 2026", nurse.Page, StringComparison.Ordinal);
        Assert.Contains($"{chart.Decision}/ask/isotretinoin-last", nurse.Page, StringComparison.Ordinal);
        Assert.Contains("value=\"2026-11-01\"", nurse.Page, StringComparison.Ordinal);
        Assert.Matches("value=\"no\" checked", nurse.Page);
        await nurse.SubmitOnly(ask, [.. no, ("go", "keep")]);
        Assert.Equal(HttpStatusCode.SeeOther, nurse.Status);
        await nurse.Get(chart.Decision);
        Assert.DoesNotContain("Answers that contradict each other", nurse.Page, StringComparison.Ordinal);
        await nurse.Get($"{ask}-last");
        Assert.Contains("March 2026", nurse.Page, StringComparison.Ordinal); // what was said first stays to be read
    }

    /// <summary>Sends the form of one rule; the page may have several to the same address.</summary>
    private static async Task Sign(Visitor visitor, Chart chart, string rule, params (string, string)[] fields)
    {
        var hidden = visitor.Hidden($"{chart.Decision}/overrides").Where(field => field.Name != "rule");
        await visitor.Post($"{chart.Decision}/overrides", [.. hidden, ("rule", rule), .. fields]);
        if (visitor.Status == HttpStatusCode.SeeOther) await visitor.Get(chart.Decision);
    }

    /// <summary>One clinic with a patient for each test.</summary>
    public sealed class Charts : IAsyncLifetime
    {
        internal Practice Practice { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Practice = await Practice.Open("SQLite", null, [missing, absolute, pregnant, late, patched, plain, unsure, wished, unexamined, contradictory, .. letters.Values]);

        public ValueTask DisposeAsync() => Practice.DisposeAsync();
    }
}
