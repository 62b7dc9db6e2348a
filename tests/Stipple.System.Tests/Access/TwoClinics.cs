using System.Collections.Immutable;
using Microsoft.AspNetCore.Identity;
using Stipple.Clinic;
using Stipple.Plan;
using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Clinics;
using Stipple.Records.SignIn;
using Stipple.Records.Sqlite;
using Stipple.Terms;

namespace Stipple.System.Tests.Access;

/// <summary>A clinic with something of every kind in it. Everything that people could read of it carries its mark.</summary>
internal sealed record House(ClinicId Id, string Mark)
{
    /// <summary>A practitioner whom the addresses name.</summary>
    public PersonId Subject { get; init; }

    public Guid Licence { get; init; }

    public Guid Competence { get; init; }

    /// <summary>A key that may be ended.</summary>
    public Guid SpareKey { get; init; }

    /// <summary>A patient whom the addresses name, with one of each thing that an address of theirs may name.</summary>
    public PatientId Patient { get; init; }

    public Guid Referral { get; init; }

    public Guid Patch { get; init; }

    public Guid Plan { get; init; }

    /// <summary>What else an address may name: the patient's course after the plan.</summary>
    public required Course Course { get; init; }

    /// <summary>The secret of an invitation that nobody takes.</summary>
    public required string Invitation { get; init; }

    /// <summary>Everybody and every program that may write here, as facts name them.</summary>
    public Dictionary<string, ImmutableArray<Role>> Writers { get; } = new(StringComparer.Ordinal);

    public IEnumerable<string> Ids => [$"{Id}", $"{Subject}", $"{Licence}", $"{Competence}", $"{SpareKey}", $"{Patient}", $"{Referral}", $"{Patch}", $"{Plan}", .. Course.Ids];
}

/// <summary>
/// Two clinics in one installation, and everybody who might ask: its people, the other's, programs, and those who should not
/// get in. All of it is written before the start, so that the probes need not sign anybody in.
/// </summary>
internal sealed class TwoClinics
{
    private static readonly TimeProvider clock = TimeProvider.System;

    private readonly SignInDatabase signIn;
    private readonly List<Session> sessions = [];
    private readonly List<Account> accounts = [];

    private readonly string resetSecret = Secret.New();
    private readonly Guid lost;

    private TwoClinics(SignInDatabase signIn)
    {
        this.signIn = signIn;
        lost = NewAccount();
    }

    public House A { get; private set; } = null!;

    public House B { get; private set; } = null!;

    public List<Caller> Callers { get; } = [];

    /// <summary>A link by which an account of nobody here begins again.</summary>
    public string ResetLink => $"{lost:D}.{resetSecret}";

    private static CancellationToken Cancel => CancellationToken.None;

    public House Other(House house) => house == A ? B : A;

    public static async Task<TwoClinics> In(string path)
    {
        using var folder = DataFolder.Open(path);
        await using var ledger = new SqliteLedger(folder, clock);
        var made = new TwoClinics(SignInDatabase.In(folder));
        made.A = await made.Found(ledger, "Zirbelholz");
        made.B = await made.Found(ledger, "Quendelgrund");
        var astray = await made.Join(ledger, made.A, "with the other clinic in the session", [Role.Owner]);
        made.Callers[made.Callers.IndexOf(astray)] = astray with { Home = null, Roles = [], Chosen = made.B.Id };
        made.AddCallersOfNoClinic();
        return made;
    }

    /// <summary>An invitation to a clinic that one caller may take.</summary>
    public static async Task<string> Invite(ILedger ledger, House house)
    {
        var (person, secret) = (PersonId.New(clock), Secret.New());
        await Write(ledger, house.Id, Body.About(Streams.Of(person), Invited(house.Mark, "guest", [Role.FrontDesk], secret), 0));
        house.Writers[$"person/{person}"] = [Role.FrontDesk];
        return $"{house.Id}.{secret}";
    }

    /// <summary>A new session of somebody: what the cookie and the forms carry. Nothing that one probe does ends that of another.</summary>
    public (string? Cookie, string Token, Guid Id) Session(Caller caller)
    {
        var (secret, now) = (Secret.New(), clock.GetUtcNow());
        if (caller.Stand is Stand.Program or Stand.Link || (caller.Stand == Stand.Nobody && !caller.Forged)) return (null, "", Guid.Empty);
        var session = new Session
        {
            SecretHash = Secret.Hash(secret),
            Id = Guid.CreateVersion7(now),
            Account = caller.Account,
            Stage = Enum.TryParse<Stage>($"{caller.Stand}", out var stage) ? stage : Stage.Full,
            Method = "password and code",
            FormToken = Secret.New(),
            Browser = "probe",
            Clinic = caller.Chosen?.Value,
            Began = now - caller.Age,
            Seen = now - caller.Idle,
            Confirmed = now - caller.Proof,
        };
        if (caller.Kept) sessions.Add(session);
        return (secret, session.FormToken, session.Id);
    }

