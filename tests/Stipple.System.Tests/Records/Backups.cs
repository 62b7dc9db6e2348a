using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Stipple.Records;
using Stipple.Records.Clinics;
using Stipple.System.Tests.Tool;
using Stipple.Terms;

namespace Stipple.System.Tests.Records;

/// <summary>A backup is a whole one or none, comes back as it was, and leads from either database to the other.</summary>
public sealed class Backups(PostgresCluster cluster)
{
    private const int Kills = 12;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SQLite", "SQLite")]
    [InlineData("SQLite", "PostgreSQL")]
    [InlineData("PostgreSQL", "SQLite")]
    [InlineData("PostgreSQL", "PostgreSQL")]
    public async Task One_taken_while_people_work_comes_back_as_it_was(string from, string to)
    {
        using var scratch = new Scratch();
        await using var source = LedgerPlace.Of(from, cluster);
        await using var target = LedgerPlace.Of(to, cluster);
        await using var ledger = await source.Open();
        var clinics = new[] { await Filled(ledger, 1), await Filled(ledger, 2) };
        using var closing = new CancellationTokenSource();
        var work = Task.WhenAll(clinics.Select(clinic => Work(ledger, clinic, closing.Token)));
        var ends = await Backup.Make(ledger, [], scratch.File("backup"), TimeProvider.System, null, Cancel);
        await closing.CancelAsync();
        await work;
        Assert.Equal(ends.Select(end => end.ToString()), (await Backup.Verify(scratch.File("backup"), null, Cancel)).Select(end => end.ToString()));

        await using (var restored = await target.Open()) await Backup.Restore(scratch.File("backup"), restored, [], null, Cancel);
        await using var again = await target.Open();
        Assert.Equal(clinics.OrderBy(clinic => clinic.ToString(), StringComparer.Ordinal), (await again.Clinics(Cancel)).OrderBy(clinic => clinic.ToString(), StringComparer.Ordinal));
        foreach (var end in ends)
        {
            Assert.True(end.Sequence >= 301, $"Only {end.Sequence} facts.");
            var kept = await Facts(ledger, end.Clinic).TakeWhile(line => !line.StartsWith($"{end.Sequence + 1} ", StringComparison.Ordinal)).ToListAsync(Cancel);
            Assert.Equal(kept, await Facts(again, end.Clinic).ToListAsync(Cancel));
            Assert.Equal(new Appended.Taken("cartridge/4711"), await again.Append(end.Clinic, new Append("a", [Appending.Added("x/1", "{}")]) { Once = ["cartridge/4711"] }, Cancel));
            Assert.Equal("first", Encoding.UTF8.GetString(Assert.IsType<Appended.Again>(await again.Append(end.Clinic, Appending.Asked("key", "body", "second"), Cancel)).Reply.Span));
            foreach (var row in await new People(again).All(end.Clinic, Cancel)) await Lists.AssertFolded(again, end.Clinic, row);
            Assert.NotEmpty(await new People(again).All(end.Clinic, Cancel));
            Assert.IsType<Appended.Done>(await again.Append(end.Clinic, new Append("a", [Appending.Added("x/1", "{}")]), Cancel));
        }
    }

    [Fact]
    public async Task One_that_was_altered_is_refused_and_nothing_is_restored_from_it()
    {
        using var scratch = new Scratch();
        await using var source = LedgerPlace.Of("SQLite", cluster);
        await using var target = LedgerPlace.Of("SQLite", cluster);
        string clinic;
        await using (var ledger = await source.Open())
        {
            clinic = (await Filled(ledger, 1)).ToString();
            await Backup.Make(ledger, [], scratch.File("backup"), TimeProvider.System, null, Cancel);
        }

        var file = Path.Combine(scratch.File("backup"), clinic + ".ledger");
        var manifest = Path.Combine(scratch.File("backup"), "manifest.json");
        var (bytes, text) = (await File.ReadAllBytesAsync(file, Cancel), await File.ReadAllTextAsync(manifest, Cancel));

        await Refused("is not as it was written", () => File.WriteAllBytes(file, [.. bytes[..5000], (byte)(bytes[5000] ^ 1), .. bytes[5001..]]));
        await Refused("is not as it was written", () => File.WriteAllBytes(file, bytes[..^4096]));
        await Refused("lacks", () => File.Delete(file));
        await Refused("is no backup", () => File.Delete(manifest));
        await Refused("is of format 2", () => File.WriteAllText(manifest, text.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal)));
        await Refused("outside of the backup", () => File.WriteAllText(manifest, text.Replace($"\"name\": \"{clinic}", $"\"name\": \"../{clinic}", StringComparison.Ordinal)));

