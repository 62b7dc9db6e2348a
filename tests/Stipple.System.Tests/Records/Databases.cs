using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.Postgres;
using Stipple.Records.Sqlite;
using Stipple.Terms;

namespace Stipple.System.Tests.Records;

/// <summary>A place where a ledger is kept, that can be opened more than once.</summary>
public abstract class LedgerPlace : IAsyncDisposable
{
    /// <summary>Folder or connection.</summary>
    public abstract string Address { get; }

    public abstract Task<ILedger> Open();

    public abstract ValueTask DisposeAsync();

    public static LedgerPlace Of(string database, PostgresCluster cluster)
    {
        if (database == "SQLite") return new InFolder();
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        return new InPostgres(cluster.NewDatabase());
    }

    private sealed class InFolder : LedgerPlace
    {
        private readonly string path = Directory.CreateTempSubdirectory("stipple-ledger-").FullName;

        public override string Address => path;

        public override Task<ILedger> Open() => Task.FromResult<ILedger>(new Owned(DataFolder.Open(path)));

        public override ValueTask DisposeAsync()
        {
            Directory.Delete(path, recursive: true);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class InPostgres(string connection) : LedgerPlace
    {
        public override string Address => connection;

        public override async Task<ILedger> Open() => await PostgresLedger.Open(connection, TimeProvider.System, null, TestContext.Current.CancellationToken);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>A ledger that gives its folder back when it is closed.</summary>
    private sealed class Owned(DataFolder folder) : ILedger
    {
        private readonly SqliteLedger ledger = new(folder, TimeProvider.System);

        public Task<IReadOnlyList<ClinicId>> Clinics(CancellationToken cancel) => ledger.Clinics(cancel);

        public Task<Appended> Found(ClinicId clinic, Append first, CancellationToken cancel) => ledger.Found(clinic, first, cancel);

        public Task<Appended> Append(ClinicId clinic, Append append, CancellationToken cancel) => ledger.Append(clinic, append, cancel);

        public IAsyncEnumerable<Fact> Read(ClinicId clinic, long after, CancellationToken cancel) => ledger.Read(clinic, after, cancel);

        public IAsyncEnumerable<Fact> ReadStream(ClinicId clinic, string stream, int after, CancellationToken cancel) => ledger.ReadStream(clinic, stream, after, cancel);

        public Task<IReadOnlyList<T>> Query<T>(ClinicId clinic, string sql, object? parameters, CancellationToken cancel) => ledger.Query<T>(clinic, sql, parameters, cancel);

        public Task Rebuild(ClinicId clinic, IProgress<long>? progress, CancellationToken cancel) => ledger.Rebuild(clinic, progress, cancel);

        public Task Restore(IReadOnlyList<KeptChain> chains, Func<Checkpoint, IProgress<long>?> progress, CancellationToken cancel) => ledger.Restore(chains, progress, cancel);

        public async ValueTask DisposeAsync()
        {
            await ledger.DisposeAsync();
            folder.Dispose();
        }
    }
}

/// <summary>Clinics for tests: each begins with the fact that it was founded.</summary>
internal static class Founded
{
    public static Append First(ClinicId clinic, string name = "Lindenhof") => new("tester", [Body.About(Streams.Of(clinic), new ClinicFounded(name), expectedVersion: 0)]);

    public static async Task<ClinicId> Clinic(ILedger ledger)
    {
        var clinic = ClinicId.New(TimeProvider.System);
        Assert.IsType<Appended.Done>(await ledger.Found(clinic, First(clinic), TestContext.Current.CancellationToken));
        return clinic;
    }
}
