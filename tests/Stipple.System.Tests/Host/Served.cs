using Stipple.System.Tests.Host;

[assembly: AssemblyFixture(typeof(Served))]

namespace Stipple.System.Tests.Host;

/// <summary>The tool serving its pages, one process for all tests that only read them: it keeps nothing, so they cannot meet.</summary>
public sealed class Served : IAsyncLifetime
{
    private readonly Scratch scratch = new();
    private Serving? serving;

    public HttpClient Client { get; private set; } = null!;

    public Uri Address => serving!.Address;

    public async ValueTask InitializeAsync()
    {
        serving = await Serving.Start(scratch.File("data"), CancellationToken.None);
        Client = serving.Client();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (serving is not null) await serving.DisposeAsync();
        scratch.Dispose();
    }

    /// <summary>Posts fields to /check, as a form does.</summary>
    internal async Task<CheckSheet> Check(IEnumerable<(string Name, string Value)> fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await Client.PostAsync(new Uri("/check", UriKind.Relative), form, TestContext.Current.CancellationToken);
        Assert.Null(answer.Headers.Location);
        return new CheckSheet(answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    internal Task<CheckSheet> Check(params (string Name, string Value)[] fields) => Check(fields.AsEnumerable());

    /// <summary>One request, with the whole answer.</summary>
    internal async Task<(HttpResponseMessage Answer, string Body)> Send(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
