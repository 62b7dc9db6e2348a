namespace Stipple.Tests;

/// <summary>The vignettes of the candidacy dossier, by their ids, with the decision that their sources support.</summary>
public sealed class WorkedExamples
{
    private static readonly Rules Rules = Scene.Shipped;

    [Fact]
    public void V01_clear_candidate() => Decides("V01", Decision.Proceed);

    [Fact]
    public void V03_acne_scars_plus_pustules() => Decides("V03", Decision.Defer, "active-acne-inflammatory");

    [Fact]
    public void V06_quiet_erythematotelangiectatic_rosacea() => Decides("V06", Decision.Refer, "rosacea");

    [Fact]
    public void V09_cold_sore_history_unanswered()
    {
        var candidacy = Decides("V09", Decision.Incomplete);
        Assert.Contains("herpes-simplex-history", candidacy.Findings.Open.SelectMany(open => open.Rows).Select(row => row.Entry.Id));
        Assert.Empty(candidacy.Findings.Fired);
    }

    [Fact]
    public void V13_hypertrophic_burn_scar_treated_by_scar_clinic() => Decides("V13", Decision.ProceedWithPrecautions, "hypertrophic-scar-history");

    [Fact]
    public void V18_low_dose_aspirin() => Decides("V18", Decision.ProceedWithPrecautions, "antiplatelet-nsaid");

    [Fact]
    public void V21_breastfeeding() => Decides("V21", Decision.Defer, "breastfeeding");

    [Fact]
    public void Every_sample_is_a_valid_case_and_has_a_test()
    {
        var samples = Repository.Files("samples/cases", "V*.json").Select(file => Path.GetFileNameWithoutExtension(file)).ToArray();
        Assert.Equal(["V01", "V03", "V06", "V09", "V13", "V18", "V21"], samples);
        Assert.All(samples, id => Assert.NotNull(Screening.Decide(Read(id))));
    }

    [Fact]
    public void A_vignette_waits_only_for_entries_that_have_not_arrived()
    {
        var lines = File.ReadAllLines(Repository.At("samples/cases/waiting.tsv"));
        Assert.Equal("id\ttitle\twaits-for", lines[0]);
        Assert.Equal(["V15", "V23", "V25", "V30", "V35", "V38", "V41", "V46", "V51"], lines[1..].Select(line => line.Split('\t')[0]));
        var entries = Rules.Entries.Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var cells in lines[1..].Select(line => line.Split('\t')))
        {
            var missing = cells[2].Split(' ').Where(id => !entries.Contains(id)).ToArray();
            Assert.True(missing.Length > 0, $"{cells[0]} waited for {cells[2]}, and all of it has arrived: write its case and its test, and take the line out of waiting.tsv.");
        }
    }

    private static Candidacy Decides(string id, Decision decision, params string[] reasons)
    {
        var given = Read(id);
        var candidacy = Screening.Decide(Scene.Fill(given));
        Assert.Equal(decision, candidacy.Decision);
        var fired = candidacy.Findings.Fired.Select(reason => reason.Rule.Entry.Id).ToArray();
        foreach (var reason in reasons) Assert.Contains(reason, fired);
        if (decision is Decision.Proceed) Assert.Empty(fired);
        Assert.Equal(Repository.Files("samples/cases", $"{id}.json").Single(), $"samples/cases/{id}.json");
        return candidacy;
    }

    private static Case Read(string id) => CaseFormat.Read(File.ReadAllBytes(Repository.At($"samples/cases/{id}.json")), Rules);
}