        // One who also writes the manifest anew is told by the chain.
        await Refused("fact 7 is not as it was written", () => Forge("DROP TRIGGER facts_are_never_changed; UPDATE facts SET by = 'forger' WHERE sequence = 7"));
        await Refused("the chain ends at fact 300", () => Forge("DROP TRIGGER facts_are_never_removed; PRAGMA foreign_keys=OFF; DELETE FROM facts WHERE sequence > 300"));

        Restore();
        await using var whole = await target.Open();
        await Backup.Restore(scratch.File("backup"), whole, [], null, Cancel);
        Assert.Equal([clinic], (await whole.Clinics(Cancel)).Select(id => id.ToString()));

        void Restore()
        {
            File.WriteAllBytes(file, bytes);
            File.WriteAllText(manifest, text);
        }

        void Forge(string sql)
        {
            using (var connection = new SqliteConnection($"Data Source={file};Pooling=false"))
            {
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = sql;
                command.ExecuteNonQuery();
            }

            var json = JsonNode.Parse(text)!;
            json["files"]![0]!["length"] = new FileInfo(file).Length;
            json["files"]![0]!["sha256"] = Convert.ToHexStringLower(global::System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));
            File.WriteAllText(manifest, json.ToJsonString());
        }

        async Task Refused(string because, Action alter)
        {
            Restore();
            alter();
            Assert.Contains(because, (await Assert.ThrowsAsync<RefusedException>(() => Backup.Verify(scratch.File("backup"), null, Cancel))).Message, StringComparison.Ordinal);
            await using var empty = await target.Open();
            await Assert.ThrowsAsync<RefusedException>(() => Backup.Restore(scratch.File("backup"), empty, [], null, Cancel));
            Assert.Empty(await empty.Clinics(Cancel));
        }
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task One_whose_making_or_restoring_was_killed_is_whole_or_not_there(string database)
    {
        using var scratch = new Scratch();
        await using var source = LedgerPlace.Of(database, cluster);
        var clinics = new List<ClinicId>();
        await using (var ledger = await source.Open())
        {
            for (var i = 0; i < 3; i++) clinics.Add(await Filled(ledger, i));
            await Backup.Make(ledger, [], scratch.File("good"), TimeProvider.System, null, Cancel);
        }

        var (whole, none) = (0, 0);
        for (var kill = 0; kill <= Kills; kill++)
        {
            var backup = scratch.File($"backup-{kill}");
            await Kill(database, source.Address, Moment(kill), "backup", backup);
            if (Directory.Exists(backup)) Assert.Equal(3, (await Backup.Verify(backup, null, Cancel)).Count);

            await using var target = LedgerPlace.Of(database, cluster);
            await Kill(database, target.Address, Moment(kill), "restore", scratch.File("good"));
            await using var ledger = await target.Open();
            if ((await ledger.Clinics(Cancel)).Count == 0)
            {
                none++;
                await Backup.Restore(scratch.File("good"), ledger, [], null, Cancel);
            }
            else
            {
                whole++;
            }

            Assert.Equal(clinics.OrderBy(clinic => clinic.ToString(), StringComparer.Ordinal), (await ledger.Clinics(Cancel)).OrderBy(clinic => clinic.ToString(), StringComparer.Ordinal));
            foreach (var clinic in clinics)
            {
                Assert.Equal((302, null), await ChainCheck.Of(clinic, ledger.Read(clinic, 0, Cancel), null, null) is var check ? (check.Facts, check.Fault) : default);
                foreach (var row in await new People(ledger).All(clinic, Cancel)) await Lists.AssertFolded(ledger, clinic, row);
            }
        }

        Assert.True(whole > 0 && none > 0, $"{whole} restored and {none} not: the kills do not meet what they should.");

        // The first comes before anything is done, the last after everything, and those between fall as they fall.
        static TimeSpan Moment(int kill) => kill == Kills ? TimeSpan.FromMinutes(1) : TimeSpan.FromMilliseconds(150 * kill);
    }

    [Fact]
    public async Task What_is_kept_beside_the_ledger_goes_with_it()
    {
        using var scratch = new Scratch();
        await using var source = LedgerPlace.Of("SQLite", cluster);
        await using var target = LedgerPlace.Of("SQLite", cluster);
        var part = new Letter(scratch.File("restored.txt"));
        await using (var ledger = await source.Open())
        {
            await Filled(ledger, 1);
            await Backup.Make(ledger, [part], scratch.File("backup"), TimeProvider.System, null, Cancel);
        }

        Assert.Contains("letters.txt", await File.ReadAllTextAsync(Path.Combine(scratch.File("backup"), "manifest.json"), Cancel), StringComparison.Ordinal);
        await using (var empty = await target.Open()) await Backup.Restore(scratch.File("backup"), empty, [part], null, Cancel);
        Assert.Equal("Dear Ada", await File.ReadAllTextAsync(scratch.File("restored.txt"), Cancel));
        await File.WriteAllTextAsync(Path.Combine(scratch.File("backup"), "letters.txt"), "Dear Eve", Cancel);
        await Assert.ThrowsAsync<RefusedException>(() => Backup.Verify(scratch.File("backup"), null, Cancel));
    }

    private sealed class Letter(string restored) : IBackupPart
    {
        public Task Keep(string folder, CancellationToken cancel) => File.WriteAllTextAsync(Path.Combine(folder, "letters.txt"), "Dear Ada", cancel);

        public Task Restore(string folder, CancellationToken cancel)
        {
            File.Copy(Path.Combine(folder, "letters.txt"), restored, overwrite: true);
            return Task.CompletedTask;
        }
    }

    /// <summary>A clinic of 302 facts, with a key that is taken and a request that was answered.</summary>
    private static async Task<ClinicId> Filled(ILedger ledger, int seed)
    {
        var clinic = await Founded.Clinic(ledger);
        var random = new Random(seed);
        for (var i = 0; i < 3; i++)
            Assert.IsType<Appended.Done>(await ledger.Append(clinic, new Append("tester", [.. Enumerable.Range(0, 100).Select(_ => RandomFacts.Next(random))]), Cancel));
        Assert.IsType<Appended.Done>(await ledger.Append(clinic, Appending.Asked("key", "body", "first") with { Once = ["cartridge/4711"] }, Cancel));
        return clinic;
    }

    private static async Task Work(ILedger ledger, ClinicId clinic, CancellationToken closing)
    {
        var random = new Random(9);
        for (var i = 0; !closing.IsCancellationRequested; i++)
            Assert.IsType<Appended.Done>(await ledger.Append(clinic, new Append("tester", [RandomFacts.Next(random)]) { Once = [$"work/{i}"] }, Cancel));
    }

    private static IAsyncEnumerable<string> Facts(ILedger ledger, ClinicId clinic) => ledger.Read(clinic, 0, Cancel).Select(fact =>
        $"{fact.Sequence} {fact.Stream} {fact.Version} {fact.Kind} {Convert.ToHexString(fact.Body.Span)} {fact.KeyId} {fact.At:O} {fact.By} {Convert.ToHexString(fact.Previous.Span)} {Convert.ToHexString(fact.Hash.Span)}");

    private static async Task Kill(string database, string address, TimeSpan moment, string command, string folder)
    {
        using var process = Process.Start(database == "SQLite"
            ? ToolRun.StartInfo([command, folder, "--data", address], null)
            : ToolRun.StartInfo([command, folder], null, ("STIPPLE_POSTGRES", address)))!;
        var reading = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await Task.WhenAny(Task.Delay(moment, Cancel), process.WaitForExitAsync(Cancel));
        process.Kill(); // SIGKILL
        await process.WaitForExitAsync(Cancel);
        _ = (await reading.Item1, await reading.Item2);
    }
}
