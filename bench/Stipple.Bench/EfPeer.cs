using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Stipple.Bench;

/// <summary>
/// The peer: what a good team would write with EF Core on SQLite for the same request. A fact with its hash chain, a list row and
/// an idempotency row in one transaction, durable (synchronous=FULL, write-ahead log), each request on a connection of its own;
/// or all behind one lock.
/// </summary>
internal static class EfPeer
{
    public static int Serve(string path, string mode)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddDbContextPool<Kept>(options => options.UseSqlite($"Data Source={path};Default Timeout=60").AddInterceptors(new Durable()));
        var app = builder.Build();
        using (var scope = app.Services.CreateScope()) scope.ServiceProvider.GetRequiredService<Kept>().Database.EnsureCreated();
        var gate = mode == "lock" ? new SemaphoreSlim(1, 1) : null;
        app.MapPost("/api/people/{person:guid}/licences", async (Guid person, HttpContext http, Kept kept, Sent sent) =>
        {
            var key = http.Request.Headers["Idempotency-Key"].ToString();
            if (gate is not null) await gate.WaitAsync();
            try
            {
                return Results.Text(System.Text.Json.JsonSerializer.Serialize(await Write(kept, person, key, sent)), "application/json");
            }
            finally
            {
                gate?.Release();
            }
        });
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"Peer serves {app.Urls.First()}"));
        app.Run();
        return 0;
    }

    private static async Task<object> Write(Kept kept, Guid person, string key, Sent sent)
    {
        // Immediate, so that two writers do not both read the same end of the chain.
        await using var transaction = await kept.Database.BeginTransactionAsync();
        if (await kept.Requests.FindAsync(key) is { } before) return before.Reply;
        var last = await kept.Facts.OrderByDescending(fact => fact.Sequence).FirstOrDefaultAsync();
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var fact = new FactRow
        {
            Sequence = (last?.Sequence ?? 0) + 1,
            Stream = $"person/{person}",
            Kind = "licence-added",
            Body = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(sent),
            At = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
            By = "token",
            Previous = last?.Hash ?? new byte[32],
        };
        fact.Hash = Hash(fact);
        kept.Facts.Add(fact);
        kept.Licences.Add(new LicenceRow { Id = id, Person = person, Jurisdiction = sent.Jurisdiction, Number = sent.Number, From = sent.From, Until = sent.Until, Scope = sent.Scope });
        kept.Requests.Add(new RequestRow { Key = key, BodyHash = SHA256.HashData(fact.Body), Reply = id.ToString(), Sequence = fact.Sequence });
        await kept.SaveChangesAsync();
        await transaction.CommitAsync();
        kept.ChangeTracker.Clear();
        return new { id };
    }

    private static byte[] Hash(FactRow fact)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, fact.Sequence);
        hash.AppendData(number);
        hash.AppendData(Encoding.UTF8.GetBytes(fact.Stream + fact.Kind + fact.By));
        hash.AppendData(fact.Body);
        hash.AppendData(fact.Previous);
        return hash.GetHashAndReset();
    }

    internal sealed record Sent(string Jurisdiction, string Number, DateOnly From, DateOnly Until, string Scope, double? DepthLimitMillimetres);

    internal sealed class FactRow
    {
        public long Sequence { get; set; }

        public required string Stream { get; set; }

        public required string Kind { get; set; }

        public required byte[] Body { get; set; }

        public long At { get; set; }

        public required string By { get; set; }

        public required byte[] Previous { get; set; }

        public byte[] Hash { get; set; } = [];
    }

    internal sealed class LicenceRow
    {
        public Guid Id { get; set; }

        public Guid Person { get; set; }

        public required string Jurisdiction { get; set; }

        public required string Number { get; set; }

        public DateOnly From { get; set; }

        public DateOnly Until { get; set; }

        public required string Scope { get; set; }
    }

    internal sealed class RequestRow
    {
        public required string Key { get; set; }

        public required byte[] BodyHash { get; set; }

        public required string Reply { get; set; }

        public long Sequence { get; set; }
    }

    internal sealed class Kept(DbContextOptions<Kept> options) : DbContext(options)
    {
        public DbSet<FactRow> Facts => Set<FactRow>();

        public DbSet<LicenceRow> Licences => Set<LicenceRow>();

        public DbSet<RequestRow> Requests => Set<RequestRow>();

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<FactRow>().HasKey(fact => fact.Sequence);
            modelBuilder.Entity<FactRow>().Property(fact => fact.Sequence).ValueGeneratedNever();
            modelBuilder.Entity<FactRow>().HasIndex(fact => fact.Stream);
            modelBuilder.Entity<RequestRow>().HasKey(request => request.Key);
        }
    }

    private sealed class Durable : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Set(connection);
            return Task.CompletedTask;
        }

        private static void Set(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;";
            command.ExecuteNonQuery();
        }
    }
}
