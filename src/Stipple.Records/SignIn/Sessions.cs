using Microsoft.EntityFrameworkCore;

namespace Stipple.Records.SignIn;

/// <summary>The sessions that are open. What is ended here is over at once on this node, and within seconds on others.</summary>
public sealed class Sessions(SignInDatabase database, TimeProvider clock)
{
    /// <summary>Without a request for this long, a session is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(15);

    /// <summary>However busy, a session is over after this long.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(1);

    /// <summary>Opens a session and returns the secret for the browser. The session before it, if any, ends: none outlives a change of what it may do.</summary>
    public async Task<string> Begin(Guid account, Stage stage, string method, string browser, string? before, CancellationToken cancel)
    {
        var secret = Secret.New();
        var now = clock.GetUtcNow();
        await using var context = await database.Open();
        if (before is not null) await context.Sessions.Where(row => row.SecretHash == Secret.Hash(before)).ExecuteDeleteAsync(cancel);
        await context.Sessions.Where(row => row.Seen < now - Idle || row.Began < now - Longest).ExecuteDeleteAsync(cancel);
        context.Sessions.Add(new Session
        {
            SecretHash = Secret.Hash(secret),
            Id = Guid.CreateVersion7(now),
            Account = account,
            Stage = stage,
            Method = method,
            FormToken = Secret.New(),
            Browser = browser,
            Began = now,
            Seen = now,
            Confirmed = now,
        });
        await context.SaveChangesAsync(cancel);
        return secret;
    }

    /// <summary>The session that a secret opens; null when there is none, or its time is over.</summary>
    public async Task<Session?> Find(string secret, CancellationToken cancel)
    {
        await using var context = await database.Open();
        var hash = Secret.Hash(secret);
        var session = await context.Sessions.SingleOrDefaultAsync(row => row.SecretHash == hash, cancel);
        var now = clock.GetUtcNow();
        if (session is null || now - session.Seen > Idle || now - session.Began > Longest) return null;
        if (now - session.Seen > NotedEvery)
        {
            session.Seen = now;
            await context.Sessions.Where(row => row.SecretHash == hash).ExecuteUpdateAsync(row => row.SetProperty(it => it.Seen, now), cancel);
        }

        return session;
    }

    public async Task<IReadOnlyList<Session>> Of(Guid account, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var context = await database.Open();
        return await context.Sessions.AsNoTracking()
            .Where(row => row.Account == account && row.Seen >= now - Idle && row.Began >= now - Longest)
            .OrderByDescending(row => row.Seen).ToListAsync(cancel);
    }

    public Task Choose(Session session, Guid clinic, CancellationToken cancel) =>
        Change(session, row => row.Clinic = clinic, cancel);

    /// <summary>Notes that the person has just proved again who they are.</summary>
    public Task Confirm(Session session, string method, CancellationToken cancel) =>
        Change(session, row => (row.Confirmed, row.Method) = (clock.GetUtcNow(), method), cancel);

    public Task Remember(Session session, string? ceremony, CancellationToken cancel) =>
        Change(session, row => row.Ceremony = ceremony, cancel);

    public Task Offer(Session session, string appKey, CancellationToken cancel) =>
        Change(session, row => row.AppKey = appKey, cancel);

    public async Task End(Guid account, Guid id, CancellationToken cancel)
    {
        await using var context = await database.Open();
        await context.Sessions.Where(row => row.Account == account && row.Id == id).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Ends every session of an account but one.</summary>
    public async Task EndOthers(Guid account, Guid? but, CancellationToken cancel)
    {
        await using var context = await database.Open();
        await context.Sessions.Where(row => row.Account == account && row.Id != but).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Takes a code of an authenticator; false when it was used before.</summary>
    public async Task<bool> TakeCode(Guid account, string code, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var context = await database.Open();
        await context.UsedCodes.Where(row => row.At < now - TimeSpan.FromHours(1)).ExecuteDeleteAsync(cancel);
        context.UsedCodes.Add(new UsedCode { Account = account, CodeHash = Secret.Hash($"{account:D} {code}"), At = now });
        try
        {
            await context.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException)
        {
            return false; // the key is there already
        }
    }

    private async Task Change(Session session, Action<Session> change, CancellationToken cancel)
    {
        await using var context = await database.Open();
        context.Sessions.Attach(session);
        change(session);
        await context.SaveChangesAsync(cancel);
    }
}
