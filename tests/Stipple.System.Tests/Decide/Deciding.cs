using System.Net;
using Stipple.System.Tests.Host;
using Stipple.System.Tests.Records;
using Stipple.System.Tests.SignIn;

namespace Stipple.System.Tests.Decide;

/// <summary>A decision is read, answered, overridden and asked about, over HTTP.</summary>
public sealed class Deciding(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    private const string Reason = "One flat scar after an operation thirty years ago, and none since.";

    private static readonly (string, string)[] keloid = [("keloid", "yes"), ("keloid-cause", "operation"), ("keloid-zones", "chest")];
    private static readonly (string, string)[] prone = [.. keloid, ("keloid-number", "several")];

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Asks_for_what_is_missing_and_takes_an_override_only_from_whom_the_rule_names(string database)
    {
        await using var practice = await Practice.Open(database, cluster, [.. keloid, ("hsv-history", Practice.Unanswered)]);
        using var nurse = await practice.Enter(practice.Nurse);
        await nurse.Get(practice.Decision);
        Assert.Contains("One answer is missing", nurse.Heading, StringComparison.Ordinal);
        Assert.Contains("Cold sores in the past", nurse.Page, StringComparison.Ordinal);

        // The missing answer: nothing chosen is asked again with what was typed, and what is chosen is kept with who took it.
        var ask = $"{practice.Decision}/ask/hsv-history";
        await nurse.Get(ask);
        await nurse.SubmitOnly(ask, ("source", "record"), ("on", "2026-01-05"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nurse.Status);
        Assert.Contains("""value="2026-01-05" """, nurse.Page, StringComparison.Ordinal);
        await nurse.Submit(ask, ("v", Records.Evidence.Shipped.FindQuestion("hsv-history")!.Domain.Options is [var first, ..] ? first : "no"), ("source", "record"), ("on", "2026-01-05"));
        Assert.Equal(practice.Decision, nurse.Path);
        Assert.Contains("A dermatologist decides first", nurse.Heading, StringComparison.Ordinal);

        // A nurse is no dermatologist, however the form is sent.
        await nurse.SubmitOnly($"{practice.Decision}/overrides", ("rule", "keloid-history"), ("as", "practitioner"), ("reason", Reason));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nurse.Status);
        Assert.Contains("This rule needs a dermatologist", nurse.Page, StringComparison.Ordinal);
        Assert.Contains(Reason, nurse.Page, StringComparison.Ordinal);
        await nurse.SubmitOnly($"{practice.Decision}/overrides", ("rule", "keloid-history"), ("as", "dermatology"), ("reason", Reason));
        Assert.Contains("None of your licences", nurse.Page, StringComparison.Ordinal);
        await nurse.SubmitOnly($"{practice.Decision}/overrides", ("rule", "keloid-history"), ("as", "outside"), ("outside", "jonas aumann"), ("credential", "dermatology"), ("reason", Reason));
        Assert.Contains("works here, and signs themselves", nurse.Page, StringComparison.Ordinal);

        using var dermatologist = await practice.Enter(practice.Dermatologist);
        await dermatologist.Get(practice.Decision);
        await dermatologist.SubmitOnly($"{practice.Decision}/overrides", ("rule", "keloid-history"), ("as", "dermatology"), ("reason", "because"));
        Assert.Contains("at least a sentence", dermatologist.Page, StringComparison.Ordinal);
        await dermatologist.Submit($"{practice.Decision}/overrides", ("rule", "keloid-history"), ("as", "dermatology"), ("reason", Reason));
        Assert.Contains("Nothing stands against planning", dermatologist.Page, StringComparison.Ordinal);

        // Another answer makes another case: what was taken on then does not count for it, and the earlier answer is still to be read.
        ask = $"{practice.Decision}/ask/keloid-cause";
        await nurse.Get(ask);
        await nurse.Submit(ask, ("v", "acne-or-chickenpox"), ("source", "practitioner"), ("on", $"{Today.Date:yyyy-MM-dd}"));
        Assert.DoesNotContain("Nothing stands against planning", nurse.Page, StringComparison.Ordinal);
        Assert.Contains("Do not treat", nurse.Page, StringComparison.Ordinal);
        await nurse.Get(ask);
        Assert.Contains("Answered before", nurse.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_two_persons_for_an_absolute_and_each_signs_for_themselves()
    {
        await using var practice = await Practice.Open("SQLite", null, prone);
        using var first = await practice.Enter(practice.Dermatologist);
        await first.Get(practice.Decision);
        foreach (var rule in Rules(first)) await Override(first, rule);
        Assert.Contains("one more person, a dermatologist, has to sign", first.Page, StringComparison.Ordinal);
        await first.SubmitOnly($"{practice.Decision}/overrides", ("rule", "keloid-history/prone"), ("as", "dermatology"), ("reason", Reason));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, first.Status);
        Assert.Contains("the next has to be another person", first.Page, StringComparison.Ordinal);

        using var second = await practice.Enter(practice.SecondDermatologist);
        await second.Get(practice.Decision);
        await Override(second, "keloid-history/prone");
        Assert.Contains("Nothing stands against planning", second.Page, StringComparison.Ordinal);

        async Task Override(Visitor visitor, string rule) =>
            await visitor.Submit($"{practice.Decision}/overrides", ("rule", rule), ("as", "dermatology"), ("reason", Reason));

        static string[] Rules(Visitor visitor) =>
            [.. Records.Evidence.Shipped.All.Select(rule => rule.Id).Where(id => visitor.Page.Contains($"""name="rule" value="{id}" """.TrimEnd(), StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Never_lets_a_rule_be_overridden_that_nobody_may_or_that_does_not_stand()
    {
        await using var practice = await Practice.Open("SQLite", null, ("pregnant", "yes"), ("hsv-history", Practice.Unanswered));
        using var dermatologist = await practice.Enter(practice.Dermatologist);
        await dermatologist.Get(practice.Decision);
        Assert.Contains("nobody may override it", dermatologist.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("""name="rule" value="pregnancy" """.TrimEnd(), dermatologist.Page, StringComparison.Ordinal);
        var hidden = dermatologist.Hidden("/sign-out");
        foreach (var (rule, says) in new[] { ("pregnancy", "Nobody may override this rule"), ("herpes-simplex-history", "there is nothing to override"), ("keloid-history", "there is nothing to override") })
        {
            await dermatologist.Post($"{practice.Decision}/overrides", [.. hidden, ("rule", rule), ("as", "dermatology"), ("reason", Reason)]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, dermatologist.Status);
            Assert.Contains(says, dermatologist.Page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Takes_an_override_only_with_a_fresh_proof_and_keeps_what_was_typed()
    {
        await using var practice = await Practice.Open("SQLite", null, keloid);
        using var dermatologist = await practice.Enter(practice.Dermatologist, TimeSpan.FromMinutes(6));
        await dermatologist.Get(practice.Decision);
        await dermatologist.SubmitOnly($"{practice.Decision}/overrides", ("rule", "keloid-history"), ("as", "dermatology"), ("reason", Reason));
        Assert.Equal(HttpStatusCode.Unauthorized, dermatologist.Status);
        Assert.Contains(Reason, dermatologist.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("no", false)]
    [InlineData("unclear", false)]
    public async Task Writes_a_letter_and_counts_a_reply_that_agrees(string agrees, bool settles)
    {
        await using var practice = await Practice.Open("SQLite", null, keloid);
        using var nurse = await practice.Enter(practice.Nurse);
        await nurse.Get($"{practice.Decision}/referrals/new");
        Assert.Contains("Ida Kornfeld, born 5 May 1985", nurse.Page, StringComparison.Ordinal);
        Assert.Contains("Personal history of keloid", nurse.Page, StringComparison.Ordinal);
        await nurse.SubmitOnly($"{practice.Decision}/referrals", ("to", ""), ("rules", "keloid-history"), ("letter", "Dear colleague, do you agree?"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nurse.Status);
        Assert.Contains("Dear colleague, do you agree?", nurse.Page, StringComparison.Ordinal);
        await nurse.Submit($"{practice.Decision}/referrals", ("to", "Dr Quint"), ("rules", "keloid-history"), ("letter", "Dear colleague, do you agree?"));
        Assert.Contains("Letter to Dr Quint", nurse.Heading, StringComparison.Ordinal);
        await nurse.Submit($"{nurse.Path}/reply", ("from", "Dr Quint"), ("credential", "dermatology"), ("agrees", agrees), ("says", "As you describe it."));
        await nurse.Get(practice.Decision);
        Assert.Equal(settles, nurse.Page.Contains("Nothing stands against planning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Offers_a_test_patch_where_a_rule_asks_for_one_and_takes_its_reading()
    {
        await using var practice = await Practice.Open("SQLite", null, keloid);
        using var nurse = await practice.Enter(practice.Nurse);
        await nurse.Get(practice.Decision);
        (string, string)[] patch = [("site", "cheek-right"), ("product", "sterile gel, lot 7"), ("on", $"{Today.Date:yyyy-MM-dd}")];
        await nurse.SubmitOnly($"{practice.Decision}/patches", [.. patch, ("depth", "2.5")]);
        Assert.Contains("The tables allow at most 2 mm there", nurse.Page, StringComparison.Ordinal);
        await nurse.SubmitOnly($"{practice.Decision}/patches", [.. patch, ("depth", "0.5")]);
        Assert.Equal(HttpStatusCode.SeeOther, nurse.Status);
        await nurse.Get(practice.Decision);
        var read = practice.Decision + "/patches/" + nurse.Between($"action=\"{practice.Decision}/patches/", "\"");
        await nurse.SubmitOnly(read, ("settled", "yes"), ("seen", "Pale after two days"));
        Assert.Equal(HttpStatusCode.SeeOther, nurse.Status);
        await nurse.Get(practice.Decision);
        Assert.Contains("settled as expected", nurse.Page, StringComparison.Ordinal);
        Assert.Contains("A dermatologist decides first", nurse.Heading, StringComparison.Ordinal); // a patch overrides nothing
    }

    [Fact]
    public async Task Offers_no_test_patch_where_no_rule_asks_for_one()
    {
        await using var practice = await Practice.Open("SQLite", null);
        using var nurse = await practice.Enter(practice.Nurse);
        await nurse.Get(practice.Decision);
        Assert.DoesNotContain("Test patches", nurse.Page, StringComparison.Ordinal);
        await nurse.Post($"{practice.Decision}/patches", [.. nurse.Hidden("/sign-out"), ("site", "cheek-right"), ("depth", "0.5"), ("product", "gel"), ("on", $"{Today.Date:yyyy-MM-dd}")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nurse.Status);
    }
}
