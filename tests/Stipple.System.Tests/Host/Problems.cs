using System.Net;
using System.Text;

namespace Stipple.System.Tests.Host;

/// <summary>What does not work says so in plain words, and repeats nothing of what was sent.</summary>
public sealed class Problems(Served served)
{
    private const string Planted = "zq7<script>alert(1)</script>";

    [Theory]
    [InlineData("GET", "/nothing-here", 404, "There is no such page")]
    [InlineData("GET", "/check/keloid", 404, "There is no such page")]
    [InlineData("GET", "/assets/", 404, "There is no such page")]
    [InlineData("PUT", "/check", 405, "That does not work here")]
    [InlineData("DELETE", "/", 405, "That does not work here")]
    [InlineData("POST", "/evidence", 405, "That does not work here")]
    public async Task A_request_that_does_not_work_gets_a_page_in_plain_words(string method, string path, int status, string heading)
    {
        using var content = new StringContent(Planted);
        var (answer, body) = await served.Send(new HttpMethod(method), $"{path}?{Uri.EscapeDataString(Planted)}", method == "GET" ? null : content);
        IsProblem(answer, body, status, heading);
    }

    [Fact]
    public async Task An_address_with_code_in_it_is_not_repeated()
    {
        var (answer, body) = await served.Send(HttpMethod.Get, "/" + Uri.EscapeDataString(Planted));
        IsProblem(answer, body, 404, "There is no such page");
    }

    [Fact]
    public async Task More_than_a_form_can_hold_is_refused()
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create(Planted, new string('x', 200_000))]);
        var (answer, body) = await served.Send(HttpMethod.Post, "/check", content);
        IsProblem(answer, body, 413, "That was too much at once");
    }

    [Theory]
    [InlineData(300, 5)]
    [InlineData(1, 5000)]
    public async Task More_fields_or_longer_ones_than_the_interview_has_are_refused(int count, int length)
    {
        using var content = new FormUrlEncodedContent(Enumerable.Range(0, count).Select(i => KeyValuePair.Create($"zq7{i}", new string('x', length))));
        var (answer, body) = await served.Send(HttpMethod.Post, "/check", content);
        IsProblem(answer, body, 400, "We could not read that");
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/json", 415)]
    [InlineData("multipart/form-data", 400)]
    [InlineData("multipart/form-data; boundary=zq7", 400)]
    [InlineData("nonsense", 415)]
    [InlineData(null, 415)]
    public async Task Something_other_than_a_form_is_refused(string? type, int status)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes($"at={Planted}"));
        if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
        var (answer, body) = await served.Send(HttpMethod.Post, "/check", content);
        IsProblem(answer, body, status, "We could not read that");
    }

    private static void IsProblem(HttpResponseMessage answer, string body, int status, string heading)
    {
        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"<h1>{heading}</h1>", body, StringComparison.Ordinal);
        Assert.DoesNotContain("zq7", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\b[45]\d\d\b", new CheckSheet(answer.StatusCode, body).Text);
    }
}