    /// <summary>Writes the accounts and sessions that were made up.</summary>
    public async Task Save()
    {
        await using var context = await signIn.Open();
        context.AddRange(accounts);
        context.Add(new IdentityUserToken<Guid> { UserId = lost, LoginProvider = "stipple", Name = "reset", Value = $"{clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds()} {Secret.Hash(resetSecret)}" });
        context.AddRange(sessions);
        await context.SaveChangesAsync(Cancel);
    }

    private async Task<House> Found(ILedger ledger, string mark)
    {
        var founder = NewAccount();
        var id = await Founding.Found(ledger, new ClinicFounded($"{mark} clinic"), Founding.Somebody($"{mark} founder", $"founder@{mark}.example.org", Founding.First, clock), founder, clock, Cancel);
        var house = new House(id, mark)
        {
            Subject = PersonId.New(clock),
            Licence = Guid.CreateVersion7(clock.GetUtcNow()),
            Competence = Guid.CreateVersion7(clock.GetUtcNow()),
            SpareKey = Guid.CreateVersion7(clock.GetUtcNow()),
            Patient = new PatientId(Guid.CreateVersion7(clock.GetUtcNow())),
            Referral = Guid.CreateVersion7(clock.GetUtcNow()),
            Patch = Guid.CreateVersion7(clock.GetUtcNow()),
            Plan = Guid.CreateVersion7(clock.GetUtcNow()),
            Invitation = Secret.New(),
            Course = new Course(clock),
        };
        var first = (await new People(ledger).All(id, Cancel)).Single();
        Member(house, first.Id, "founder", founder, [Role.Owner, Role.MedicalDirector]);
        foreach (var role in Enum.GetValues<Role>()) await Join(ledger, house, $"{role}", [role]);
        var left = await Join(ledger, house, "left", [Role.Owner, Role.MedicalDirector]);
        var stale = await Join(ledger, house, "with an old proof", [Role.Owner, Role.MedicalDirector]);
        var gone = PersonOf(house, left);
        await Write(ledger, id, Body.About(Streams.Of(gone), new PersonLeft("probe")));
        house.Writers.Remove($"person/{gone}");
        Callers[Callers.IndexOf(left)] = left with { Home = null, Roles = [], Ids = house };
        Callers[Callers.IndexOf(stale)] = stale with { Proof = TimeSpan.FromMinutes(6) };

        await AddRecords(ledger, house);
        await AddPatient(ledger, house);
        foreach (var holder in await house.Course.Write(ledger, house, first.Id)) Callers.Add(holder);
        var guest = PersonId.New(clock);
        await Write(ledger, id, Body.About(Streams.Of(guest), Invited(mark, "guest", [Role.Owner], house.Invitation), 0));
        await AddKeys(ledger, house);
        return house;
    }

    private static async Task AddRecords(ILedger ledger, House house)
    {
        var (today, depth) = (Today.Date, NeedleDepth.FromMillimetres(1.5));
        await Write(
            ledger, house.Id,
            Body.About(Streams.Of(house.Subject), Invited(house.Mark, "subject", [Role.Practitioner], Secret.New()), 0),
            Body.About(Streams.Of(house.Subject), new PersonJoined(Guid.CreateVersion7(clock.GetUtcNow()))),
            Body.About(Streams.Of(house.Subject), new LicenceAdded(new Licence(house.Licence, "US-CA", $"{house.Mark} 17", today, today.AddDays(30), $"{house.Mark} nurse", depth))),
            Body.About(Streams.Of(house.Subject), new CompetenceAdded(new Competence(house.Competence, $"{house.Mark} pen", depth, depth, $"{house.Mark} course", today, null, null))));
    }

    private static async Task AddPatient(ILedger ledger, House house)
    {
        var (today, stream) = (Today.Date, Streams.Of(house.Patient));
        var identity = new Identity($"{house.Mark}-1", $"{house.Mark} patient", new DateOnly(1985, 5, 5), "", "", new Contact($"{house.Mark} brother", "brother", "1"), null);
        var request = new PlanRequest(
            "texture", "cosmetic", [new PlannedZone("nose", 0.5, 3)], Plan.Endpoint.Erythema, 4, 4, today, Guid.CreateVersion7(clock.GetUtcNow()), "none", "none", null, null, null, $"{house.Mark} reason");
        await Write(
            ledger, house.Id,
            Body.About(stream, new PatientRegistered(identity), 0),
            Body.About(stream, new ReferralSent(house.Referral, $"{house.Mark} doctor", ["rosacea"], $"{house.Mark} letter", today, house.Subject)),
            Body.About(stream, new TestPatchMade(house.Patch, "nose", 0.5, $"{house.Mark} gel", today, house.Subject)),
            Body.About(stream, new PlanSigned(house.Plan, request, "0", "0", today, house.Subject, $"{house.Mark} meaning", "passkey")));
    }

