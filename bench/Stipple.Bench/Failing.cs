using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using Stipple.Records;
using Stipple.Records.Sqlite;
using Stipple.Terms;

namespace Stipple.Bench;

/// <summary>
/// Keeps one clinic after another on a disk that fails on order, and says what became of each append. The tests of failing
/// disks start it under their shim, which stands between this process and its files.
/// </summary>
internal static class Failing
{
    private const int Together = 3;
    private const int Kinds = 5;

    /// <summary>How long the writers go on after the disk began to fail.</summary>
    private const int RoundsAfter = 5;

    private static readonly Stream Output = Console.OpenStandardOutput();
    private static readonly Lock Speaking = new();

    /// <summary>Reads a line a clinic: PLACE CLINIC ROUNDS BYTES, then whether to "close" it or to "hold" it until somebody kills the process, then what the shim is to be told, with semicolons between.</summary>
    public static async Task<int> Run()
    {
        while (Console.In.ReadLine() is { } line)
        {
            if (line.Split(' ', 6) is not [var place, var id, var rounds, var bytes, var end, var orders] || !ClinicId.TryParse(id, out var clinic)) return 2;
            await Keep(place, clinic, Number(rounds), Number(bytes), end == "hold", orders.Split(';'));
            Say("end");
        }

        return 0;
    }

    private static async Task Keep(string place, ClinicId clinic, int rounds, int bytes, bool hold, string[] orders)
    {
        using var folder = DataFolder.Open(place);
        await using var ledger = new SqliteLedger(folder, TimeProvider.System);
        foreach (var order in orders) Shim(order);

        // Once more; and on a disk that goes on failing, when it has been mended.
        if (!await Found() && !await Found())
        {
            Shim("mend");
            if (!await Found()) throw new InvalidOperationException("A clinic could not be founded on a disk that works.");
        }

        for (var (round, after) = (0, 0); round < rounds && after < RoundsAfter; round++, after += Shim("failed") > 0 ? 1 : 0)
            await Task.WhenAll(Enumerable.Range(0, Together).Select(member => Append($"{round}-{member}", tries: 2)));
        Say($"read {await Readable()}");
        Shim("mend");
        await Append("mended", tries: 1);
        Say($"counts {string.Join(' ', Enumerable.Range(0, Kinds).Select(kind => Shim($"count {kind}")))}");
        Say($"failed {Shim("failed")}");
        if (!hold) return;
        Say("end");
        await Task.Delay(Timeout.Infinite);

        async Task<string> Readable()
        {
            try
            {
                return $"{await ledger.Read(clinic, 0, CancellationToken.None).CountAsync()}";
            }
            catch (SqliteException)
            {
                return "none"; // a disk that failed before the file was first opened
            }
        }

        async Task<bool> Found()
        {
            // Another process may have founded it; or it was founded after all, and only its name could not be flushed.
            if ((await ledger.Clinics(CancellationToken.None)).Contains(clinic)) return true;
            try
            {
                await ledger.Found(clinic, new Append("founder", [new NewFact($"clinic/{clinic}", "noted", "founding."u8.ToArray())]), CancellationToken.None);
                Say("asked founding.");
                Say("kept founding.");
                return true;
            }
            catch (NotKeptException refused)
            {
                Say($"refused founding. {refused.Message}");
                return false;
            }
        }

        async Task Append(string name, int tries)
        {
            // Another process may have written here before; the name tells the two apart.
            var key = $"{Environment.ProcessId}-{name}.";
            var body = Encoding.UTF8.GetBytes(key.PadRight(bytes, '_'));
            Say($"asked {key}");
            var append = new Append("writer", [new NewFact($"patient/{name[^1]}", "noted", body)]) { Once = [key], Request = new Request(key, body, body) };
            for (var i = 0; i < tries; i++)
            {
                try
                {
                    var outcome = await ledger.Append(clinic, append, CancellationToken.None);
                    Say(outcome is Appended.Done or Appended.Again ? $"kept {key}" : $"wrong {key} {outcome}");
                    return;
                }
                catch (NotKeptException refused)
                {
                    Say($"refused {key} {refused.Message}");
                }
            }
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static void Say(string line)
    {
        lock (Speaking) Output.Write(Encoding.UTF8.GetBytes(line.ReplaceLineEndings(" ") + "\n"));
    }

    /// <summary>Tells the shim of this process something; its source says what it understands.</summary>
    private static nint Shim(string order)
    {
        var shim = NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "stipple_shim");
        return Marshal.GetDelegateForFunctionPointer<Telling>(shim)(order) is var answer and >= 0
            ? answer
            : throw new InvalidOperationException($"The shim did not understand: {order}");
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint Telling([MarshalAs(UnmanagedType.LPUTF8Str)] string order);
}
