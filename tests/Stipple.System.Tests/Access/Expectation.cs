using System.Collections.Immutable;
using System.Net;
using Stipple.Clinic;
using Stipple.Terms;
using Stipple.Web.Access;

namespace Stipple.System.Tests.Access;

/// <summary>How far somebody has come, or that a program asks.</summary>
internal enum Stand
{
    Nobody,
    Passkey,
    Code,
    Enrol,
    Full,
    Program,

    /// <summary>A patient with a link, who has given their date of birth.</summary>
    Link,
}

/// <summary>Somebody who asks.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Stand">How far they have come.</param>
/// <param name="Home">The clinic that they are of; null for none.</param>
internal sealed record Caller(string Name, Stand Stand, House? Home)
{
    public ImmutableArray<Role> Roles { get; init; } = [];

    /// <summary>The clinic whose ids they call their own.</summary>
    public required House Ids { get; init; }

    public PersonId? Person { get; init; }

    public Guid Account { get; init; }

    public string? Bearer { get; init; }

    /// <summary>The last part of the address of their link.</summary>
    public string? Link { get; init; }

    /// <summary>What it opens; null when it opens nothing any more.</summary>
    public string? Opens { get; init; }

    /// <summary>The cookie that says that the date of birth was given.</summary>
    public string? LinkCookie { get; init; }

    /// <summary>The clinic that the session says; null leaves it to the membership.</summary>
    public ClinicId? Chosen { get; init; }

    /// <summary>Sends a cookie though nobody is known by it.</summary>
    public bool Forged { get; init; }

    /// <summary>Whether the server has the session.</summary>
    public bool Kept { get; init; } = true;

    public TimeSpan Idle { get; init; }

    public TimeSpan Age { get; init; }

    /// <summary>How old the proof of who they are is.</summary>
    public TimeSpan Proof { get; init; }
}

/// <summary>Whose the ids in an address are.</summary>
internal enum Ids
{
    Own,
    Other,
    Unknown,
}

/// <summary>What has to come, as the declared policy alone says.</summary>
internal enum Expected
{
    /// <summary>Let in: what comes then is the handler's.</summary>
    Allowed,

    /// <summary>To sign in; to a program and to a form, 401.</summary>
    SignIn,

    /// <summary>To prove again who they are; to a form, 401.</summary>
    Confirm,

    /// <summary>To the choice of clinics; to a form, 404.</summary>
    NoClinic,

    /// <summary>To say the date of birth; to a form, 401.</summary>
    Born,

    Forbidden,

    NotTheirs,
}

/// <summary>What came.</summary>
internal sealed record Answer(HttpStatusCode Status, string Location, string Body);

internal static class Expectation
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);

    public static Expected Of(DeclaredRoute route, Caller caller, Ids ids)
    {
        var (door, roles) = route.Policy.Split(": ") is [var name, var named] ? (name, named.Split(" or ")) : (route.Policy, []);
        var member = caller.Home is not null && caller.Stand is Stand.Full;
        var mayBe = roles.Length == 0 || caller.Roles.Any(role => roles.Contains(Words(role)));
        switch (door)
        {
            case "operator":
                return Expected.NotTheirs; // over the network there is no such page, whoever asks
            case "link" when ids != Ids.Own:
            case "link" when caller.Stand is Stand.Link && caller.Opens != roles.FirstOrDefault():
                return Expected.NotTheirs; // another link, or one for something else
            case "link":
                return caller.Stand is Stand.Link ? Expected.Allowed : Expected.Born;
            case "open" when caller is { Stand: Stand.Link, Opens: null } && route.Path.StartsWith("/l/", StringComparison.Ordinal):
                return Expected.NotTheirs;
            case "open":
                break;
            case "entering" when caller.Stand is Stand.Nobody or Stand.Program or Stand.Link:
            case "signed in" or "member" when caller.Stand is not Stand.Full:
            case "program" when caller.Stand is not Stand.Program:
                return Expected.SignIn;
            case "member" when !member:
                return Expected.NoClinic;
            case "member" or "program" when !mayBe:
                return Expected.Forbidden;
            case "entering" or "signed in" or "member" or "program":
                if (route.Audit is "sign" or "export" or "proofs" && caller.Proof > FreshFor) return Expected.Confirm;
                break;
            default:
                throw new InvalidOperationException($"{route.Path} has a door that the probes do not know: {route.Policy}");
        }

        // The one form whose fields name a clinic; they name the own one where the address would not.
        if (route is { Path: "/clinics", Method: "POST" }) return ids == Ids.Other && (member || caller.Chosen is not null) ? Expected.Allowed : Expected.NotTheirs;
        return ids != Ids.Own && NamesRecord(route) ? Expected.NotTheirs : Expected.Allowed;
    }

    public static bool Fits(Expected expected, DeclaredRoute route, Answer answer)
    {
        var changes = route.Method is not ("GET" or "HEAD");
        var to = answer.Status == HttpStatusCode.SeeOther ? answer.Location : "";
        return expected switch
        {
            Expected.SignIn when changes || route.Policy.StartsWith("program", StringComparison.Ordinal) => answer.Status == HttpStatusCode.Unauthorized,
            Expected.Confirm when changes => answer.Status == HttpStatusCode.Unauthorized && answer.Body.Contains("Confirm that it is you", StringComparison.Ordinal),
            Expected.Born when changes => answer.Status == HttpStatusCode.Unauthorized && answer.Body.Contains("say again who you are", StringComparison.Ordinal),
            Expected.Born => IsDoorOfLink(to),
            Expected.NoClinic when changes => answer.Status == HttpStatusCode.NotFound,
            Expected.SignIn => to.StartsWith("/sign-in?to=", StringComparison.Ordinal),
            Expected.Confirm => to.StartsWith("/confirm?to=", StringComparison.Ordinal),
            Expected.NoClinic => to == "/clinics",
            Expected.Forbidden => answer.Status == HttpStatusCode.Forbidden,
            Expected.NotTheirs => answer.Status == HttpStatusCode.NotFound,
            _ => answer.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound) && !to.StartsWith("/sign-in?to=", StringComparison.Ordinal) && (changes || to != "/clinics") && !IsDoorOfLink(to),
        };
    }

    /// <summary>The page of a link that asks for the date of birth.</summary>
    private static bool IsDoorOfLink(string path) => path.StartsWith("/l/", StringComparison.Ordinal) && path.Count(letter => letter == '/') == 2;

    /// <summary>Whether the address names something that has to be one's own. Ending a session that is not one's own does nothing.</summary>
    private static bool NamesRecord(DeclaredRoute route) => route.Path.Contains('{', StringComparison.Ordinal) && !route.Path.Contains("{id:", StringComparison.Ordinal);

    private static string Words(Role role) => role switch
    {
        Role.MedicalDirector => "medical director",
        Role.FrontDesk => "front desk",
        _ => $"{role}".ToLowerInvariant(),
    };
}
