using System.Diagnostics;
using System.Text;
using Stipple.Records;
using Stipple.Terms;

namespace Stipple.System.Tests.Records;

/// <summary>Eight writers, killed in the middle of their work, a hundred times: what was acknowledged is there, and the chain is whole.</summary>
public sealed class Crashes(PostgresCluster cluster)
{
    private const int Kills = 100;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task Nothing_acknowledged_is_lost_by_a_hundred_kills(string database)
    {
        await using var place = LedgerPlace.Of(database, cluster);
        var clinic = ClinicId.New(TimeProvider.System);
        var acknowledged = new HashSet<string>(StringComparer.Ordinal);
        var random = new Random(20261123);
        for (var kill = 0; kill < Kills; kill++) acknowledged.UnionWith(await RunAndKill(place, clinic, "late", random.Next(1, 40)));

        await using var ledger = await place.Open();
        var kept = await ledger.Read(clinic, 0, Cancel).Select(fact => Encoding.UTF8.GetString(fact.Body.Span)).ToListAsync(Cancel);
        Assert.True(acknowledged.Count >= Kills, $"Only {acknowledged.Count} were acknowledged.");
        Assert.Empty(acknowledged.Except(kept));
        Assert.Equal(kept.Count, kept.Distinct(StringComparer.Ordinal).Count());
        Assert.Null((await ChainCheck.Of(clinic, ledger.Read(clinic, 0, Cancel), null, null)).Fault);
    }

    [Fact]
    public async Task An_answer_before_the_commit_would_be_noticed()
    {
        await using var place = LedgerPlace.Of("SQLite", cluster);
        var clinic = ClinicId.New(TimeProvider.System);
        var acknowledged = new HashSet<string>(StringComparer.Ordinal);
        for (var kill = 0; kill < 5; kill++) acknowledged.UnionWith(await RunAndKill(place, clinic, "early", 8));
        await using var ledger = await place.Open();
        var kept = await ledger.Read(clinic, 0, Cancel).Select(fact => Encoding.UTF8.GetString(fact.Body.Span)).ToListAsync(Cancel);
        Assert.NotEmpty(acknowledged.Except(kept));
    }

    /// <summary>Lets the writers work until so many were acknowledged, kills them, and gives back everything they had said.</summary>
    private static async Task<IReadOnlyList<string>> RunAndKill(LedgerPlace place, ClinicId clinic, string when, int after)
    {
        var tool = Path.Combine(Repository.Root, "artifacts", "bin", "Stipple.Bench", Repository.Configuration, "Stipple.Bench");
        using var process = Process.Start(new ProcessStartInfo(tool, [Repository.Root, "append", place.Address, clinic.ToString(), when])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var said = new List<string>();
        while (said.Count < after)
        {
            said.Add(await process.StandardOutput.ReadLineAsync(Cancel) ?? throw new InvalidOperationException("The writers ended by themselves."));
        }

        process.Kill(); // SIGKILL
        await process.WaitForExitAsync(Cancel);
        var rest = await process.StandardOutput.ReadToEndAsync(Cancel);
        // The last line may be cut off in the middle; a line without its end was not said.
        said.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return said;
    }
}
