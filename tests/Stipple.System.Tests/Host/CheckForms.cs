using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Stipple.System.Tests.Host;

/// <summary>Forms that no honest browser sends.</summary>
public sealed class CheckForms(Served served)
{
    private const string Script = "<script>x9</script>";

    private static readonly string[] Names =
    [
        "at", "go", "v", "v.day", "v.month", "v.year", "regions", "a.", "a", "", "a.nothing", "A.keloid", "__proto__", "a.keloid\0", "a.inr",
        .. Cases.Rules.Questions.Select(question => "a." + question.Id),
    ];

    private static readonly string[] Values =
    [
        "", "yes", "no", "unknown", "none", "about", "never", "next", "back", "list", "start", "edit regions", "edit keloid", "edit nothing", "edit ", "regions",
        "face", "face hands", "face face", "forehead", "2026", "2026-02-31", "0001", "9999-12-31", "2026-13", "2025-10/2026-02", "2026/2025", "-1", "1e9", "NaN", "31", "02", "99999999999999999999",
        Script, "\"><img src=x onerror=x9>", "\0\u0001", "\uFFFD\uD83D\uDE00", "%00", "'; DROP TABLE", "../../etc/passwd", new('x', 1500),
        .. Cases.Rules.Questions.Select(question => question.Id), .. Cases.Rules.Questions.SelectMany(question => question.Domain.Options).Distinct(StringComparer.Ordinal),
    ];

    [Fact]
    public async Task Two_thousand_forms_at_random_never_break_a_page_nor_come_back_as_code()
    {
        var random = new Random(20261123);
        for (var i = 0; i < 2000; i++)
        {
            using var content = i % 10 == 9 ? Bytes(random) : Form(random);
            var (answer, body) = await served.Send(HttpMethod.Post, "/check", content);
            Assert.True((int)answer.StatusCode < 500, $"Form {i} of this seed: {answer.StatusCode}\n{body}");
            Assert.False(body.Contains("<script>", StringComparison.OrdinalIgnoreCase) || body.Contains("<img", StringComparison.OrdinalIgnoreCase), $"Form {i} of this seed came back as code:\n{body}");
            Assert.Contains("</html>", body, StringComparison.Ordinal);
            Assert.Null(answer.Headers.Location);
        }
    }

