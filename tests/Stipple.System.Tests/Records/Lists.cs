using System.Collections.Immutable;
using System.Text;
using Stipple.Clinic;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Terms;

namespace Stipple.System.Tests.Records;

/// <summary>What happens stands in the lists with the same commit, on both databases.</summary>
public sealed class Lists(PostgresCluster cluster)
{
    private static readonly DateTimeOffset Later = new(2026, 12, 1, 8, 30, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Somebody_is_found_by_link_until_they_join_and_by_account_until_they_leave(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var (clinic, people) = (await Founded.Clinic(ledger), new People(ledger));
        var (id, account) = (PersonId.New(TimeProvider.System), Guid.CreateVersion7(Later));
        await Done(ledger, clinic, Body.About(Streams.Of(id), new PersonInvited("Ada Lind", "ada@example.org", [Role.MedicalDirector, Role.FrontDesk], "a1", Later), 0));
        var asked = await people.OfLink(clinic, "a1", Cancel);
        Assert.Equal((id, null, "Ada Lind", "ada@example.org", Membership.Invited, "a1", Later, 1), (asked!.Id, asked.Account, asked.Name, asked.Email, asked.Membership, asked.LinkHash, asked.LinkUntil, asked.Version));
        Assert.Equal([Role.MedicalDirector, Role.FrontDesk], asked.Roles);
        Assert.Null(await people.OfLink(clinic, "a2", Cancel));
        Assert.Null(await people.OfAccount(clinic, account, Cancel));

        await Done(ledger, clinic, Body.About(Streams.Of(id), new PersonJoined(account), 1), Body.About(Streams.Of(id), new RolesSet([]), 2));
        Assert.Null(await people.OfLink(clinic, "a1", Cancel));
        var member = await people.OfAccount(clinic, account, Cancel);
        Assert.Equal((id, account, Membership.Member, null, 3), (member!.Id, member.Account, member.Membership, member.LinkUntil, member.Version));
        Assert.Empty(member.Roles);

        await Done(ledger, clinic, Body.About(Streams.Of(id), new PersonLeft("moved"), 3));
        Assert.Null(await people.OfAccount(clinic, account, Cancel));
        Assert.Equal([Membership.Left], (await people.All(clinic, Cancel)).Select(row => row.Membership));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_key_works_until_it_is_revoked(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var (clinic, people, id) = (await Founded.Clinic(ledger), new People(ledger), Guid.CreateVersion7(Later));
        await Done(ledger, clinic, Body.About(Streams.Token(id), new TokenIssued("till", "5e", [Role.FrontDesk], Later)));
        var token = await people.OfToken(clinic, "5e", Cancel);
        Assert.Equal((id, "till", Later, false), (token!.Id, token.Name, token.Until, token.Revoked));
        Assert.Equal([Role.FrontDesk], token.Roles);
        await Done(ledger, clinic, Body.About(Streams.Token(id), new TokenRevoked("lost")));
        Assert.Null(await people.OfToken(clinic, "5e", Cancel));
        Assert.True(Assert.Single(await people.Tokens(clinic, Cancel)).Revoked);
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Licences_that_end_before_a_day_are_told_of_those_who_have_not_left(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var (clinic, people) = (await Founded.Clinic(ledger), new People(ledger));
        var (stays, left) = (PersonId.New(TimeProvider.System), PersonId.New(TimeProvider.System));
        var (soon, later, ended, gone) = (Licence("2026-12-30"), Licence("2026-12-31"), Licence("2026-12-01"), Licence("2026-12-01"));
        await Done(ledger, clinic,
            Invited(stays), Body.About(Streams.Of(stays), new LicenceAdded(soon)), Body.About(Streams.Of(stays), new LicenceAdded(later)), Body.About(Streams.Of(stays), new LicenceAdded(ended)),
            Body.About(Streams.Of(stays), new LicenceEnded(ended.Id, new DateOnly(2026, 11, 1), "given up")),
            Invited(left), Body.About(Streams.Of(left), new LicenceAdded(gone)), Body.About(Streams.Of(left), new PersonLeft("moved")));
        var row = Assert.Single(await people.LicencesEnding(clinic, new DateOnly(2026, 12, 31), Cancel));
        Assert.Equal(new LicenceRow(soon.Id, stays, "US-CA", "N 1", soon.From, soon.Until, "registered nurse", NeedleDepth.FromMillimetres(1.5), null), row);
        Assert.Equal([soon.Id, later.Id], (await people.LicencesEnding(clinic, new DateOnly(2027, 1, 1), Cancel)).Select(found => found.Id));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task One_clinic_lists_nothing_of_another(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var (ours, theirs, people, id) = (await Founded.Clinic(ledger), await Founded.Clinic(ledger), new People(ledger), PersonId.New(TimeProvider.System));
        await Done(ledger, theirs, Invited(id));
        Assert.Empty(await people.All(ours, Cancel));
        await Done(ledger, ours, Invited(id), Body.About(Streams.Of(id), new PersonLeft("moved")));
        await ledger.Rebuild(ours, null, Cancel);
        Assert.Equal(Membership.Invited, Assert.Single(await people.All(theirs, Cancel)).Membership);
        Assert.Equal(Membership.Left, Assert.Single(await people.All(ours, Cancel)).Membership);
        await Assert.ThrowsAsync<RefusedException>(() => people.All(ClinicId.New(TimeProvider.System), Cancel));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_question_to_the_lists_cannot_change_them(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var clinic = await Founded.Clinic(ledger);
        await Done(ledger, clinic, Invited(PersonId.New(TimeProvider.System)));
        await Assert.ThrowsAnyAsync<global::System.Data.Common.DbException>(() => ledger.Query<string>(clinic, "DELETE FROM people", null, Cancel));
        Assert.Equal([1L], await ledger.Query<long>(clinic, "SELECT count(*) FROM people", null, Cancel));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_body_that_no_list_can_take_is_refused_and_its_neighbours_are_written(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var (clinic, stream) = (await Founded.Clinic(ledger), Streams.Of(PersonId.New(TimeProvider.System)));
        NewFact[] bad =
        [
            new(stream, "person-left", "{}"u8.ToArray()),
            new(stream, "roles-set", "{\"roles\":[\"wizard\"]}"u8.ToArray()),
            new(stream, "licence-added", Encoding.UTF8.GetBytes($$$"""{"licence":{"id":"{{{Guid.Empty}}}","jurisdiction":"a","number":"1","from":"2026-01-01","until":"2026-01-01","scope":"a","depthLimit":7}}""")),
            Body.About(stream, new PersonInvited("A\0da", "a", [], "a", Later)),
        ];
        var neighbours = Enumerable.Range(0, 20).Select(i => ledger.Append(clinic, new Append("a", [Appending.Added($"patient/{i}", "{}")]), Cancel)).ToArray();
        foreach (var fact in bad)
            await Assert.ThrowsAsync<RefusedException>(() => ledger.Append(clinic, new Append("a", [Appending.Added("patient/x", "{}"), fact]), Cancel));
        Assert.All(await Task.WhenAll(neighbours), outcome => Assert.IsType<Appended.Done>(outcome));
        Assert.Equal(20, await ledger.Read(clinic, 1, Cancel).CountAsync(Cancel));

        // A kind that nobody knows yet is kept, and so is a known one where no list looks for it.
        await Done(ledger, clinic, new NewFact(stream, "person-promoted", "{}"u8.ToArray()), new NewFact("patient/1", "person-left", "{}"u8.ToArray()), new NewFact("person/none", "person-left", "{}"u8.ToArray()));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Lists_are_what_the_facts_tell_before_and_after_they_are_made_anew(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        await using var ledger = await place.Open();
        var (clinic, people) = (await Founded.Clinic(ledger), new People(ledger));
        var random = new Random(6);
        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < 20; i++) await Done(ledger, clinic, [.. Enumerable.Range(0, 1 + random.Next(5)).Select(_ => RandomFacts.Next(random))]);
            var before = await All(people, clinic);
            foreach (var row in await people.All(clinic, Cancel)) await AssertFolded(ledger, clinic, row);
            await ledger.Rebuild(clinic, null, Cancel);
            Assert.Equal(before, await All(people, clinic));
        }

        Assert.True((await people.All(clinic, Cancel)).Count > 20);
    }

    /// <summary>The row says what reading all facts about the person says.</summary>
    internal static async Task AssertFolded(ILedger ledger, ClinicId clinic, PersonRow row)
    {
        var record = (await PersonRecord.Read(ledger, clinic, row.Id, Cancel))!;
        Assert.Equal((record.Person.Name, record.Person.Email, record.Person.Membership, record.Account, record.Version), (row.Name, row.Email, row.Membership, row.Account, row.Version));
        Assert.Equal(record.Person.Roles, row.Roles);
        Assert.Equal(record.Person.Membership == Membership.Invited ? record.Invitation.LinkHash : null, row.LinkHash);
    }

    /// <summary>All rows of all lists in words, for comparing.</summary>
    internal static async Task<string> All(People people, ClinicId clinic) => string.Join('\n',
    [
        .. (await people.All(clinic, Cancel)).Select(row => $"{row} {string.Join(' ', row.Roles)}"),
        .. (await people.LicencesEnding(clinic, DateOnly.MaxValue, Cancel)).Select(row => row.ToString()),
        .. (await people.Tokens(clinic, Cancel)).Select(row => $"{row} {string.Join(' ', row.Roles)}"),
    ]);

    private static NewFact Invited(PersonId id) => Body.About(Streams.Of(id), new PersonInvited("Ada Lind", "ada@example.org", [Role.Owner], "a1", Later));

    private static Licence Licence(string until) =>
        new(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "US-CA", "N 1", new DateOnly(2020, 1, 1), DateOnly.ParseExact(until, "O", global::System.Globalization.CultureInfo.InvariantCulture), "registered nurse", NeedleDepth.FromMillimetres(1.5));

    private static async Task Done(ILedger ledger, ClinicId clinic, params NewFact[] facts) =>
        Assert.IsType<Appended.Done>(await ledger.Append(clinic, new Append("tester", [.. facts]), Cancel));
}
