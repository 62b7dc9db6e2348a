using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Stipple.Records.SignIn;

/// <summary>
/// Accounts with everything they sign in with, in a backup as one SQLite file whichever database they come from. Sessions are
/// left out: whoever comes to restored records signs in again.
/// </summary>
public sealed class SignInBackup(SignInDatabase database) : IBackupPart
{
    public async Task Keep(string folder, CancellationToken cancel)
    {
        await using var from = await database.Open();
        await using var to = await SignInDatabase.At(Path.Combine(folder, SignInDatabase.FileName)).Open();
        await Copy(from, to, cancel);
    }

    public async Task Restore(string folder, CancellationToken cancel)
    {
        var file = Path.Combine(folder, SignInDatabase.FileName);
        if (!File.Exists(file)) return; // a backup that was made of a ledger alone
        await using var from = await SignInDatabase.At(file).Open();
        await using var to = await database.Open();
        await Copy(from, to, cancel);
    }

    private static async Task Copy(SignInContext from, SignInContext to, CancellationToken cancel)
    {
        await using var snapshot = await from.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancel);
        await using var transaction = await to.Database.BeginTransactionAsync(cancel);
        await Rows<Account>();
        await Rows<IdentityUserClaim<Guid>>();
        await Rows<IdentityUserLogin<Guid>>();
        await Rows<IdentityUserToken<Guid>>();
        await Rows<IdentityUserPasskey<Guid>>();
        await transaction.CommitAsync(cancel);

        async Task Rows<T>() where T : class
        {
            await to.Set<T>().ExecuteDeleteAsync(cancel); // what a restore that was cut short may have left
            to.AddRange(await from.Set<T>().AsNoTracking().ToListAsync(cancel));
            await to.SaveChangesAsync(cancel);
        }
    }
}