    private async Task AddKeys(ILedger ledger, House house)
    {
        foreach (var role in Enum.GetValues<Role>()) await Key(ledger, house, $"key of {role}", Guid.CreateVersion7(clock.GetUtcNow()), [role], clock.GetUtcNow().AddDays(1));
        var spare = await Key(ledger, house, "spare key", house.SpareKey, [Role.Owner], clock.GetUtcNow().AddDays(1));
        Callers.Remove(spare);
        var expired = await Key(ledger, house, "expired key", Guid.CreateVersion7(clock.GetUtcNow()), [Role.Owner], clock.GetUtcNow().AddSeconds(-1));
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var revoked = await Key(ledger, house, "revoked key", id, [Role.Owner], clock.GetUtcNow().AddDays(1));
        await Write(ledger, house.Id, Body.About(Streams.Token(id), new TokenRevoked("probe")));
        foreach (var dead in new[] { expired, revoked }) Callers[Callers.IndexOf(dead)] = dead with { Stand = Stand.Nobody, Home = null, Ids = house };
    }

    private async Task<Caller> Key(ILedger ledger, House house, string name, Guid id, ImmutableArray<Role> roles, DateTimeOffset until)
    {
        var secret = Secret.New();
        await Write(ledger, house.Id, Body.About(Streams.Token(id), new TokenIssued($"{house.Mark} {name}", Secret.Hash(secret), roles, until), 0));
        house.Writers[$"token/{id:D}"] = roles;
        var caller = new Caller($"{house.Mark}, {name}", Stand.Program, house) { Roles = roles, Ids = house, Bearer = $"stipple_{house.Id}_{secret}" };
        Callers.Add(caller);
        return caller;
    }

    private async Task<Caller> Join(ILedger ledger, House house, string name, ImmutableArray<Role> roles)
    {
        var (person, account) = (PersonId.New(clock), NewAccount());
        await Write(ledger, house.Id, Body.About(Streams.Of(person), Invited(house.Mark, name, roles, Secret.New()), 0), Body.About(Streams.Of(person), new PersonJoined(account)));
        return Member(house, person, name, account, roles);
    }

    private Caller Member(House house, PersonId person, string name, Guid account, ImmutableArray<Role> roles)
    {
        house.Writers[$"person/{person}"] = roles;
        var caller = new Caller($"{house.Mark}, {name}", Stand.Full, house) { Roles = roles, Account = account, Ids = house, Person = person };
        Callers.Add(caller);
        return caller;
    }

    private void AddCallersOfNoClinic()
    {
        var director = Callers.First(caller => caller.Home == A && caller.Roles.Length == 2);
        Callers.AddRange(
            new Caller("nobody", Stand.Nobody, null) { Ids = A },
            new Caller("guessed cookie", Stand.Nobody, null) { Ids = A, Forged = true, Kept = false, Account = director.Account },
            new Caller("too long idle", Stand.Nobody, null) { Ids = A, Forged = true, Account = director.Account, Idle = Sessions.Idle + TimeSpan.FromSeconds(1) },
            new Caller("over twelve hours", Stand.Nobody, null) { Ids = A, Forged = true, Account = director.Account, Age = Sessions.Longest + TimeSpan.FromSeconds(1) },
            new Caller("before the code", Stand.Code, null) { Ids = A, Account = NewAccount() },
            new Caller("before a second proof", Stand.Enrol, null) { Ids = A, Account = NewAccount() },
            new Caller("before the passkey", Stand.Passkey, null) { Ids = A },
            new Caller("of no clinic", Stand.Full, null) { Ids = A, Account = NewAccount() },
            new Caller("made-up key", Stand.Nobody, null) { Ids = A, Bearer = $"stipple_{A.Id}_{Secret.New()}" },
            new Caller("key under the other clinic", Stand.Nobody, null) { Ids = A, Bearer = Callers.First(caller => caller.Home == B && caller.Bearer is not null).Bearer!.Replace($"{B.Id}", $"{A.Id}", StringComparison.Ordinal) },
            new Caller("key of no clinic", Stand.Nobody, null) { Ids = A, Bearer = $"stipple_{ClinicId.New(clock)}_{Secret.New()}" });
    }

    private static PersonId PersonOf(House house, Caller caller) => caller.Person ?? throw new InvalidOperationException($"{caller.Name} is nobody of {house.Mark}.");

    private Guid NewAccount()
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var email = $"{id:N}@example.org";
        accounts.Add(new Account
        {
            Id = id, UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, NormalizedEmail = email.ToUpperInvariant(), SecurityStamp = Secret.New(), LockoutEnabled = true,
        });
        return id;
    }

    private static PersonInvited Invited(string mark, string name, ImmutableArray<Role> roles, string secret) =>
        new($"{mark} {name}", $"{name.Replace(' ', '.')}@{mark}.example.org", roles, Secret.Hash(secret), clock.GetUtcNow().AddDays(7));

    private static async Task Write(ILedger ledger, ClinicId clinic, params NewFact[] facts) =>
        Assert.IsType<Appended.Done>(await ledger.Append(clinic, new Append("probe", [.. facts]), Cancel));
}
