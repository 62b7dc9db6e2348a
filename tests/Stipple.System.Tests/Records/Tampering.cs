using System.Text;
using Stipple.Records;
using Stipple.Terms;

namespace Stipple.System.Tests.Records;

/// <summary>A thousand ways to alter what was written, and each is found.</summary>
public sealed class Tampering
{
    private const int Attempts = 1000;
    private const int Length = 60;

    [Fact]
    public async Task Every_change_drop_insertion_swap_and_cut_is_found()
    {
        var clinic = ClinicId.New(TimeProvider.System);
        var written = Chain(clinic);
        var seen = new Checkpoint(clinic, written[^1].Sequence, written[^1].Hash);
        Assert.Null((await Check(clinic, written, seen)).Fault);
        var random = new Random(7);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (how, altered) = Alter(clinic, written, attempt % 8, random);
            var check = await Check(clinic, altered, seen);
            Assert.True(check.Fault is not null, $"Attempt {attempt}, {how}, was not found.");
        }
    }

    [Fact]
    public async Task A_chain_moved_to_another_clinic_is_found()
    {
        var written = Chain(ClinicId.New(TimeProvider.System));
        Assert.NotNull((await Check(ClinicId.New(TimeProvider.System), written, null)).Fault);
    }

    [Fact]
    public async Task A_chain_that_went_on_after_the_checkpoint_is_as_written()
    {
        var clinic = ClinicId.New(TimeProvider.System);
        var written = Chain(clinic);
        Assert.Null((await Check(clinic, written, new Checkpoint(clinic, 10, written[9].Hash))).Fault);
        Assert.True(Checkpoint.TryParse(new Checkpoint(clinic, 10, written[9].Hash).ToString(), out var read));
        Assert.Equal((clinic, 10L, Convert.ToHexString(written[9].Hash.Span)), (read.Clinic, read.Sequence, Convert.ToHexString(read.Hash.Span)));
    }

    private static (string How, List<Fact> Altered) Alter(ClinicId clinic, List<Fact> written, int kind, Random random)
    {
        var facts = written.ToList();
        var at = random.Next(Length);
        var fact = facts[at];
        switch (kind)
        {
            case 0:
                var body = fact.Body.ToArray();
                body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
                facts[at] = fact with { Body = body };
                return ($"a bit of body {at}", facts);
            case 1:
                facts[at] = random.Next(5) switch
                {
                    0 => fact with { By = fact.By + "x" },
                    1 => fact with { Kind = "other" },
                    2 => fact with { At = fact.At.AddMicroseconds(1) },
                    3 => fact with { KeyId = 1 },
                    _ => fact with { Stream = fact.Stream + "0" },
                };
                return ($"a field of {at}", facts);
            case 2:
                facts.RemoveAt(at);
                return ($"without {at}", facts);
            case 3:
                facts.Insert(at, fact);
                return ($"twice {at}", facts);
            case 4:
                var other = (at + 1 + random.Next(Length - 1)) % Length;
                (facts[at], facts[other]) = (facts[other], facts[at]);
                return ($"{at} and {other} swapped", facts);
            case 5:
                facts.RemoveRange(at, Length - at);
                return ($"cut off at {at}", facts);
            case 6:
                // One who knows the format writes everything after the change anew: only the checkpoint tells.
                return ($"rewritten from {at}", [.. facts[..at], .. Rewrite(clinic, facts, at)]);
            default:
                facts[at] = Sealed(clinic, fact with { Body = Encoding.UTF8.GetBytes("forged") }, fact.Previous);
                return ($"forged and sealed {at}", facts);
        }
    }

    private static IEnumerable<Fact> Rewrite(ClinicId clinic, List<Fact> facts, int from)
    {
        var previous = from == 0 ? FactFormat.Beginning : facts[from - 1].Hash;
        foreach (var fact in facts[from..])
        {
            var forged = Sealed(clinic, fact with { By = "forger" }, previous);
            previous = forged.Hash;
            yield return forged;
        }
    }

    private static List<Fact> Chain(ClinicId clinic)
    {
        var facts = new List<Fact>();
        var previous = FactFormat.Beginning;
        for (var i = 0; i < Length; i++)
        {
            var fact = new Fact(i + 1, $"patient/{i % 7}", (i / 7) + 1, "noted", Encoding.UTF8.GetBytes($"[{i}]"), 0, DateTimeOffset.UnixEpoch.AddSeconds(i), "tester", previous, default);
            facts.Add(Sealed(clinic, fact, previous));
            previous = facts[^1].Hash;
        }

        return facts;
    }

    private static Fact Sealed(ClinicId clinic, Fact fact, ReadOnlyMemory<byte> previous)
    {
        var open = fact with { Previous = previous };
        return open with { Hash = FactFormat.Hash(clinic, open) };
    }

    private static Task<ChainCheck> Check(ClinicId clinic, IEnumerable<Fact> facts, Checkpoint? seen) =>
        ChainCheck.Of(clinic, facts.ToAsyncEnumerable(), seen, null);
}
