namespace Stipple.Tests;

/// <summary>Invented people, by the ids of samples/cases, with the decision that the sources of the tables support.</summary>
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
    public void V15_systemic_sclerosis() => Decides("V15", Decision.DoNotTreat, "scleroderma-morphea");

    [Fact]
    public void V23_on_isotretinoin_with_a_dermatologist_who_follows_the_consensus() => Decides("V23", Decision.Refer, "isotretinoin-current");

    [Fact]
    public void V25_isotretinoin_ended_seven_months_ago() => Decides("V25", Decision.Proceed);

    [Fact]
    public void V30_type_2_diabetes_with_HbA1c_of_6_8() => Decides("V30", Decision.ProceedWithPrecautions, "diabetes");

    [Fact]
    public void V35_sunburn_yesterday() => Decides("V35", Decision.Defer, "sunburn");

    [Fact]
    public void V38_unhealed_wound_of_two_weeks() => Assert.True(Decides("V38", Decision.DoNotTreat, "surgery-threads", "open-wound-irritated-skin").Findings.IsNotNow);

    [Fact]
    public void V41_age_missing()
    {
        var candidacy = Decides("V41", Decision.Incomplete);
        Assert.Contains("age-under-18", candidacy.Findings.Open.SelectMany(open => open.Rows).Select(row => row.Entry.Id));
    }

    [Fact]
    public void V46_pacemaker_and_plain_needling() => Decides("V46", Decision.Proceed);

    [Fact]
    public void V51_actinic_keratoses_in_photodynamic_therapy_by_a_dermatologist() => Decides("V51", Decision.ProceedWithPrecautions, "actinic-keratosis");

    [Fact]
    public void Every_sample_is_a_valid_case_and_has_a_test()
    {
        var samples = Repository.Files("samples/cases", "V*.json").Select(file => Path.GetFileNameWithoutExtension(file)).ToArray();
        Assert.Equal(["V01", "V03", "V06", "V09", "V13", "V15", "V18", "V21", "V23", "V25", "V30", "V35", "V38", "V41", "V46", "V51"], samples);
        Assert.All(samples, id => Assert.NotNull(Screening.Decide(Read(id))));
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
