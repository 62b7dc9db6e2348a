using System.Text;

namespace Stipple.Tests;

/// <summary>A case that is not one is refused with its line, its place, what stood there and what is allowed.</summary>
public sealed class CaseRefusals
{
    private const string Head = "{\n\"asOf\": \"2026-11-23\",\n\"plan\": { \"on\": \"2026-11-30\", \"sites\": [{ \"site\": \"nose\", \"depthMm\": 1 }] },\n";

    [Theory]
    [InlineData("\"rash\": \"perhaps\"", "answers.rash", "\"perhaps\"", "yes, no or unknown")]
    [InlineData("\"rash\": 1", "answers.rash", "1", "yes, no or unknown")]
    [InlineData("\"rash\": null", "answers.rash", "null", "yes, no or unknown")]
    [InlineData("\"rash\": []", "answers.rash", "a list", "yes, no or unknown")]
    [InlineData("\"fever\": true", "answers", "\"fever\"", "ids of questions.tsv")]
    [InlineData("\"plan.depth\": 1", "answers", "\"plan.depth\"", "ids of questions.tsv")]
    [InlineData("\"rash\": true, \"rash\": true", "answers", "\"rash\"", "each property once")]
    [InlineData("\"smoker\": \"often\"", "answers.smoker", "\"often\"", "one of no, past, now, not-sure, or unknown")]
    [InlineData("\"smoker\": [\"now\"]", "answers.smoker", "a list", "one of no, past, now, not-sure, or unknown")]
    [InlineData("\"tablets\": [\"red\", \"pink\"]", "answers.tablets", "\"pink\"", "a list of red, blue, green (an empty list for none of these), or unknown")]
    [InlineData("\"tablets\": [\"red\", \"red\"]", "answers.tablets", "\"red\"", "a list of red, blue, green")]
    [InlineData("\"tablets\": [\"unknown\"]", "answers.tablets", "\"unknown\"", "a list of red, blue, green")]
    [InlineData("\"tablets\": \"red\"", "answers.tablets", "\"red\"", "a list of red, blue, green")]
    [InlineData("\"tablets\": [[\"red\"]]", "answers.tablets", "a list", "a text")]
    [InlineData("\"rash-zones\": [\"face\"]", "answers.rash-zones", "\"face\"", "a list of nose, cheek, throat, hand")]
    [InlineData("\"inr\": 99", "answers.inr", "99", "a number from 0.5 to 15 INR, or unknown")]
    [InlineData("\"inr\": 0.4", "answers.inr", "0.4", "a number from 0.5 to 15 INR, or unknown")]
    [InlineData("\"inr\": \"NaN\"", "answers.inr", "\"NaN\"", "a number from 0.5 to 15 INR, or unknown")]
    [InlineData("\"inr\": \" 3\"", "answers.inr", "\" 3\"", "a number from 0.5 to 15 INR, or unknown")]
    [InlineData("\"inr\": 1e99", "answers.inr", "1e99", "a number from 0.5 to 15 INR, or unknown")]
    [InlineData("\"inr\": true", "answers.inr", "true", "a number from 0.5 to 15 INR, or unknown")]
    [InlineData("\"healed\": \"2026-02-30\"", "answers.healed", "\"2026-02-30\"", "a day (2026-05-14), a month (2026-05), a year (2026)")]
    [InlineData("\"healed\": \"2026-11-24\"", "answers.healed", "\"2026-11-24\"", "a date that is not after asOf (2026-11-23)")]
    [InlineData("\"healed\": \"2026-12\"", "answers.healed", "\"2026-12\"", "a date that is not after asOf (2026-11-23)")]
    [InlineData("\"healed\": 20261101", "answers.healed", "20261101", "a day (2026-05-14)")]
    [InlineData("\"rash\": { \"source\": \"patient\" }", "answers.rash", "no value", "yes, no or unknown")]
    [InlineData("\"rash\": { \"value\": \"yes\", \"mood\": 1 }", "answers.rash", "\"mood\"", "value, source and at")]
    [InlineData("\"rash\": { \"value\": { \"value\": \"yes\" } }", "answers.rash", "an object", "yes, no or unknown")]
    [InlineData("\"rash\": { \"value\": \"yes\", \"source\": \"neighbour\" }", "answers.rash.source", "\"neighbour\"", "patient, practitioner or record")]
    [InlineData("\"rash\": { \"value\": \"yes\", \"at\": \"yesterday\" }", "answers.rash.at", "\"yesterday\"", "a day, such as")]
    [InlineData("\"rash\": { \"value\": \"yes\", \"at\": \"2026-11-24\" }", "answers.rash.at", "\"2026-11-24\"", "a day that is not after asOf (2026-11-23)")]
    public void An_answer(string answers, string place, string found, string allowed) => Refused($"{Head}\"answers\": {{\n{answers}\n}}\n}}", 5, place, found, allowed);

