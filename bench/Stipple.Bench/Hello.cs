using Microsoft.AspNetCore.Builder;

namespace Stipple.Bench;

/// <summary>The peer: what `dotnet new web` makes, which answers every request with one line.</summary>
internal static class Hello
{
    public static int Serve(string port)
    {
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/", () => "Hello World!");
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"Hello serves {app.Urls.First()}"));
        app.Run($"http://127.0.0.1:{port}");
        return 0;
    }
}
