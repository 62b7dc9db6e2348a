using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Stipple.Records.SignIn;

/// <summary>The tables of signing in: accounts with their passwords, authenticators and passkeys, and the open sessions.</summary>
public sealed class SignInContext(DbContextOptions<SignInContext> options) : IdentityUserContext<Account, Guid>(options)
{
    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<UsedCode> UsedCodes => Set<UsedCode>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        if (Database.IsNpgsql()) builder.HasDefaultSchema(SignInDatabase.Schema);
        var time = new ValueConverter<DateTimeOffset, long>(at => FactFormat.Microseconds(at), kept => FactFormat.FromMicroseconds(kept));
        builder.Entity<Session>(session =>
        {
            session.HasKey(row => row.SecretHash);
            session.HasIndex(row => row.Account);
            session.Property(row => row.Stage).HasConversion<string>();
            session.Property(row => row.Began).HasConversion(time);
            session.Property(row => row.Seen).HasConversion(time);
            session.Property(row => row.Confirmed).HasConversion(time);
        });
        builder.Entity<UsedCode>(code =>
        {
            code.HasKey(row => new { row.Account, row.CodeHash });
            code.Property(row => row.At).HasConversion(time);
        });
    }
}