    [Theory]
    [InlineData("v")]
    [InlineData("v.day")]
    [InlineData("v.month")]
    [InlineData("v.year")]
    [InlineData("at")]
    [InlineData("go")]
    [InlineData("regions")]
    [InlineData("a.hsv-healed")]
    [InlineData("a.<script>x9</script>")]
    public async Task Code_in_any_field_stays_text(string field)
    {
        foreach (var at in new[] { "hsv-healed", "keloid", "regions", "acne-zones" })
        {
            var page = await served.Check(("regions", "face"), ("at", at), (field, Script), (field, "\"><svg onload=x9>"), ("go", "next"));
            Assert.DoesNotContain("<script>", page.Html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("\"><svg onload", page.Html, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task An_answer_that_contradicts_an_earlier_one_is_not_taken_and_either_can_be_changed_or_taken_back()
    {
        (string, string)[] state = [("regions", "face"), ("a.isotretinoin", "past")];
        var page = await served.Check([.. state, ("at", "isotretinoin-last"), ("v", "never"), ("go", "next")]);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "isotretinoin-last"), (page.Status, page.At));
        Assert.Contains("Isotretinoin in the past does not go with a last capsule that was never taken.", page.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"edit isotretinoin\"", page.Html, StringComparison.Ordinal);
        Assert.Matches("value=\"never\" checked", page.Html);
        foreach (var go in new[] { "list", "back", "edit isotretinoin" })
            Assert.DoesNotContain("isotretinoin-last", (await served.Check(page.Fields(go, [("v", "never")]))).Answers.Keys);

        // Keeping it takes the earlier one back, which is asked again because it still matters.
        var kept = await served.Check(page.Fields("keep", [("v", "never")]));
        Assert.DoesNotContain("isotretinoin", kept.Answers.Keys);
        Assert.Contains("isotretinoin-last", kept.Answers.Keys);

        // A state that contradicts itself, as no page makes one, is asked again.
        var forged = await served.Check([.. state, ("a.isotretinoin-last", "never"), ("go", "next")]);
        Assert.Equal(HttpStatusCode.OK, forged.Status);
        Assert.False(forged.IsList);
    }

    [Theory]
    [InlineData("keloid", "perhaps")]
    [InlineData("keloid", "yes no")]
    [InlineData("zoster", "healed")]
    [InlineData("acne-zones", "cheek-right elbow")]
    [InlineData("hsv-healed", "2026-02-30")]
    [InlineData("hsv-healed", "soon")]
    [InlineData("antithrombotics", "warfarin warfarin")]
    public async Task An_answer_that_the_tables_do_not_allow_is_dropped_and_asked_again(string question, string value)
    {
        var opened = question switch
        {
            "acne-zones" => ("a.acne-now", "many"),
            "hsv-healed" => ("a.hsv-history", "yes"),
            _ => ("a.eczema", "no"),
        };
        var page = await served.Check([("regions", "face"), opened, ($"a.{question}", value), ("go", "next")]);
        for (var pages = 0; page.At != question; pages++)
        {
            Assert.True(pages < 60 && !page.IsList, $"{question} was not asked again.");
            page = await served.Check(page.Fields("next", ("v", "unknown")));
        }

        Assert.DoesNotContain(question, page.Answers.Keys);
    }

    [Fact]
    public async Task A_question_for_the_practitioner_cannot_be_answered_by_a_reader()
    {
        var page = await served.Check(("regions", "face"), ("a.inr", "2.5"), ("a.hts-state", "mature"), ("at", "inr"), ("v", "2.5"), ("go", "next"));
        Assert.Empty(page.Answers);
    }

    [Fact]
    public async Task Regions_that_are_none_are_asked_again() =>
        Assert.Equal("regions", (await served.Check(("regions", "elbow knee"), ("a.keloid", "no"), ("go", "next"))).At);

    [Fact]
    public async Task Nothing_that_was_answered_stands_in_an_address()
    {
        var page = await served.Check(("regions", "face"), ("a.keloid", "yes"), ("at", "warning-signs"), ("v", "spreading-redness"), ("go", "next"));
        Assert.True(page.IsList);
        Assert.DoesNotMatch("(?:href|action|src)=\"[^\"]*(?:keloid|face|spreading|yes)", page.Html);
        Assert.DoesNotMatch("<form(?![^>]* method=\"post\" action=\"/check\")", page.Html);
    }

    private static FormUrlEncodedContent Form(Random random) =>
        new(Enumerable.Range(0, random.Next(0, random.Next(20) == 0 ? 400 : 30)).Select(_ => KeyValuePair.Create(Pick(random, Names), Mutate(random, Pick(random, Values)))));

    private static ByteArrayContent Bytes(Random random)
    {
        var bytes = new byte[random.Next(3000)];
        random.NextBytes(bytes);
        byte[] broken = random.Next(2) == 0 ? [] : Encoding.ASCII.GetBytes("at=keloid&v=%ff%fe&v=%&=&&a.keloid=%zz&");
        var content = new ByteArrayContent([.. broken, .. bytes]);
        string?[] types = ["application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-16", "multipart/form-data; boundary=a", "text/plain", "image/png", null];
        if (Pick(random, types) is { } type) content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    private static string Mutate(Random random, string value)
    {
        if (value.Length == 0 || random.Next(4) != 0) return value;
        var at = random.Next(value.Length);
        return random.Next(3) switch
        {
            0 => value[..at] + (char)random.Next(1, 0xD7FF) + value[at..],
            1 => value.Remove(at, 1),
            _ => value + " " + value,
        };
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
