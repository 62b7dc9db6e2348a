using Microsoft.Data.Sqlite;
using Stipple.Records;
using Stipple.System.Tests.Records;
using Stipple.Terms;

namespace Stipple.System.Tests.Faults;

/// <summary>A file that is found damaged after a failure is written no further.</summary>
public sealed class DamagedFiles
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(false), InlineData(true)]
    public async Task Are_read_through_after_a_failure_and_left_as_they_are(bool damaged)
    {
        using var scratch = new Scratch();
        using var folder = DataFolder.Open(scratch.File("data"));
        await using var ledger = new Stipple.Records.Sqlite.SqliteLedger(folder, TimeProvider.System);
        var clinic = ClinicId.New(TimeProvider.System);
        await ledger.Found(clinic, Founded.First(clinic), Cancel);
        for (var i = 0; i < 300; i++) await Append();

        // Somebody else's trigger lets the next write fail; then the failure goes away, and a page may be gone with it.
        var file = Path.Combine(folder.Path, $"{clinic}.ledger");
        Execute("CREATE TRIGGER fails BEFORE INSERT ON facts BEGIN SELECT RAISE(ABORT, 'on purpose'); END");
        await Assert.ThrowsAsync<NotKeptException>(Append);
        Execute("DROP TRIGGER fails; PRAGMA wal_checkpoint(TRUNCATE)");
        if (damaged)
        {
            using var bytes = File.OpenWrite(file);
            bytes.Position = bytes.Length / 2 / 4096 * 4096;
            bytes.Write(new byte[4096]);
        }

        if (!damaged)
        {
            await Append();
            Assert.Equal(302, await ledger.Read(clinic, 0, Cancel).CountAsync(Cancel));
            return;
        }

        for (var again = 0; again < 2; again++)
        {
            var told = await Assert.ThrowsAsync<NotKeptException>(Append);
            Assert.Contains("is damaged", told.Message, StringComparison.Ordinal);
            Assert.Contains("restore a backup", told.Message, StringComparison.Ordinal);
        }

        async Task Append() => Assert.IsType<Appended.Done>(await ledger.Append(clinic, new Append("tester", [new NewFact("patient/1", "noted", new byte[500])]), Cancel));

        void Execute(string sql)
        {
            using var other = new SqliteConnection($"Data Source={file};Pooling=False");
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
