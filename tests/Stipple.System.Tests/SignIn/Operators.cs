using System.Net;
using Stipple.System.Tests.Host;
using Stipple.System.Tests.Records;
using Stipple.System.Tests.Tool;

namespace Stipple.System.Tests.SignIn;

/// <summary>Whoever runs the installation: commands of the tool while the program serves, and records that move house.</summary>
public sealed class Operators(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Back_up_while_it_serves_and_everybody_enters_what_was_restored_on_either_database()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        using var scratch = new Scratch();
        Authenticator app;
        IReadOnlyList<string> codes;
        await using (var serving = await Serving.Start(scratch.File("data"), Cancel))
        {
            (var owner, app, codes) = await Entering.FoundClinic(serving.Address, serving.FoundingPath!);
            owner.Dispose();
            var made = await ToolRun.Of("backup", scratch.File("backup"), "--data", scratch.File("data"));
            Assert.True(made.ExitCode == 0, made.Error);
            Assert.Equal(made.Out, (await ToolRun.Of("ledger", "checkpoint", "--data", scratch.File("data"))).Out);
            var refused = await ToolRun.Of("restore", scratch.File("backup"), "--data", scratch.File("data"));
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("empty folder", refused.Error, StringComparison.Ordinal);
        }

        var verified = await ToolRun.Of("verify", scratch.File("backup"));
        Assert.True(verified.ExitCode == 0, verified.Error);
        var database = cluster.NewDatabase();
        foreach (var postgres in new[] { null, database })
        {
            var data = scratch.File(postgres is null ? "restored" : "beside-postgres");
            var restored = await ToolRun.With(["restore", scratch.File("backup"), "--data", data], variables: postgres is null ? [] : [("STIPPLE_POSTGRES", postgres)]);
            Assert.True(restored.ExitCode == 0, restored.Error);
            await using var serving = await Serving.Start(data, postgres, Cancel);
            Assert.Null(serving.FoundingPath);
            using var owner = postgres is null
                ? await Entering.SignIn(serving.Address, "owner@example.org", app)
                : await WithRecoveryCode(serving.Address, codes[0]);
            Assert.Equal("Lindenhof", owner.Heading);
        }
    }

    [Fact]
    public async Task Let_somebody_in_again_who_lost_everything_and_nothing_from_before_opens_any_more()
    {
        using var scratch = new Scratch();
        await using var serving = await Serving.Start(scratch.File("data"), Cancel);
        var (owner, app, codes) = await Entering.FoundClinic(serving.Address, serving.FoundingPath!);
        var nobody = await ToolRun.Of("account", "reset", "nobody@example.org", "--data", scratch.File("data"));
        Assert.Equal((1, "stipple: Nobody signs in with nobody@example.org here.\n"), (nobody.ExitCode, nobody.Error));
        var printed = await ToolRun.Of("account", "reset", "owner@example.org", "--data", scratch.File("data"));
        Assert.True(printed.ExitCode == 0, printed.Error);
        var link = printed.Out.Trim();

        using var back = new Visitor(serving.Address);
        await back.Get(link);
        const string Another = "a wholly different sentence";
        await back.Submit(link, ("password", Another), ("password-again", Another));
        var (newApp, _) = await Entering.Enrol(back);
        await back.Get("/clinic");
        Assert.Equal("Lindenhof", back.Heading);

        // The session, the password, the codes and the link of before.
        await owner.Get("/clinic");
        Assert.Equal("Sign in", owner.Heading);
        owner.Dispose();
        using var old = await Entering.SignInOnly(serving.Address, "owner@example.org", Entering.Password);
        Assert.Equal("Sign in", old.Heading);
        using var half = await Entering.SignInOnly(serving.Address, "owner@example.org", Another);
        Assert.Equal("Enter a code", half.Heading);
        foreach (var code in new[] { app.Next(), codes[0] })
        {
            await half.Submit("/sign-in/code", ("code", code));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, half.Status);
        }

        await half.Submit("/sign-in/code", ("code", newApp.Next()));
        Assert.Equal("Lindenhof", half.Heading);
        await back.Get(link);
        Assert.Equal(HttpStatusCode.NotFound, back.Status);
    }

    [Fact]
    public async Task Reach_nothing_of_it_over_the_network()
    {
        using var scratch = new Scratch();
        await using var serving = await Serving.Start(scratch.File("data"), Cancel);
        using var visitor = new Visitor(serving.Address);
        using var request = new StringContent("""{"args":["clinic","list"],"folder":"/"}""", null, "application/json");
        await visitor.Send(HttpMethod.Post, "/operate", request);
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }

    private static async Task<Visitor> WithRecoveryCode(Uri address, string code)
    {
        var visitor = await Entering.SignInOnly(address, "owner@example.org", Entering.Password);
        await visitor.Submit("/sign-in/code", ("code", code));
        return visitor;
    }
}
