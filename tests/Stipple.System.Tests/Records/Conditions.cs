using System.Collections.Immutable;
using Stipple.Clinic;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Terms;

namespace Stipple.System.Tests.Records;

/// <summary>What has to hold when a fact is written holds then, however many decide at the same moment on what they read before. On both databases; on PostgreSQL from two nodes.</summary>
public sealed class Conditions(PostgresCluster cluster)
{
    private const int AtOnce = 50;

    private static readonly TimeProvider clock = TimeProvider.System;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Of_fifty_owners_who_all_go_at_once_one_stays(string database)
    {
        await using var nodes = await Nodes.Of(database, cluster);
        var owners = await nodes.Members(AtOnce, Role.Owner, Role.Practitioner);
        await nodes.Members(3, Role.FrontDesk);
        var outcomes = await Task.WhenAll(owners.Select((owner, i) => nodes[i].Append(
            nodes.Clinic,
            new Append("tester", [Body.About(Streams.Of(owner), i % 3 == 0 ? new PersonLeft("moved") : new RolesSet([Role.Practitioner]), expectedVersion: 2)]) { Provided = People.AnotherOwner(than: owner) },
            Cancel)));
        Assert.Equal(AtOnce - 1, outcomes.OfType<Appended.Done>().Count());
        Assert.Equal(new Appended.Unmet(), Assert.Single(outcomes, outcome => outcome is not Appended.Done));
        var left = (await new People(nodes[0]).All(nodes.Clinic, Cancel)).Where(row => row.Membership == Membership.Member && row.Roles.Contains(Role.Owner));
        Assert.Equal(owners[Array.FindIndex(outcomes, outcome => outcome is Appended.Unmet)], Assert.Single(left).Id);
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Who_was_only_asked_or_has_left_or_is_something_else_is_no_other_owner(string database)
    {
        await using var nodes = await Nodes.Of(database, cluster);
        var owner = (await nodes.Members(1, Role.Owner)).Single();
        var gone = (await nodes.Members(1, Role.Owner)).Single();
        var former = (await nodes.Members(1, Role.Owner)).Single();
        await nodes.Members(1, Role.MedicalDirector, Role.Practitioner, Role.FrontDesk);
        await nodes.Write(Body.About(Streams.Of(gone), new PersonLeft("moved")), Body.About(Streams.Of(former), new RolesSet([Role.MedicalDirector])));
        await nodes.Write(Body.About(Streams.Of(PersonId.New(clock)), Invited(Role.Owner)));
        Assert.Equal(new Appended.Unmet(), await Leave());
        await nodes.Write(Body.About(Streams.Of(former), new RolesSet([Role.Practitioner, Role.Owner])));
        Assert.IsType<Appended.Done>(await Leave());

        Task<Appended> Leave() => nodes[0].Append(nodes.Clinic, new Append("tester", [Body.About(Streams.Of(owner), new PersonLeft("moved"))]) { Provided = People.AnotherOwner(than: owner) }, Cancel);
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task One_account_becomes_one_person_however_many_invitations_it_opens_at_once(string database)
    {
        await using var nodes = await Nodes.Of(database, cluster);
        var account = Guid.CreateVersion7(clock.GetUtcNow());
        var asked = Enumerable.Range(0, AtOnce).Select(_ => PersonId.New(clock)).ToArray();
        await nodes.Write([.. asked.Select(person => Body.About(Streams.Of(person), Invited(Role.FrontDesk)))]);
        Task<Appended> Join(PersonId person, int node) => nodes[node].Append(
            nodes.Clinic, new Append("tester", [Body.About(Streams.Of(person), new PersonJoined(account), expectedVersion: 1)]) { Provided = People.NobodyWith(account) }, Cancel);
        var outcomes = await Task.WhenAll(asked.Select(Join));
        Assert.Single(outcomes, outcome => outcome is Appended.Done);
        Assert.Equal(AtOnce - 1, outcomes.Count(outcome => outcome is Appended.Unmet));

        // Who has left may come back, also as somebody else.
        var joined = Array.FindIndex(outcomes, outcome => outcome is Appended.Done);
        await nodes.Write(Body.About(Streams.Of(asked[joined]), new PersonLeft("moved")));
        Assert.IsType<Appended.Done>(await Join(asked[(joined + 1) % AtOnce], 0));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Of_many_who_come_first_one_is_the_first(string database)
    {
        await using var nodes = await Nodes.Of(database, cluster);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(i => nodes[i].Append(
            nodes.Clinic, Founding.Enter(Founding.Somebody($"Founder {i}", $"{i}@example.org", Founding.First, clock), Guid.CreateVersion7(clock.GetUtcNow()), clock), Cancel)));
        Assert.Single(outcomes, outcome => outcome is Appended.Done);
        Assert.Equal(AtOnce - 1, outcomes.Count(outcome => outcome is Appended.Unmet));
        Assert.Equal(Founding.First, Assert.Single(await new People(nodes[0]).All(nodes.Clinic, Cancel)).Roles);
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task An_append_whose_condition_does_not_hold_leaves_nothing_behind(string database)
    {
        await using var nodes = await Nodes.Of(database, cluster);
        var owner = (await nodes.Members(1, Role.Owner)).Single();
        var before = await nodes[0].Length(nodes.Clinic, Cancel);
        var leaving = new Append("tester", [Body.About(Streams.Of(owner), new PersonLeft("moved"), expectedVersion: 2)])
        {
            Once = ["once"], Request = new Request("key", new byte[32], "{}"u8.ToArray()), Provided = People.AnotherOwner(than: owner),
        };
        Assert.Equal(new Appended.Unmet(), await nodes[0].Append(nodes.Clinic, leaving, Cancel));
        Assert.Equal(before, await nodes[0].Length(nodes.Clinic, Cancel));

        // The same request is taken when the condition holds, and from then on it is answered, whatever has become of the condition.
        await nodes.Members(1, Role.Owner);
        Assert.IsType<Appended.Done>(await nodes[0].Append(nodes.Clinic, leaving, Cancel));
        Assert.IsType<Appended.Again>(await nodes[0].Append(nodes.Clinic, leaving, Cancel));

        // Somebody who was quicker is said before what does not hold.
        Assert.IsType<Appended.Overtaken>(await nodes[0].Append(nodes.Clinic, leaving with { Once = [], Request = null }, Cancel));
    }

    private static PersonInvited Invited(params ImmutableArray<Role> roles) => Founding.Somebody("Somebody", "somebody@example.org", roles, clock);

    /// <summary>A clinic with nobody in it, on one node with SQLite or on two with PostgreSQL.</summary>
    private sealed class Nodes(LedgerPlace place, ILedger[] ledgers, ClinicId clinic) : IAsyncDisposable
    {
        public ILedger this[int i] => ledgers[i % ledgers.Length];

        public ClinicId Clinic => clinic;

        public static async Task<Nodes> Of(string database, PostgresCluster cluster)
        {
            var place = LedgerPlace.Of(database, cluster);
            ILedger[] ledgers = database == "SQLite" ? [await place.Open()] : [await place.Open(), await place.Open()];
            return new Nodes(place, ledgers, await Founded.Clinic(ledgers[0]));
        }

        public async Task Write(params NewFact[] facts) => Assert.IsType<Appended.Done>(await this[0].Append(clinic, new Append("tester", [.. facts]), Cancel));

        /// <summary>People of whom there are two facts each.</summary>
        public async Task<PersonId[]> Members(int count, params ImmutableArray<Role> roles)
        {
            var people = Enumerable.Range(0, count).Select(_ => PersonId.New(clock)).ToArray();
            await Write([.. people.SelectMany(person => new[] { Body.About(Streams.Of(person), Invited(roles), 0), Body.About(Streams.Of(person), new PersonJoined(Guid.CreateVersion7(clock.GetUtcNow())), 1) })]);
            return people;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var ledger in ledgers) await ledger.DisposeAsync();
            await place.DisposeAsync();
        }
    }
}
