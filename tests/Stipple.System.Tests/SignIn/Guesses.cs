using System.Diagnostics;
using System.Net;

namespace Stipple.System.Tests.SignIn;

/// <summary>Whoever tries passwords and codes gets few tries, one after the other or all at once, and learns nothing from them.</summary>
public sealed class Guesses
{
    private const string Wrong = "eight loud needles at dawn";

    [Fact]
    public async Task Five_wrong_passwords_lock_an_account_and_no_other()
    {
        await using var installation = await Installation.Start();
        var (_, other) = await installation.NewAccount("other@example.org");
        using var guesser = new Visitor(installation.Address);
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.UnprocessableEntity, await Password(guesser, Installation.Email, Wrong));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Password(guesser, Installation.Email, Entering.Password));
        using var neighbour = await Entering.SignIn(installation.Address, "other@example.org", other);
        Assert.NotEqual("Sign in", neighbour.Heading);
        Assert.NotNull(neighbour.Cookie);
    }

    [Fact]
    public async Task Four_wrong_passwords_lock_nothing()
    {
        await using var installation = await Installation.Start();
        using var owner = new Visitor(installation.Address);
        for (var i = 0; i < 4; i++) await Password(owner, Installation.Email, Wrong);
        Assert.Equal(HttpStatusCode.SeeOther, await Password(owner, Installation.Email, Entering.Password));
    }

    [Fact]
    public async Task Many_wrong_passwords_at_once_lock_as_well()
    {
        await using var installation = await Installation.Start();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            using var guesser = new Visitor(installation.Address);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await Password(guesser, Installation.Email, Wrong));
        }));
        using var owner = new Visitor(installation.Address);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Password(owner, Installation.Email, Entering.Password));
    }

    [Fact]
    public async Task Whoever_knows_the_password_gets_five_codes_however_often_it_is_given()
    {
        await using var installation = await Installation.Start();
        for (var i = 0; i < 5; i++)
        {
            using var guesser = new Visitor(installation.Address);
            Assert.Equal(HttpStatusCode.SeeOther, await Password(guesser, Installation.Email, Entering.Password));
            await guesser.Get("/sign-in/code");
            await guesser.SubmitOnly("/sign-in/code", ("code", installation.App.FromNow(40 + i)));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, guesser.Status);
        }

        using var owner = new Visitor(installation.Address);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Password(owner, Installation.Email, Entering.Password));
    }

    [Fact]
    public async Task An_unknown_address_takes_as_long_as_a_known_one_and_is_told_the_same()
    {
        await using var installation = await Installation.Start();
        using var guesser = new Visitor(installation.Address);
        await Password(guesser, "warm@example.org", Wrong);
        var (known, unknown, told) = (new List<double>(), new List<double>(), new HashSet<string>(StringComparer.Ordinal));
        for (var i = 0; i < 9; i++)
        {
            var (account, _) = await installation.NewAccount($"known{i}@example.org");
            known.Add(await Timed($"known{i}@example.org"));
            unknown.Add(await Timed($"never{i}@example.org"));
        }

        Assert.Single(told);
        var ratio = Median(known) / Median(unknown);
        Assert.True(ratio is > 0.6 and < 1.7, $"Known {Median(known):F0} ms, unknown {Median(unknown):F0} ms.");

        async Task<double> Timed(string email)
        {
            await guesser.Get("/sign-in");
            var clock = Stopwatch.StartNew();
            await guesser.SubmitOnly("/sign-in", ("email", email), ("password", Wrong));
            var took = clock.Elapsed.TotalMilliseconds;
            told.Add(guesser.Between("""<div class="error-summary" """, "</div>"));
            return took;
        }
    }

    [Fact]
    public async Task The_sixty_first_try_within_a_minute_waits()
    {
        await using var installation = await Installation.Start();
        using var guesser = new Visitor(installation.Address);
        for (var i = 0; i < 60; i++)
        {
            await guesser.Post("/sign-in", ("email", ""));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, guesser.Status);
        }

        await guesser.Post("/sign-in", ("email", ""));
        Assert.Equal((HttpStatusCode.TooManyRequests, "Too many tries from here"), (guesser.Status, guesser.Heading));
        using var owner = await installation.Enter();
        await owner.Get("/clinic");
        Assert.Equal("Lindenhof", owner.Heading);
    }

    private static async Task<HttpStatusCode> Password(Visitor visitor, string email, string password)
    {
        await visitor.Get("/sign-in");
        await visitor.SubmitOnly("/sign-in", ("email", email), ("password", password));
        return visitor.Status;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
