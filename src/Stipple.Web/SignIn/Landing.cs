using Microsoft.AspNetCore.Http;

namespace Stipple.Web.SignIn;

/// <summary>Where somebody goes on after signing in: a page of ours, whatever the address says.</summary>
internal static class Landing
{
    public const string Home = "/clinic/today";

    public static string Of(string? to) =>
        to is { Length: > 1 and < 500 } && to[0] == '/' && to[1] is not ('/' or '\\') && !to.Any(char.IsControl) ? to : Home;

    public static string With(string path, string? to) => Of(to) == Home ? path : $"{path}?to={Uri.EscapeDataString(Of(to))}";
}
