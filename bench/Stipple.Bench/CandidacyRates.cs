using System.Diagnostics;
using Stipple.Assess;
using Stipple.Terms;

namespace Stipple.Bench;

/// <summary>
/// How many decisions a second: the rule engine that .NET projects take, our readable form, and our compiled form, on the same
/// rules and the same people in turn. All of them have to fire the same rows, or nothing is measured.
/// </summary>
internal static class CandidacyRates
{
    private const int People = 100_000;
    private const int OfPeer = 2_000;
    private const int OfReadable = 50_000;
    private const int Rounds = 5;
    private const int Again = 20;
    private const int Compared = 1_000_000;

    public static async Task<IReadOnlyList<Bar>> Measure()
    {
        var policy = ClinicPolicy.Defaults(Rules.Shipped());
        var rules = policy.Rules;
        Console.Error.WriteLine($"{rules.All.Length} rows, {rules.Questions.Length} questions, {People} people");
        var people = Enumerable.Range(0, People).AsParallel().AsOrdered().Select(number => Registry.Person(policy, number)).ToArray();
        var (peer, compiled) = (new RulesEnginePeer(rules), CompiledRules.Of(policy));
        var registry = new Cohort(rules);
        foreach (var person in people) registry.Add(person);
        var (verdicts, fired) = (new Verdict[People], new ulong[People * compiled.MaskWords]);

        compiled.Screen(registry, verdicts, fired);
        for (var i = 0; i < OfPeer / 4; i++) RefuseOthers(await peer.Fired(people[i]), fired.AsSpan(i * compiled.MaskWords, compiled.MaskWords), rules, i);
        var disagreements = Disagreements(policy, compiled);

        var rates = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        for (var round = 0; round <= Rounds; round++)
        {
            await Rate("peer", OfPeer, async () =>
            {
                for (var i = 0; i < OfPeer; i++) await peer.Count(people[i]);
            });
            await Rate("readable", OfReadable, () => Done(() => Readable(people.AsSpan(0, OfReadable))));
            await Rate("single", People, () => Done(() => OneByOne(compiled, people, verdicts, fired)));
            await Rate("registry", People * Again, () => Done(() => Screened(compiled, registry, Again)));
            await Rate("registry on all cores", People * Again * Environment.ProcessorCount, () =>
                Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() => Screened(compiled, registry, Again)))));
            Console.Error.WriteLine($"{round}/{Rounds} rounds");

            async Task Rate(string name, int decisions, Func<Task> run)
            {
                var begun = Stopwatch.GetTimestamp();
                await run();
                if (round > 0) (rates.TryGetValue(name, out var of) ? of : rates[name] = []).Add(decisions / Stopwatch.GetElapsedTime(begun).TotalSeconds); // the first one warms
            }
        }

        double[] Against(string name) => [.. rates[name].Zip(rates["peer"], (ours, theirs) => ours / theirs)];
        return
        [
            new Bar($"peer: RulesEngine 6.0.1, {rules.All.Length} rows, decisions a second and core", "/s", rates["peer"], null),
            new Bar("readable form, verdict of a case", "/s", rates["readable"], null),
            new Bar("compiled form, cases one after the other, verdict and reasons, one core", "/s", rates["single"], null),
            new Bar("the same against RulesEngine", "times", Against("single"), null) { AtLeast = 100 },
            new Bar("compiled form, registry held as columns, verdict and reasons, one core", "/s", rates["registry"], null),
            new Bar("the same against RulesEngine", "times", Against("registry"), null) { AtLeast = 1000 },
            new Bar("registry on all cores against one core", "times", [.. rates["registry on all cores"].Zip(rates["registry"], (all, one) => all / one)], null) { AtLeast = .9 * Environment.ProcessorCount },
            new Bar("allocated in a decision of the compiled form", "B", [Allocated(compiled, registry, verdicts, fired)], 0),
            new Bar($"error: rows of the two forms that differ, of {Compared} random ones", "rows", [disagreements], 0),
        ];
    }

    private static Task Done(Action run)
    {
        run();
        return Task.CompletedTask;
    }

    private static void Readable(ReadOnlySpan<Case> people)
    {
        var truths = new Truth[people[0].Rules.All.Length];
        Span<Verdict> components = stackalloc Verdict[Enum.GetValues<Component>().Length];
        foreach (var person in people)
        {
            components.Clear();
            Screening.Weigh(person, 0, truths, components);
        }
    }

    /// <summary>As cases come: each is put into columns, and 512 of them are weighed together.</summary>
    private static void OneByOne(CompiledRules compiled, Case[] people, Verdict[] verdicts, ulong[] fired)
    {
        const int Together = 512;
        var cohort = new Cohort(compiled.Policy.Rules);
        for (var from = 0; from < people.Length; from += Together)
        {
            cohort.Clear();
            foreach (var person in people.AsSpan(from, Math.Min(Together, people.Length - from))) cohort.Add(person);
            compiled.Screen(cohort, verdicts.AsSpan(from), fired.AsSpan(from * compiled.MaskWords));
        }
    }

    private static void Screened(CompiledRules compiled, Cohort registry, int times)
    {
        var (verdicts, fired) = (new Verdict[registry.Rows], new ulong[registry.Rows * compiled.MaskWords]);
        for (var again = 0; again < times; again++) compiled.Screen(registry, verdicts, fired);
    }

    private static double Allocated(CompiledRules compiled, Cohort registry, Verdict[] verdicts, ulong[] fired)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        compiled.Screen(registry, verdicts, fired);
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / registry.Rows;
    }

    private static void RefuseOthers(HashSet<string> peers, ReadOnlySpan<ulong> ours, Rules rules, int person)
    {
        foreach (var rule in rules.All)
        {
            if (peers.Contains(rule.Id) != ((ours[rule.Ordinal / 64] >> rule.Ordinal & 1) != 0)) throw new InvalidOperationException($"The peer and Stipple differ on {rule.Id} for person {person}.");
        }
    }

    /// <summary>Rows of further people on which the compiled and the readable form say something else.</summary>
    private static int Disagreements(ClinicPolicy policy, CompiledRules compiled)
    {
        const int Share = 10_000;
        var differ = 0;
        Parallel.For(0, Compared / Share, share =>
        {
            var rules = policy.Rules;
            var people = Enumerable.Range(People + share * Share, Share).Select(number => Registry.Person(policy, number)).ToArray();
            var (verdicts, fired) = (new Verdict[Share], new ulong[Share * compiled.MaskWords]);
            OneByOne(compiled, people, verdicts, fired);
            var truths = new Truth[rules.All.Length];
            var components = new Verdict[Enum.GetValues<Component>().Length];
            for (var i = 0; i < Share; i++)
            {
                Array.Clear(components);
                Screening.Weigh(people[i], 0, truths, components);
                var same = components.Aggregate((a, b) => a.Or(b)) == verdicts[i];
                foreach (var rule in rules.All)
                {
                    var fires = truths[rule.Ordinal] is Truth.Yes && rule.ReplacedBy.All(other => truths[other] is not Truth.Yes);
                    same &= fires == ((fired[i * compiled.MaskWords + rule.Ordinal / 64] >> rule.Ordinal & 1) != 0);
                }

                if (!same) Interlocked.Increment(ref differ);
            }
        });
        return differ;
    }
}
