using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;
using Stipple.Records;
using Stipple.Records.Clinics;
using Stipple.Terms;

namespace Stipple.System.Tests.Records;

/// <summary>Founding, steps of the tables and the making of lists, killed at many moments: each is done or not begun.</summary>
public sealed class Interruptions(PostgresCluster cluster)
{
    private const int Kills = 25;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_clinic_whose_founding_was_killed_is_there_with_its_name_or_not_at_all(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        var random = new Random(11);
        var acknowledged = new HashSet<string>(StringComparer.Ordinal);
        for (var kill = 0; kill < Kills; kill++) acknowledged.UnionWith(await RunAndKill(place, random.Next(4), random.Next(20), "found"));

        await using var ledger = await place.Open();
        var clinics = await ledger.Clinics(Cancel);
        Assert.True(acknowledged.Count > Kills, $"Only {acknowledged.Count} were founded.");
        Assert.Empty(acknowledged.Except(clinics.Select(clinic => clinic.ToString())));
        foreach (var clinic in clinics)
        {
            Assert.Equal($"Clinic {clinic}", (await ClinicRecord.Read(ledger, clinic, Cancel))?.Name);
            Assert.Equal((1, null), await Checked(ledger, clinic));
        }

        // What a killed founding left behind is gone after the next one.
        await Founded.Clinic(ledger);
        if (database == "SQLite") Assert.Empty(Directory.EnumerateFiles(place.Address, "*unfinished*"));
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Steps_and_lists_that_were_killed_are_made_by_the_next_start(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        var (clinic, expected) = await Filled(place);
        var random = new Random(12);
        var (early, late) = (0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            Forget(database, place.Address, clinic);
            var said = await RunAndKill(place, kill % 2 == 0 ? 0 : random.Next(5), random.Next(kill % 2 == 0 ? 500 : 20), "rebuild", clinic.ToString());
            if (said.Count == 0) early++;
            else late++;
            await using var ledger = await place.Open();
            Assert.Equal(expected, await Lists.All(new People(ledger), clinic));
            Assert.Equal((2001, null), await Checked(ledger, clinic));
        }

        Assert.True(early > 0 && late > 0, $"{early} kills before the lists were made, {late} afterwards: the kills do not meet what they should.");
    }

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task What_a_later_version_wrote_is_refused_with_a_sentence(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        ClinicId clinic;
        await using (var ledger = await place.Open()) clinic = await Founded.Clinic(ledger);
        Run(database, place.Address, clinic, "PRAGMA user_version = 99", "UPDATE about SET value = '99' WHERE name = 'step'");
        var refused = await Assert.ThrowsAsync<RefusedException>(async () =>
        {
            await using var ledger = await place.Open();
            await ledger.Read(clinic, 0, Cancel).CountAsync(Cancel);
        });
        Assert.Contains("written by a later version of Stipple (its tables are of step 99", refused.Message, StringComparison.Ordinal);
        if (database == "PostgreSQL") return;
        await using var again = await place.Open();
        await Assert.ThrowsAsync<RefusedException>(() => again.Append(clinic, new Append("a", [Appending.Added("x/1", "{}")]), Cancel));
    }

    [Fact]
    public async Task A_node_whose_lists_another_version_made_anew_writes_nothing_more()
    {
        await using var place = LedgerPlace.Of("PostgreSQL", cluster);
        await using var ledger = await place.Open();
        var clinic = await Founded.Clinic(ledger);
        Run("PostgreSQL", place.Address, clinic, "", "UPDATE about SET value = 'other people' WHERE name = 'lists'");
        await Assert.ThrowsAsync<NotKeptException>(() => ledger.Append(clinic, new Append("a", [Appending.Added("x/1", "{}")]), Cancel));
        await Assert.ThrowsAsync<RefusedException>(() => new People(ledger).All(clinic, Cancel));
    }

    /// <summary>A clinic of two thousand facts, and its lists in words.</summary>
    private static async Task<(ClinicId Clinic, string Lists)> Filled(LedgerPlace place)
    {
        await using var ledger = await place.Open();
        var clinic = await Founded.Clinic(ledger);
        var random = new Random(13);
        for (var i = 0; i < 20; i++)
            Assert.IsType<Appended.Done>(await ledger.Append(clinic, new Append("tester", [.. Enumerable.Range(0, 100).Select(_ => RandomFacts.Next(random))]), Cancel));
        return (clinic, await Lists.All(new People(ledger), clinic));
    }

    /// <summary>Takes a place back to before there were steps and lists: every table that the mark of the lists names is dropped.</summary>
    private static void Forget(string database, string address, ClinicId clinic)
    {
        var lists = string.Concat(Mark(database, address, clinic).Split(' ').Skip(1).Select(table => $"DROP TABLE {table};"));
        Assert.Contains("people", lists, StringComparison.Ordinal);
        Run(
            database, address, clinic,
            $"PRAGMA user_version = 0; DELETE FROM about WHERE name = 'lists'; {lists}",
            $"ALTER TABLE clinics DROP COLUMN lists; DROP TABLE about; {lists}");
    }

    private static string Mark(string database, string address, ClinicId clinic)
    {
        using var connection = Opened(database, address, clinic);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM about WHERE name = 'lists'";
        return (string)command.ExecuteScalar()!;
    }

    private static void Run(string database, string address, ClinicId clinic, string sqlite, string postgres)
    {
        using var connection = Opened(database, address, clinic);
        using var command = connection.CreateCommand();
        command.CommandText = database == "SQLite" ? sqlite : postgres;
        command.ExecuteNonQuery();
    }

    private static DbConnection Opened(string database, string address, ClinicId clinic)
    {
        DbConnection connection = database == "SQLite"
            ? new SqliteConnection($"Data Source={Path.Combine(address, clinic + ".ledger")};Pooling=false")
            : new NpgsqlConnection(address);
        connection.Open();
        return connection;
    }

    private static async Task<(long Facts, string? Fault)> Checked(ILedger ledger, ClinicId clinic)
    {
        var check = await ChainCheck.Of(clinic, ledger.Read(clinic, 0, Cancel), null, null);
        return (check.Facts, check.Fault);
    }

    /// <summary>Kills the work so many milliseconds after it said that it had begun and so many lines more, and gives back all of these.</summary>
    private static async Task<IReadOnlyList<string>> RunAndKill(LedgerPlace place, int lines, int milliseconds, string work, params string[] arguments)
    {
        var tool = Path.Combine(Repository.Root, "artifacts", "bin", "Stipple.Bench", Repository.Configuration, "Stipple.Bench");
        using var process = Process.Start(new ProcessStartInfo(tool, [Repository.Root, work, place.Address, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        Assert.Equal("begun", await process.StandardOutput.ReadLineAsync(Cancel));
        var said = new List<string>();
        while (said.Count < lines) said.Add(await process.StandardOutput.ReadLineAsync(Cancel) ?? throw new InvalidOperationException("The work ended by itself."));
        await Task.Delay(milliseconds, Cancel);
        process.Kill(); // SIGKILL
        var rest = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        said.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return said;
    }
}
