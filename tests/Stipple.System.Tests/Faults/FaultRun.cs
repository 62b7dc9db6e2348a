using System.Diagnostics;
using System.Globalization;
using System.Text;
using Stipple.Records;
using Stipple.Records.Sqlite;
using Stipple.Terms;

namespace Stipple.System.Tests.Faults;

/// <summary>What the disk is to do to one clinic.</summary>
/// <param name="Kind">Which calls fail.</param>
/// <param name="Nth">The first of them that does, from 1.</param>
/// <param name="Times">How many do.</param>
/// <param name="Error">With which errno.</param>
/// <param name="Rounds">How often three appends are made at once, at most: a few rounds after the disk failed it is enough.</param>
/// <param name="Bytes">The length of their bodies.</param>
internal sealed record Fault(CallKind Kind, int Nth, int Times, int Error, int Rounds, int Bytes)
{
    /// <summary>Only on files whose name ends so.</summary>
    public string On { get; init; } = "";

    public const int InputOutputError = 5, NoSpace = 28;
}

/// <summary>One clinic on such a disk: what its writers said, in order.</summary>
internal sealed class FaultRun(Fault fault, string place, ClinicId clinic, bool withData)
{
    private readonly List<string> said = [];

    public Fault Fault => fault;

    public string Place => place;

    public ClinicId Clinic => clinic;

    /// <summary>Beside the folder, not in it.</summary>
    public string Log => place + ".log";

    /// <summary>Keys of all appends.</summary>
    public IReadOnlyList<string> Asked => Named("asked");

    /// <summary>Keys of the appends that were acknowledged, also those that were kept only when they were asked for again.</summary>
    public IReadOnlyList<string> Kept => Named("kept");

    /// <summary>Keys of the appends that were told that the disk had failed, as often as they were told.</summary>
    public IReadOnlyList<string> Refused => Named("refused");

    public IReadOnlyList<string> Wrong => Named("wrong");

    public IReadOnlyList<string> Refusals => [.. said.Where(line => line.StartsWith("refused ", StringComparison.Ordinal))];

    /// <summary>How many facts could be read while the disk was still failing.</summary>
    public int Read => int.Parse(Assert.Single(Named("read")), CultureInfo.InvariantCulture);

    /// <summary>How many calls failed.</summary>
    public int Failed => int.Parse(Assert.Single(Named("failed")), CultureInfo.InvariantCulture);

    /// <summary>How many calls there were.</summary>
    public int Count(CallKind kind) => int.Parse(Assert.Single(said, line => line.StartsWith("counts ", StringComparison.Ordinal)).Split(' ')[1 + (int)kind], CultureInfo.InvariantCulture);

    /// <summary>Gives the order to a child and hears it to the end.</summary>
    public Task Do(Process child, bool hold, CancellationToken cancel) => Do(child, hold, "end", cancel);

    /// <summary>Gives the order to a child and hears it until it says this; the child is to be killed then.</summary>
    public Task Do(Process child, string until, CancellationToken cancel) => Do(child, hold: true, until, cancel);

    private async Task Do(Process child, bool hold, string until, CancellationToken cancel)
    {
        var end = hold ? "hold" : "close";
        var log = withData ? "data" : "log";
        await child.StandardInput.WriteLineAsync($"{place} {clinic} {fault.Rounds} {fault.Bytes} {end} {log} {Log};fail {(int)fault.Kind} {fault.Nth} {fault.Times} {fault.Error} {fault.On}");
        await child.StandardInput.FlushAsync(cancel);
        for (string? line = null; line?.Split(' ')[0] != until;)
        {
            line = await child.StandardOutput.ReadLineAsync(cancel)
                ?? throw new InvalidOperationException($"{fault}: the writers ended by themselves after: {said.LastOrDefault()}\n{await child.StandardError.ReadToEndAsync(cancel)}");
            said.Add(line);
        }
    }

    /// <summary>Everything acknowledged is in the file, once; the chain is whole; no flush was tried again where one had failed.</summary>
    public async Task Check(CancellationToken cancel)
    {
        Assert.Empty(Wrong);
        await Holds(place, Kept, cancel);
        Assert.Contains(Kept, key => key.EndsWith("-mended.", StringComparison.Ordinal));
        var disk = new ModelDisk();
        foreach (var call in Call.ReadAll(Log)) disk.Apply(call);
        Assert.Empty(disk.FlushedInVain);
    }

    /// <summary>A folder holds these appends, each once, in a chain that is whole.</summary>
    public async Task Holds(string folder, IEnumerable<string> acknowledged, CancellationToken cancel)
    {
        using var data = DataFolder.Open(folder);
        await using var ledger = new SqliteLedger(data, TimeProvider.System);
        var kept = await ledger.Read(clinic, 0, cancel).Select(fact => Encoding.UTF8.GetString(fact.Body.Span).TrimEnd('_')).ToListAsync(cancel);
        Assert.Equal([], acknowledged.Except(kept));
        Assert.Equal(kept.Count, kept.Distinct(StringComparer.Ordinal).Count());
        Assert.Null((await ChainCheck.Of(clinic, ledger.Read(clinic, 0, cancel), null, null)).Fault);
    }

    private List<string> Named(string what) =>
        [.. said.Select(line => line.Split(' ')).Where(words => words[0] == what).Select(words => words[1])];
}
