using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Stipple.System.Tests.SignIn;

/// <summary>
/// Somebody with a browser that knows no script: keeps the cookie, reads the page, fills in its forms with all their hidden
/// fields, follows where it is led.
/// </summary>
internal sealed partial class Visitor(Uri address) : IDisposable
{
    public const string CookieName = "__Host-stipple";

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };

    /// <summary>The cookies of links that were opened.</summary>
    private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);

    /// <summary>The secret of the session; null when there is none.</summary>
    public string? Cookie { get; set; }

    public HttpStatusCode Status { get; private set; }

    public string Page { get; private set; } = "";

    /// <summary>Path of the page that is shown.</summary>
    public string Path { get; private set; } = "";

    public HttpResponseHeaders? Headers { get; private set; }

    public string ContentType { get; private set; } = "";

    public string Heading => Html(HeadingPattern().Match(Page).Groups["text"].Value);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => client.Dispose();

    public async Task<Visitor> Get(string path)
    {
        await Send(HttpMethod.Get, path, null);
        for (var hops = 0; Headers!.Location is { } location && hops < 6; hops++) await Send(HttpMethod.Get, location.OriginalString, null);
        return this;
    }

    /// <summary>Sends the form of the page that goes to this path, with these fields filled in, and follows.</summary>
    public async Task<Visitor> Submit(string action, params (string Name, string Value)[] fields)
    {
        await SubmitOnly(action, fields);
        for (var hops = 0; Headers!.Location is { } location && hops < 6; hops++) await Send(HttpMethod.Get, location.OriginalString, null);
        return this;
    }

    /// <summary>Sends the form and stays with its answer.</summary>
    public Task SubmitOnly(string action, params (string Name, string Value)[] fields) => Post(action, [.. Hidden(action), .. fields]);

    /// <summary>The hidden fields of the form of the page that goes to this path.</summary>
    public (string Name, string Value)[] Hidden(string action)
    {
        var form = FormPattern().Matches(Page).FirstOrDefault(match => Html(match.Groups["action"].Value) == action)
            ?? throw new InvalidOperationException($"{Path} ({(int)Status}, {Heading}) has no form to {action}; it has {string.Join(", ", FormPattern().Matches(Page).Select(match => Html(match.Groups["action"].Value)))}");
        return [.. HiddenPattern().Matches(form.Groups["body"].Value).Select(match => (Html(match.Groups["name"].Value), Html(match.Groups["value"].Value)))];
    }

    public async Task Post(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        await Send(HttpMethod.Post, path, form);
    }

    public async Task Send(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (Cookie is not null) request.Headers.Add("Cookie", $"{CookieName}={Cookie}");
        foreach (var (link, opened) in links) request.Headers.Add("Cookie", $"{link}={opened}");
        foreach (var (header, said) in headers) request.Headers.TryAddWithoutValidation(header, said);
        using var answer = await client.SendAsync(request, Cancel);
        (Status, Headers, Path) = (answer.StatusCode, answer.Headers, path);
        ContentType = $"{answer.Content.Headers.ContentType}";
        Page = await answer.Content.ReadAsStringAsync(Cancel);
        foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            var name = set[..set.IndexOf('=', StringComparison.Ordinal)];
            var value = set[(set.IndexOf('=', StringComparison.Ordinal) + 1)..set.IndexOf(';', StringComparison.Ordinal)];
            if (name == CookieName) Cookie = value.Length > 0 ? value : null;
            else links[name] = value;
        }
    }

    /// <summary>What stands on the page between these two marks, as text.</summary>
    public string Between(string before, string after)
    {
        var from = Page.IndexOf(before, StringComparison.Ordinal);
        Assert.True(from >= 0, $"{Path} has no {before}: {Page}");
        from += before.Length;
        return Html(Page[from..Page.IndexOf(after, from, StringComparison.Ordinal)]);
    }

    private static string Html(string text) => WebUtility.HtmlDecode(text);

    [GeneratedRegex("""<form[^>]* action="(?<action>[^"]*)"[^>]*>(?<body>.*?)</form>""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex FormPattern();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)"(?: autocomplete="[^"]*")?(?: value(?:="(?<value>[^"]*)")?)?""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex HiddenPattern();

    [GeneratedRegex("<h1[^>]*>(?<text>.*?)</h1>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex HeadingPattern();
}
