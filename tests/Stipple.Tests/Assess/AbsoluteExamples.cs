namespace Stipple.Tests;

/// <summary>A case in words and what becomes of it, written by hand. What is not said is unremarkable.</summary>
/// <param name="Row">The absolute row it is about.</param>
/// <param name="Fires">True: do-not-treat, because of this row alone. False: a near miss.</param>
internal sealed record AbsoluteExample(string Row, bool Fires, string Plan, string Answers);

internal static class AbsoluteExamples
{
    public static readonly AbsoluteExample[] All =
    [
        Yes("active-acne-inflammatory/nodular", "nose at 1", "acne-now = lumps; acne-zones = nose"),
        No("active-acne-inflammatory/nodular", "nose at 1", "acne-now = lumps; acne-zones = perioral"),
        No("active-acne-inflammatory/nodular", "nose at 1", "acne-now = many; acne-zones = nose"),

        Yes("rosacea/deep", "nose at 2", "rosacea = redness"),
        Yes("rosacea/deep", "neck at 2", "rosacea = redness; rosacea-zones = neck"),
        No("rosacea/deep", "nose at 1.5", "rosacea = redness"),
        No("rosacea/deep", "neck at 2", "rosacea = redness; rosacea-zones = chin"),
        No("rosacea/deep", "nose at 2", "rosacea = no"),
        No("rosacea/deep", "nose at 2", "rosacea = no; rosacea-zones = nose"),

        Yes("eczema-atopic-dermatitis/herpeticum-now", "chest at 1", "warning-signs = blisters-on-eczema"),
        No("eczema-atopic-dermatitis/herpeticum-now", "chest at 1", "eczema = yes; eczema-herpes = yes"),

        Yes("psoriasis/in-field", "nose at 1; purpose = cosmetic", "psoriasis = yes; psoriasis-zones = nose"),
        Yes("psoriasis/in-field", "nose at 1; purpose = cosmetic", "psoriasis = yes; psoriasis-zones = glabella"),
        No("psoriasis/in-field", "nose at 1; purpose = medical", "psoriasis = yes; psoriasis-zones = nose"),
        No("psoriasis/in-field", "nose at 1; purpose = cosmetic", "psoriasis = yes; psoriasis-zones = chest"),
        No("psoriasis/in-field", "nose at 1; purpose = cosmetic", "psoriasis = no; psoriasis-zones = nose"),

        Yes("psoriasis/koebner", "nose at 1", "psoriasis = yes; koebner = yes"),
        No("psoriasis/koebner", "nose at 1", "psoriasis = yes; koebner = no"),
        No("psoriasis/koebner", "nose at 1", "psoriasis = no; koebner = yes"),

        Yes("lichen-planus-koebner-other/active", "nose at 1", "lichen-planus = active"),
        No("lichen-planus-koebner-other/active", "nose at 1", "lichen-planus = quiet"),

        Yes("keloid-history/prone", "nose at 1", "keloid = yes; keloid-number = several; keloid-cause = operation; keloid-zones = chest"),
        Yes("keloid-history/prone", "nose at 1", "keloid = yes; keloid-cause = piercing; keloid-zones = chest"),
        Yes("keloid-history/prone", "nose at 1", "keloid = yes; keloid-cause = acne-or-chickenpox; keloid-zones = chest"),
        Yes("keloid-history/prone", "nose at 1", "keloid = yes; keloid-cause = vaccination-or-scratch; keloid-zones = chest"),
        Yes("keloid-history/prone", "nose at 1", "keloid = yes; keloid-cause = nothing-i-know-of; keloid-zones = chest"),
        Yes("keloid-history/prone", "chest at 1", "keloid = yes; keloid-cause = operation; keloid-zones = chest"),
        No("keloid-history/prone", "nose at 1", "keloid = yes; keloid-cause = operation; keloid-zones = chest"),
        No("keloid-history/prone", "neck at 1", "keloid = yes; keloid-cause = operation; keloid-zones = chest"),
        No("keloid-history/prone", "nose at 1", "keloid = no; keloid-number = several; keloid-cause = piercing; keloid-zones = nose"),

        Yes("keloid-history/deep", "nose at 1.6", "keloid = yes; keloid-cause = operation; keloid-zones = chest"),
        No("keloid-history/deep", "nose at 1.5", "keloid = yes; keloid-cause = operation; keloid-zones = chest"),
        No("keloid-history/deep", "nose at 1.6", "keloid-family = yes"),

        Yes("hypertrophic-scar-history/active-in-field", "nose at 1; purpose = cosmetic", "hts = yes; hts-zones = nose; hts-state = active"),
        No("hypertrophic-scar-history/active-in-field", "nose at 1; purpose = medical", "hts = yes; hts-zones = nose; hts-state = active"),
        No("hypertrophic-scar-history/active-in-field", "nose at 1; purpose = cosmetic", "hts = yes; hts-zones = nose; hts-state = mature"),
        No("hypertrophic-scar-history/active-in-field", "nose at 1; purpose = cosmetic", "hts = yes; hts-zones = glabella; hts-state = active"),
        No("hypertrophic-scar-history/active-in-field", "nose at 1; purpose = cosmetic", "hts = no; hts-zones = nose; hts-state = active"),

        Yes("bacterial-skin-infection", "nose at 1", "infection-now = yes; infection-zones = nose"),
        Yes("bacterial-skin-infection", "nose at 1", "infection-now = yes; infection-zones = cheek-left"),
        No("bacterial-skin-infection", "nose at 1", "infection-now = yes; infection-zones = hand-left"),
        No("bacterial-skin-infection", "nose at 1", "infection-now = no; infection-zones = nose"),

        Yes("bacterial-skin-infection/spreading", "nose at 1", "warning-signs = spreading-redness"),
        No("bacterial-skin-infection/spreading", "nose at 1", "warning-signs = new-bruising"),

        Yes("bacterial-skin-infection/spreading-fever", "nose at 1", "warning-signs = spreading-redness-fever"),
        No("bacterial-skin-infection/spreading-fever", "nose at 1", "warning-signs = new-bruising"),

        Yes("herpes-simplex-active", "nose at 1", "hsv-now = yes; hsv-zones = nose"),
        Yes("herpes-simplex-active", "nose at 1", "hsv-now = yes; hsv-zones = perioral"),
        No("herpes-simplex-active", "forehead at 1", "hsv-now = yes; hsv-zones = perioral"),
        No("herpes-simplex-active", "nose at 1", "hsv-now = no; hsv-zones = nose"),

        Yes("herpes-simplex-active/near-eye", "neck at 1", "warning-signs = sore-near-eye"),
        No("herpes-simplex-active/near-eye", "neck at 1", "warning-signs = new-bruising"),

        Yes("herpes-zoster-varicella", "nose at 1", "zoster = now"),
        No("herpes-zoster-varicella", "nose at 1", "zoster = healed-recently; zoster-healed = 2026-11-20"),

        Yes("viral-warts", "nose at 1", "growths = warts; growth-zones = nose"),
        No("viral-warts", "nose at 1", "growths = warts; growth-zones = glabella"),
        No("viral-warts", "nose at 1", "growths =; growth-zones = nose"),

        Yes("molluscum", "nose at 1", "growths = dimpled-bumps; growth-zones = nose"),
        No("molluscum", "nose at 1", "growths = dimpled-bumps; growth-zones = glabella"),
        No("molluscum", "nose at 1", "growths =; growth-zones = nose"),

        Yes("fungal-infection", "nose at 1", "growths = ring-rash; growth-zones = nose"),
        Yes("fungal-infection", "nose at 1", "growths = ring-rash; growth-zones = glabella"),
        No("fungal-infection", "nose at 1", "growths = ring-rash; growth-zones = chest"),
        No("fungal-infection", "nose at 1", "growths =; growth-zones = nose"),

        Yes("bleeding-disorder", "nose at 1", "bleeding-dx = yes"),
        No("bleeding-disorder", "nose at 1", "bleeding-sx = easy-bruises"),

        Yes("thrombocytopenia/very-low", "nose at 1", "platelets-low = yes; platelets-state = steady; platelet-count = 49"),
        No("thrombocytopenia/very-low", "nose at 1", "platelets-low = yes; platelets-state = steady; platelet-count = 50"),
        No("thrombocytopenia/very-low", "nose at 1", "platelets-low = yes; platelets-state = never-or-too-old; platelet-count = 49"),
        No("thrombocytopenia/very-low", "nose at 1", "platelets-low = no; platelets-state = steady; platelet-count = 49"),

        Yes("thrombocytopenia/falling", "nose at 1", "platelets-low = yes; platelets-state = falling; platelet-count = 120"),
        No("thrombocytopenia/falling", "nose at 1", "platelets-low = yes; platelets-state = steady; platelet-count = 120"),
        No("thrombocytopenia/falling", "nose at 1", "platelets-low = no; platelets-state = falling"),

        Yes("thrombocytopenia/deep", "nose at 1.6", "platelets-low = yes; platelets-state = steady; platelet-count = 120"),
        No("thrombocytopenia/deep", "nose at 1.5", "platelets-low = yes; platelets-state = steady; platelet-count = 120"),
        No("thrombocytopenia/deep", "nose at 1.6", "platelets-low = no"),

        Yes("anticoagulant/two-or-more", "nose at 0.5; purpose = cosmetic", "antithrombotics = doac aspirin"),
        No("anticoagulant/two-or-more", "nose at 0.4; purpose = cosmetic", "antithrombotics = doac aspirin"),
        No("anticoagulant/two-or-more", "nose at 0.5; purpose = medical", "antithrombotics = doac aspirin"),
        No("anticoagulant/two-or-more", "nose at 0.5; purpose = cosmetic", "antithrombotics = doac"),
        No("anticoagulant/two-or-more", "nose at 0.5; purpose = cosmetic", "antithrombotics = aspirin other-antiplatelet"),

        Yes("anticoagulant/deep", "nose at 1.6", "antithrombotics = heparin"),
        No("anticoagulant/deep", "nose at 1.5", "antithrombotics = heparin"),
        No("anticoagulant/deep", "nose at 1.6", "antithrombotics = aspirin"),

        Yes("pregnancy", "nose at 1", "pregnant = yes"),
        No("pregnancy", "nose at 1", "pregnant = no"),
        No("pregnancy", "nose at 1", "pregnant = could-be"),
        No("pregnancy", "nose at 1", "breastfeeding = yes"),
    ];

    private static AbsoluteExample Yes(string row, string plan, string answers) => new(row, true, Whole(plan), answers);

    private static AbsoluteExample No(string row, string plan, string answers) => new(row, false, Whole(plan), answers);

    /// <summary>The rest of a plain plan.</summary>
    private static string Whole(string plan) => plan
        + (plan.Contains("purpose", StringComparison.Ordinal) ? "" : "; purpose = cosmetic")
        + "; device = pen; topical = sterile-glide; anaesthetic = none; prp = no; indication = texture; by.setting = clinic";
}
