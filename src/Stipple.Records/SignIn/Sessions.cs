using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

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

    /// <summary>Goes to another clinic. Forms of the one before do not fit any more: nothing is written into the wrong clinic.</summary>
    public Task Choose(Session session, Guid clinic, CancellationToken cancel)
    {
        var token = Secret.New();
        return Change(session, row => row.SetProperty(it => it.Clinic, clinic).SetProperty(it => it.FormToken, token), cancel);
    }

    /// <summary>Notes that the person has just proved again who they are.</summary>
    public Task Confirm(Session session, string method, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return Change(session, row => row.SetProperty(it => it.Confirmed, now).SetProperty(it => it.Method, method), cancel);
    }

    /// <summary>Keeps what the next step of a passkey ceremony needs.</summary>
    public Task Remember(Session session, string? ceremony, CancellationToken cancel) =>
        Change(session, row => row.SetProperty(it => it.Ceremony, ceremony), cancel);

    /// <summary>Takes what was kept for the next step, once: of two that ask at the same time, one gets it.</summary>
    public async Task<string?> TakeCeremony(Session session, CancellationToken cancel)
    {
        await using var context = await database.Open();
        var row = context.Sessions.Where(it => it.SecretHash == session.SecretHash);
        var kept = await row.Select(it => it.Ceremony).SingleOrDefaultAsync(cancel);
        return kept is not null && await row.Where(it => it.Ceremony == kept).ExecuteUpdateAsync(it => it.SetProperty(its => its.Ceremony, (string?)null), cancel) == 1 ? kept : null;
    }

    /// <summary>Offers a key for an authenticator app, unless one is offered already, and returns the one that counts.</summary>
    public async Task<string?> Offer(Session session, string appKey, CancellationToken cancel)
    {
        await using var context = await database.Open();
        var row = context.Sessions.Where(it => it.SecretHash == session.SecretHash);
        await row.Where(it => it.AppKey == null).ExecuteUpdateAsync(it => it.SetProperty(its => its.AppKey, appKey), cancel);
        return session.AppKey = await row.Select(it => it.AppKey).SingleOrDefaultAsync(cancel);
    }

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

    /// <summary>Changes the row; one that another node has ended meanwhile stays ended.</summary>
    private async Task Change(Session session, Action<UpdateSettersBuilder<Session>> change, CancellationToken cancel)
    {
        await using var context = await database.Open();
        await context.Sessions.Where(row => row.SecretHash == session.SecretHash).ExecuteUpdateAsync(change, cancel);
    }
}
