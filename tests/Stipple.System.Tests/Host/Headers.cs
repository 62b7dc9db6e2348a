namespace Stipple.System.Tests.Host;

/// <summary>What every answer tells the browser, whatever was asked.</summary>
public sealed class Headers(Served served)
{
    public static TheoryData<string, string> Requests => new()
    {
        { "GET", "/" }, { "GET", "/check" }, { "POST", "/check" }, { "GET", "/evidence" }, { "GET", "/health/live" },
        { "GET", "/nothing-here" }, { "PUT", "/check" }, { "GET", "/assets/nothing.css" }, { "HEAD", "/" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Every_answer_forbids_what_the_pages_do_not_need(string method, string path)
    {
        using var content = method == "POST" ? new FormUrlEncodedContent([]) : null;
        var (answer, _) = await served.Send(new HttpMethod(method), path, content);
        var policy = Header(answer, "Content-Security-Policy");
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        foreach (var rule in new[] { "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'", "require-trusted-types-for 'script'" })
            Assert.Contains(rule, policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("*", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.False(answer.Headers.Contains("Server"), "The server does not say what it is.");
        Assert.False(answer.Headers.Contains("X-Powered-By"), "The server does not say what it is.");
        Assert.False(answer.Headers.Contains("Set-Cookie"), "No page sets a cookie.");
        Assert.True(answer.Headers.CacheControl is { Private: true, NoCache: true, Public: false }, $"Cache-Control: {answer.Headers.CacheControl}");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/check")]
    [InlineData("/evidence")]
    [InlineData("/health/live")]
    [InlineData("/nothing-here")]
    public async Task HEAD_answers_as_GET_does_without_a_body(string path)
    {
        var (get, _) = await served.Send(HttpMethod.Get, path);
        var (head, body) = await served.Send(HttpMethod.Head, path);
        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal("", body);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/check")]
    [InlineData("/evidence")]
    public async Task A_page_needs_nothing_from_elsewhere_and_no_code_of_its_own(string path)
    {
        var (_, body) = await served.Send(HttpMethod.Get, path);
        Assert.DoesNotContain("style=\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", body, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]* src=\"/assets/)", body);
        Assert.DoesNotMatch(" on[a-z]+=\"", body);
        Assert.DoesNotMatch("(?:src|<link[^>]* href)=\"(?!/assets/)", body);
    }

    [Fact]
    public async Task Health_is_one_word()
    {
        var (answer, body) = await served.Send(HttpMethod.Get, "/health/live");
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("live\n", body);
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : "";
}
