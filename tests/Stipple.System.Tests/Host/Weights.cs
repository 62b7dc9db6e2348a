namespace Stipple.System.Tests.Host;

/// <summary>Pages arrive over a bad connection: they stay small.</summary>
public sealed class Weights(Served served)
{
    private const int Page = 60_000;
    private const int WholeList = 150_000;
    private const int PackedEvidence = 150_000;

    [Theory]
    [InlineData("/")]
    [InlineData("/check")]
    public async Task A_page_weighs_under_60_kilobytes(string path)
    {
        var bytes = await served.Client.GetByteArrayAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.InRange(bytes.Length, 1000, Page);
    }

    [Fact]
    public async Task The_longest_question_weighs_under_60_kilobytes_and_the_list_of_somebody_with_every_condition_under_150()
    {
        var all = Cases.Rules.Questions.Where(question => question.AskedOf == "patient")
            .Select(question => ($"a.{question.Id}", Remarkable(question)));
        (string, string)[] state = [("regions", "unknown"), .. all];
        var list = await served.Check([.. state, ("go", "list")]);
        Assert.True(list.IsList);
        Assert.InRange(list.Html.Length, 10_000, WholeList);
        var question = await served.Check([.. state, ("go", "edit acne-zones")]);
        Assert.Equal("acne-zones", question.At);
        Assert.InRange(question.Html.Length, 1000, Page);
    }

    [Fact]
    public async Task The_evidence_weighs_under_150_kilobytes_packed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/evidence") { Headers = { { "Accept-Encoding", "br, gzip" } } };
        using var answer = await served.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.NotEmpty(answer.Content.Headers.ContentEncoding);
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length, 1000, PackedEvidence);
    }

    private static string Remarkable(Assess.Question question) => question.Domain.Type switch
    {
        Assess.QuestionType.YesNo => "yes",
        Assess.QuestionType.Choice => question.Domain.Options[^1],
        Assess.QuestionType.Date => Today.Iso,
        _ => string.Join(' ', question.Domain.Options),
    };
}