    [Theory]
    [InlineData("\"on\": \"2026-11-22\", \"sites\": [{ \"site\": \"nose\" }]", "plan.on", "\"2026-11-22\"", "a day that is not before asOf (2026-11-23)")]
    [InlineData("\"on\": \"23.11.2026\", \"sites\": [{ \"site\": \"nose\" }]", "plan.on", "\"23.11.2026\"", "a day, such as")]
    [InlineData("\"on\": \"2026-11-23\", \"sites\": []", "plan.sites", "a list", "at least one of nose, cheek, throat, hand")]
    [InlineData("\"on\": \"2026-11-23\", \"sites\": \"nose\"", "plan.sites", "\"nose\"", "a list of sites")]
    [InlineData("\"on\": \"2026-11-23\", \"sites\": [\"nose\"]", "plan.sites", "\"nose\"", "an object with site and depthMm")]
    [InlineData("\"on\": \"2026-11-23\", \"sites\": [{ \"site\": \"belly\" }]", "plan.sites.site", "\"belly\"", "one of nose, cheek, throat, hand, or a whole region: face, neck, hands")]
    [InlineData("\"on\": \"2026-11-23\", \"sites\": [{ \"depthMm\": 1 }]", "plan.sites.site", "nothing", "one of nose, cheek, throat, hand")]
    [InlineData("\"on\": \"2026-11-23\", \"sites\": [{ \"site\": \"nose\" }, { \"site\": \"nose\" }]", "plan.sites", "\"nose\" again", "each site once")]
    [InlineData("\"on\": \"2026-11-23\", \"sites\": [{ \"site\": \"nose\" }, { \"site\": \"face\" }]", "plan.sites", "\"nose\" again", "each site once")]
    [InlineData("\"on\": \"2026-11-23\", \"sites\": [{ \"site\": \"nose\", \"depthMm\": 0 }]", "plan.sites.depthMm", "0", "a depth above 0 and at most 3 mm, or unknown")]
    [InlineData("\"on\": \"2026-11-23\", \"sites\": [{ \"site\": \"nose\", \"depthMm\": 3.5 }]", "plan.sites.depthMm", "3.5", "a depth above 0 and at most 3 mm, or unknown")]
    [InlineData("\"on\": \"2026-11-23\", \"sites\": [{ \"site\": \"nose\", \"depthMm\": \"NaN\" }]", "plan.sites.depthMm", "\"NaN\"", "a depth above 0 and at most 3 mm, or unknown")]
    [InlineData("\"on\": \"2026-11-23\", \"sites\": [{ \"site\": \"nose\", \"depthMm\": null }]", "plan.sites.depthMm", "null", "a depth above 0 and at most 3 mm, or unknown")]
    [InlineData("\"on\": \"2026-11-23\", \"sites\": [{ \"site\": \"nose\", \"angle\": 1 }]", "plan.sites", "\"angle\"", "site and depthMm")]
    [InlineData("\"depth\": 1", "plan", "\"depth\"", "on, sites, device, topical, anaesthetic, prp, indication, purpose")]
    [InlineData("\"device\": \"laser\"", "plan.device", "\"laser\"", "one of pen, rf, or unknown")]
    [InlineData("\"indication\": \"beauty\"", "plan.indication", "\"beauty\"", "one of lines, scar, or unknown")]
    [InlineData("\"device\": \"pen\", \"device\": \"pen\"", "plan", "\"device\"", "each property once")]
    public void A_plan(string plan, string place, string found, string allowed) =>
        Refused($"{{\n\"asOf\": \"2026-11-23\",\n\"plan\": {{\n{plan}\n}}\n}}", 4, place, found, allowed);

