using System.Diagnostics;
using System.Net;
using Stipple.System.Tests.Patients;
using Stipple.System.Tests.SignIn;
using Stipple.Web.Demo;

namespace Stipple.System.Tests.Pathway;

/// <summary>
/// Somebody who goes on through a server that dies: what was not answered is sent again, with the same key, as a browser does
/// when one presses the button again.
/// </summary>
internal sealed class Walker(Uri address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public Visitor Visitor { get; } = new(address);

    /// <summary>How many forms were answered with success.</summary>
    public int Acknowledged { get; private set; }

    public string Page => Visitor.Page;

    public string Path => Visitor.Path;

    public void Dispose() => Visitor.Dispose();

    /// <summary>Enters the demo as somebody of it.</summary>
    public static async Task<Walker> As(string name, Uri address)
    {
        var walker = new Walker(address);
        await Again(() => walker.Visitor.Post("/demo", ("person", $"{DemoClinic.People.Single(person => person.Name == name).Account:D}")));
        return walker;
    }

    public Task Get(string path) => Again(() => Visitor.Get(path));

    /// <summary>Opens a page, fills in its form to this path, and sends it until there is an answer.</summary>
    /// <returns>Where the answer leads.</returns>
    public async Task<string> Send(string page, string action, params (string Name, string Value)[] fields)
    {
        await Get(page);
        return await Send(action, fields);
    }

    /// <summary>The same on the page that is open.</summary>
    public async Task<string> Send(string action, params (string Name, string Value)[] fields)
    {
        var from = Path;
        var hidden = Visitor.Hidden(action).Where(field => fields.All(given => given.Name != field.Name)).ToArray();
        await Again(() => Visitor.Post(action, [.. hidden, .. fields]));
        Assert.True(Visitor.Status is HttpStatusCode.SeeOther or HttpStatusCode.OK, $"{action} from {from} was answered {(int)Visitor.Status}: {Visitor.Heading}\n{Visitor.Page}");
        Acknowledged++;
        return Visitor.Headers!.Location?.OriginalString ?? "";
    }

    /// <summary>Where the form goes whose address ends so.</summary>
    public string ActionOf(string end)
    {
        var at = Page.IndexOf($"{end}\"", StringComparison.Ordinal);
        Assert.True(at >= 0, $"{Path} has no form to …{end}");
        var before = Page[..at];
        return before[(before.LastIndexOf("action=\"", StringComparison.Ordinal) + 8)..] + end;
    }

    /// <summary>What a field of the page offers.</summary>
    public IReadOnlyList<string> Options(string field)
    {
        var at = Page.IndexOf($"<select id=\"{field}\"", StringComparison.Ordinal);
        Assert.True(at >= 0, $"{Path} ({Visitor.Heading}) offers nothing as {field}:\n{Page}");
        return [.. Page[at..Page.IndexOf("</select>", at, StringComparison.Ordinal)].Split("<option value=\"").Skip(1).Select(option => option.Split('"')[0])];
    }

    private static async Task Again(Func<Task> request)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await request();
                return;
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException && clock.Elapsed < Patience)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }
}
