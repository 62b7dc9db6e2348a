using Microsoft.AspNetCore.Builder;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.System.Tests.Tool;
using Stipple.Web.Access;

namespace Stipple.System.Tests.Access;

/// <summary>An endpoint says who may use it, or the host does not start.</summary>
public sealed class Declarations
{
    [Fact]
    public void An_endpoint_that_says_nothing_keeps_the_host_from_starting() =>
        Assert.Contains("/forgotten does not say who may use it", Refusal(app => app.MapGet("/forgotten", () => "")), StringComparison.Ordinal);

    [Fact]
    public void An_endpoint_that_takes_every_method_keeps_the_host_from_starting() =>
        Assert.Contains("/any takes every method", Refusal(app => app.Map("/any", () => "").For(Door.Open)), StringComparison.Ordinal);

    [Fact]
    public void One_forgotten_among_declared_ones_is_found() =>
        Assert.Contains("/forgotten", Refusal(app =>
        {
            app.MapGet("/first", () => "").For(Door.Open);
            app.MapPost("/forgotten", () => "");
            app.MapGet("/last", () => "").ForMembers(Audit.None);
        }), StringComparison.Ordinal);

    [Fact]
    public void A_contradiction_keeps_the_host_from_starting()
    {
        Assert.Contains("changes something of a clinic and writes nothing down", Refusal(app => app.MapPost("/silent", () => "").ForMembers(Audit.None, Role.Owner)), StringComparison.Ordinal);
        Assert.Contains("changes something of a clinic and writes nothing down", Refusal(app => app.MapPost("/silent", () => "").ForPrograms(Audit.None)), StringComparison.Ordinal);
        Assert.Contains("changes nothing and says that it does", Refusal(app => app.MapGet("/loud", () => "").ForMembers(Audit.Write)), StringComparison.Ordinal);
        Assert.Contains("must name whose record is read", Refusal(app => app.MapGet("/whose", () => "").ForMembers(Audit.Read)), StringComparison.Ordinal);
        Assert.Contains("without the scope of a clinic", Refusal(app => app.MapGet("/nowhere", () => "").WithMetadata(new Permit(Door.Member, [], Scope.None, Audit.None, null))), StringComparison.Ordinal);
        Assert.Contains("lets others in than its people", Refusal(app => app.MapGet("/public", () => "").WithMetadata(new Permit(Door.SignedIn, [], Scope.Clinic, Audit.None, null))), StringComparison.Ordinal);
        Assert.Contains("lets others in than its people", Refusal(app => app.MapGet("/public", () => "").WithMetadata(new Permit(Door.Open, [Role.Owner], Scope.None, Audit.None, null))), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_declared_is_listed_by_method_with_its_policy()
    {
        using var app = App(made => made.MapMethods("/both", ["GET", "HEAD"], () => "").ForMembers(Audit.None, Role.Owner, Role.FrontDesk));
        Assert.Equal([new DeclaredRoute("GET", "/both", "member: owner or front desk", "clinic", "none"), new DeclaredRoute("HEAD", "/both", "member: owner or front desk", "clinic", "none")], RouteList.Of(app));
    }

    [Fact]
    public async Task The_tool_prints_every_endpoint_of_the_host()
    {
        var lines = (await ToolRun.Of("routes")).Done().Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("method\tpath\tpolicy\tscope\taudit", lines[0]);
        var routes = Web.Program.Routes(Rules.Shipped());
        Assert.Equal(routes.Select(route => $"{route.Method}\t{route.Path}\t{route.Policy}\t{route.Scope}\t{route.Audit}"), lines[1..]);
        Assert.True(routes.Length > 50);
        Assert.Equal(routes.Length, routes.Select(route => (route.Method, route.Path)).Distinct().Count());
    }

    [Fact]
    public void No_route_that_changes_something_of_a_clinic_is_open_to_somebody_of_none() =>
        Assert.DoesNotContain(Web.Program.Routes(Rules.Shipped()), route => route.Path.StartsWith("/clinic/", StringComparison.Ordinal) && !route.Policy.StartsWith("member", StringComparison.Ordinal));

    private static string Refusal(Action<WebApplication> map)
    {
        using var app = App(map);
        return Assert.Throws<InvalidOperationException>(() => RouteList.Of(app)).Message;
    }

    private static OneApp App(Action<WebApplication> map)
    {
        var app = new OneApp();
        map(app);
        return app;
    }

    /// <summary>A host that is never started.</summary>
    private sealed class OneApp : IDisposable
    {
        private readonly WebApplication app = WebApplication.CreateSlimBuilder().Build();

        public static implicit operator WebApplication(OneApp one) => one.app;

        public void Dispose() => ((IDisposable)app).Dispose();
    }
}