    [Theory]
    [InlineData("\"policy\": { \"moon\": 1 }", "policy", "\"moon\"", "inr-limit, rest-days")]
    [InlineData("\"policy\": { \"inr-limit\": 9 }", "policy.inr-limit", "9", "a number from 2 to 5 INR")]
    [InlineData("\"policy\": { \"inr-limit\": \"unknown\" }", "policy.inr-limit", "\"unknown\"", "a policy is never unknown; leave it out for its default")]
    [InlineData("\"by\": { \"setting\": \"spa\" }", "by.setting", "\"spa\"", "one of clinic, hospital, or unknown")]
    [InlineData("\"by\": []", "by", "a list", "an object with setting")]
    [InlineData("\"mood\": 1", "the case", "\"mood\"", "id, asOf, plan, by, policy and answers")]
    [InlineData("\"asOf\": \"2026-11-23\"", "the case", "\"asOf\"", "each property once")]
    [InlineData("\"id\": \"\"", "id", "\"\"", "a text of 1 to 100 characters, none of them a control character")]
    [InlineData("\"id\": \"a\\tb\"", "id", "\"a\tb\"", "a text of 1 to 100 characters, none of them a control character")]
    [InlineData("\"id\": 17", "id", "17", "a text")]
    public void The_rest(string property, string place, string found, string allowed) => Refused($"{Head}{property}\n}}", 4, place, found, allowed);

    [Theory]
    [InlineData("{\n}", 2, "asOf", "nothing", "the day of the decision")]
    [InlineData("{\n\"asOf\": \"2026-11-23\" }", 2, "plan.on", "nothing", "the day of the planned treatment")]
    [InlineData("{\n\"asOf\": \"2026-11-23\",\n\"plan\": { \"on\": \"2026-11-23\" } }", 3, "plan.sites", "nothing", "at least one of nose")]
    [InlineData("{\n\"asOf\": null }", 2, "asOf", "null", "a day, such as")]
    [InlineData("{\n\"asOf\": \"2026-02-29\" }", 2, "asOf", "\"2026-02-29\"", "a day, such as")]
    [InlineData("null", 1, "the case", "null", "an object with id, asOf, plan, by, policy and answers")]
    [InlineData("[]", 1, "the case", "a list", "an object with id, asOf, plan, by, policy and answers")]
    [InlineData("", 1, "JSON", "text that is not JSON", "a case")]
    [InlineData("{\n\"asOf\"\n}", 3, "JSON", "text that is not JSON", "a case")]
    [InlineData("{\n\n'asOf': 1 }", 3, "JSON", "text that is not JSON", "a case")]
    [InlineData("{ // no\n}", 1, "JSON", "text that is not JSON", "a case")]
    public void What_is_no_case_at_all(string json, int line, string place, string found, string allowed) => Refused(json, line, place, found, allowed);

    [Theory]
    [InlineData("{}")]
    [InlineData("x")]
    [InlineData(",")]
    public void Text_after_the_case(string tail) => Refused($"{Head}\"answers\": {{}} }}\n{tail}", 5, "JSON", "text that is not JSON", "a case");

    [Fact]
    public void Nesting_without_end() => Refused($"{Head}\"answers\": {{ \"tablets\": {new string('[', 5000)}", 4, "answers.tablets", "a list", "a text");

    [Fact]
    public void Nesting_in_place_of_the_case() => Refused(string.Concat(Enumerable.Repeat("{\"plan\":", 5000)), 1, "plan", "\"plan\"", "on, sites, device");

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\u00ff")]
    public void Letters_that_are_no_text(string letters)
    {
        var bytes = Encoding.Latin1.GetBytes($"{Head}\"answers\": {{\n\"smoker\": \"{letters}\" }} }}");
        var mistake = Assert.Throws<CaseException>(() => CaseFormat.Read(bytes, Scene.Small));
        Assert.Equal(("JSON", "text that is not JSON"), (mistake.Place, mistake.Found));
        Assert.Equal(5, mistake.Line);
    }

    private static void Refused(string json, int line, string place, string found, string allowed)
    {
        var mistake = Assert.Throws<CaseException>(() => CaseFormat.Read(Encoding.UTF8.GetBytes(json), Scene.Small));
        Assert.Equal((line, place, found), (mistake.Line, mistake.Place, mistake.Found));
        Assert.Contains(allowed, mistake.Allowed, StringComparison.Ordinal);
        Assert.Equal($"line {line}, {place}: found {found}, expected {mistake.Allowed}", mistake.Message);
    }
}
