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

        Yes("vitiligo/active", "nose at 1", "skin-colour-marks = vitiligo; vitiligo-active = yes"),
        No("vitiligo/active", "nose at 1", "skin-colour-marks = vitiligo; vitiligo-active = no"),
        No("vitiligo/active", "nose at 1", "skin-colour-marks = melasma; vitiligo-active = yes"),

        Yes("vitiligo/koebner", "nose at 1", "skin-colour-marks = vitiligo; koebner = yes"),
        No("vitiligo/koebner", "nose at 1", "skin-colour-marks = vitiligo; koebner = no; vitiligo-zones = nose"),
        No("vitiligo/koebner", "nose at 1", "skin-colour-marks = dark-marks; koebner = yes"),

        Yes("pathergy-blistering", "chest at 1", "skin-heals-badly = blistering-disease"),
        No("pathergy-blistering", "chest at 1", "skin-heals-badly = fragile-skin"),

        Yes("pathergy-blistering/signs", "chest at 1", "skin-heals-badly = sores-after-knocks"),
        No("pathergy-blistering/signs", "chest at 1", "skin-heals-badly = slow-healing"),

        Yes("collagen-vascular-disease/active", "nose at 1", "autoimmune = lupus; lupus-active = yes"),
        No("collagen-vascular-disease/active", "nose at 1", "autoimmune = lupus; lupus-active = no"),
        No("collagen-vascular-disease/active", "nose at 1", "autoimmune = thyroid; lupus-active = yes"),

        Yes("collagen-vascular-disease/lesion", "nose at 1", "autoimmune = lupus; lupus-zones = nose"),
        No("collagen-vascular-disease/lesion", "nose at 1", "autoimmune = lupus; lupus-zones = cheek-left"),
        No("collagen-vascular-disease/lesion", "nose at 1", "autoimmune = joints; lupus-zones = nose"),

        Yes("scleroderma-morphea", "perioral at 1", "autoimmune = scleroderma"),
        Yes("scleroderma-morphea", "chest at 1", "autoimmune = morphea; morphea-zones = hand-left"),
        Yes("scleroderma-morphea", "nose at 1", "autoimmune = morphea scleroderma; morphea-agreed = yes"),
        Yes("scleroderma-morphea", "nose at 1", "autoimmune = morphea; morphea-zones = cheek-left; morphea-agreed = yes"),
        Yes("scleroderma-morphea", "nose at 1", "autoimmune = morphea; morphea-active = yes; morphea-agreed = yes"),
        No("scleroderma-morphea", "nose at 1", "autoimmune = morphea; morphea-zones = chest; morphea-agreed = yes"),
        No("scleroderma-morphea", "nose at 1", "autoimmune = lupus joints; morphea-zones = nose"),

        Yes("sarcoidosis-granuloma/after-needling", "nose at 1; topical = none", "granuloma = lumps-after-needling"),
        No("sarcoidosis-granuloma/after-needling", "nose at 1; topical = none", "granuloma = sarcoidosis lumps-after-tattoo-or-filler"),

        Yes("recent-scar-or-wound-healing-problem/deep", "nose at 1.6", "skin-heals-badly = fragile-skin"),
        Yes("recent-scar-or-wound-healing-problem/deep", "nose at 1.6", "skin-heals-badly = slow-healing"),
        No("recent-scar-or-wound-healing-problem/deep", "nose at 1.5", "skin-heals-badly = slow-healing fragile-skin"),
        No("recent-scar-or-wound-healing-problem/deep", "nose at 1.6", "skin-colour-marks = dark-marks"),

        Yes("immunodeficiency/neutropenia", "nose at 1", "health = weak-immune-system; neutrophils-state = measured; neutrophils = 1"),
        No("immunodeficiency/neutropenia", "nose at 1", "health = weak-immune-system; neutrophils-state = measured; neutrophils = 1.1"),
        No("immunodeficiency/neutropenia", "nose at 1", "health = weak-immune-system; neutrophils-state = never-or-too-old; neutrophils = 0.5"),
        No("immunodeficiency/neutropenia", "nose at 1", "health = diabetes; neutrophils-state = measured; neutrophils = 0.5"),

        Yes("immunodeficiency/opportunistic-infection", "nose at 1", "health = weak-immune-system; neutrophils = 4; opportunistic-infection = yes"),
        Yes("immunodeficiency/opportunistic-infection", "nose at 1", "blood-virus = not-controlled; opportunistic-infection = yes"),
        No("immunodeficiency/opportunistic-infection", "nose at 1", "health = weak-immune-system; neutrophils = 4; opportunistic-infection = no"),
        No("immunodeficiency/opportunistic-infection", "nose at 1", "blood-virus = not-controlled; opportunistic-infection = no"),
        No("immunodeficiency/opportunistic-infection", "nose at 1", "blood-virus = controlled; opportunistic-infection = yes"),
        No("immunodeficiency/opportunistic-infection", "nose at 1", "health = cancer; opportunistic-infection = yes"),

        Yes("chemotherapy-current", "nose at 1", "health = cancer; cancer-state = medicines-now"),
        No("chemotherapy-current", "nose at 1", "health = cancer; cancer-state = other-care-now"),
        No("chemotherapy-current", "nose at 1", "health = cancer; cancer-state = over; cancer-medicine-last = 2026-11-20"),
        No("chemotherapy-current", "nose at 1", "health = diabetes; cancer-state = medicines-now"),

        Yes("radiotherapy-field/acute", "nose at 1", "radiotherapy = yes; radiotherapy-zones = nose; radiotherapy-state = sore"),
        Yes("radiotherapy-field/acute", "nose at 1", "radiotherapy = yes; radiotherapy-zones = nose; radiotherapy-state = going-on"),
        Yes("radiotherapy-field/acute", "nose at 1", "keloid = yes; radiotherapy = yes; radiotherapy-zones = nose; radiotherapy-state = sore"),
        No("radiotherapy-field/acute", "nose at 1", "radiotherapy = yes; radiotherapy-zones = nose; radiotherapy-state = settled; radiotherapy-end = 2026-11-01"),
        No("radiotherapy-field/acute", "nose at 1", "radiotherapy = yes; radiotherapy-zones = glabella; radiotherapy-state = sore"),
        No("radiotherapy-field/acute", "nose at 1", "radiotherapy = yes; radiotherapy-zones = chest; radiotherapy-state = going-on"),
        No("radiotherapy-field/acute", "nose at 1", "radiotherapy-zones = nose; radiotherapy-state = sore"),

        Yes("age-under-18", "nose at 1; purpose = cosmetic", "born = 2008-11-24"),
        No("age-under-18", "nose at 1; purpose = cosmetic", "born = 2008-11-23"),
        No("age-under-18", "nose at 1; purpose = cosmetic", "born = 1980-05-01"),
        No("age-under-18", "nose at 1; purpose = medical", "born = 2010-05-01"),

        Yes("age-under-18/consent-missing", "nose at 1; purpose = medical", "born = 2008-11-24; minor-papers = guardian-consent"),
        Yes("age-under-18/consent-missing", "nose at 1; purpose = medical", "born = 2008-11-24; minor-papers = own-agreement"),
        No("age-under-18/consent-missing", "nose at 1; purpose = medical", "born = 2008-11-24; minor-papers ="),
        No("age-under-18/consent-missing", "nose at 1; purpose = medical", "born = 2008-11-23; minor-papers = guardian-consent own-agreement"),
        No("age-under-18/consent-missing", "nose at 1; purpose = cosmetic", "born = 2008-11-23; minor-papers = guardian-consent own-agreement"),

        Yes("isotretinoin-current", "nose at 1", "isotretinoin = now"),
        No("isotretinoin-current", "nose at 1", "isotretinoin = past; isotretinoin-last = 2020-05-01"),
        No("isotretinoin-current", "nose at 1", "isotretinoin = no"),
        No("isotretinoin-current", "nose at 1.5; policy.isotretinoin = consensus-2017; by.specialty = dermatology", "isotretinoin = now"),
        Yes("isotretinoin-current", "nose at 1.6; policy.isotretinoin = consensus-2017; by.specialty = dermatology", "isotretinoin = now"),
        Yes("isotretinoin-current", "nose at 1.5; policy.isotretinoin = consensus-2017; by.specialty = other", "isotretinoin = now"),
        Yes("isotretinoin-current", "nose at 1.5; by.specialty = dermatology", "isotretinoin = now"),

        Yes("isotretinoin-current/acitretin", "nose at 1", "special-medicines = acitretin-now"),
        Yes("isotretinoin-current/acitretin", "nose at 1; policy.isotretinoin = consensus-2017; by.specialty = dermatology", "special-medicines = acitretin-now"),
        No("isotretinoin-current/acitretin", "nose at 1", "special-medicines = acitretin-past"),

        Yes("photosensitising-drug/light-disease", "nose at 1", "special-medicines = light-disease"),
        No("photosensitising-drug/light-disease", "nose at 1", "special-medicines = burn-easily; light-same-course = yes"),

        Yes("immunosuppressant-biologic/transplant", "nose at 1; purpose = cosmetic", "special-medicines = transplant"),
        No("immunosuppressant-biologic/transplant", "nose at 1; purpose = medical", "special-medicines = transplant"),
        No("immunosuppressant-biologic/transplant", "nose at 1; purpose = cosmetic", "special-medicines = immune-calming"),

        Yes("capacity-consent", "nose at 1", "consent-concerns = lacks-capacity"),
        No("capacity-consent", "nose at 1", "consent-concerns = needs-interpreter"),

        Yes("capacity-consent/pressure", "nose at 1", "consent-concerns = under-pressure"),
        No("capacity-consent/pressure", "nose at 1", "hopes = pressed"),
        No("capacity-consent/pressure", "nose at 1", "consent-concerns = unrealistic-aims"),

        Yes("body-dysmorphic-disorder/untreated", "nose at 1", "appearance-worry = bdd-diagnosed; bdd-help = none-now"),
        No("body-dysmorphic-disorder/untreated", "nose at 1", "appearance-worry = bdd-diagnosed; bdd-help = in-care"),
        No("body-dysmorphic-disorder/untreated", "nose at 1", "appearance-worry = held-back; bdd-help = none-now"),

        Yes("body-dysmorphic-disorder/suicidal-thoughts", "nose at 1", "consent-concerns = suicidal-thoughts"),
        No("body-dysmorphic-disorder/suicidal-thoughts", "nose at 1", "consent-concerns = preoccupied"),

        Yes("skin-cancer-site", "nose at 1", "skin-cancer = now; skin-cancer-zones = nose"),
        Yes("skin-cancer-site", "nose at 1", "skin-cancer = suspected; skin-cancer-zones = nose"),
        No("skin-cancer-site", "nose at 1", "skin-cancer = now; skin-cancer-zones = cheek-left"),
        No("skin-cancer-site", "nose at 1", "skin-cancer = past; skin-cancer-past-zones = nose"),
        No("skin-cancer-site", "nose at 1", "skin-cancer =; skin-cancer-zones = nose"),

        Yes("actinic-keratosis/worrying", "nose at 1", "skin-spots = sun-spots; sun-spot-zones = nose; keratosis-signs = thick"),
        Yes("actinic-keratosis/worrying", "nose at 1", "skin-spots = sun-spots; sun-spot-zones = nose; keratosis-signs = tender"),
        Yes("actinic-keratosis/worrying", "nose at 1", "field-holds = actinic-keratosis; keratosis-zones = nose; keratosis-signs = growing"),
        Yes("actinic-keratosis/worrying", "nose at 0.2; by.specialty = dermatology", "field-holds = actinic-keratosis; keratosis-zones = nose; keratosis-signs = thick; keratosis-pdt = yes"),
        No("actinic-keratosis/worrying", "nose at 0.2; by.specialty = dermatology", "field-holds = actinic-keratosis; keratosis-zones = nose; keratosis-pdt = yes"),
        No("actinic-keratosis/worrying", "nose at 1", "skin-spots = sun-spots; sun-spot-zones = nose"),
        No("actinic-keratosis/worrying", "nose at 1", "field-holds = actinic-keratosis; keratosis-zones = nose"),
        No("actinic-keratosis/worrying", "nose at 1", "skin-spots = sun-spots; sun-spot-zones = cheek-left; keratosis-signs = thick"),
        No("actinic-keratosis/worrying", "nose at 1", "field-holds = actinic-keratosis; keratosis-zones = cheek-left; keratosis-signs = thick"),
        No("actinic-keratosis/worrying", "nose at 1", "skin-spots =; sun-spot-zones = nose; keratosis-zones = nose; keratosis-signs = thick"),

        Yes("suspicious-lesion", "nose at 1", "skin-spots = changing; skin-spot-zones = nose"),
        Yes("suspicious-lesion", "nose at 1", "skin-spots = bleeding; skin-spot-zones = nose"),
        Yes("suspicious-lesion", "nose at 1", "skin-spots = not-healing; skin-spot-zones = nose"),
        Yes("suspicious-lesion", "nose at 1", "field-holds = unsure-mark; unsure-mark-zones = nose"),
        Yes("suspicious-lesion", "nose at 1", "skin-spots = changing; skin-spot-zones = nose; spot-benign = yes; field-holds = unsure-mark; unsure-mark-zones = nose"),
        No("suspicious-lesion", "nose at 1", "skin-spots = changing; skin-spot-zones = nose; spot-benign = yes"),
        No("suspicious-lesion", "nose at 1", "skin-spots = changing; skin-spot-zones = cheek-left"),
        No("suspicious-lesion", "nose at 1", "field-holds = unsure-mark; unsure-mark-zones = cheek-left"),
        No("suspicious-lesion", "nose at 1", "skin-spots = sun-spots; skin-spot-zones = nose; sun-spot-zones = nose"),
        No("suspicious-lesion", "nose at 1", "field-holds = raised-mark; raised-mark-zones = nose; unsure-mark-zones = nose"),

        Yes("open-wound-irritated-skin", "nose at 1", "broken-skin-zones = nose"),
        No("open-wound-irritated-skin", "nose at 1", "broken-skin-zones = cheek-left"),

        Yes("orbital-eyelid", "forehead at 0.25", "field-holds = eyelid"),
        No("orbital-eyelid", "periorbital-left at 0.5", "field-holds = vascular-mark; raised-mark-zones = periorbital-left"),

        Yes("orbital-eyelid/deep", "periorbital-right at 0.6", ""),
        Yes("orbital-eyelid/deep", "periorbital-left at 0.6", ""),
        No("orbital-eyelid/deep", "periorbital-right at 0.5", ""),
        No("orbital-eyelid/deep", "temple-right at 0.6", ""),

        Yes("mucosa-lips-genital", "perioral at 0.5", "field-holds = lips"),
        Yes("mucosa-lips-genital", "nose at 0.5", "field-holds = mucosa"),
        Yes("mucosa-lips-genital", "chest at 0.5", "field-holds = genital-or-nipple"),
        No("mucosa-lips-genital", "perioral at 0.5", "field-holds = raised-mark; raised-mark-zones = perioral"),

        Yes("tattoo-permanent-makeup", "nose at 1", "tattoo-zones = nose; tattoo-session = 2006"),
        Yes("tattoo-permanent-makeup", "nose at 1", "tattoo-zones = nose; tattoo-session = 2026-11-20"),
        No("tattoo-permanent-makeup", "nose at 1", "tattoo-zones = nose; tattoo-session = 2006; tattoo-spared = yes"),
        No("tattoo-permanent-makeup", "nose at 1", "tattoo-zones = nose; tattoo-session = 2026-11-20; tattoo-spared = yes"),
        No("tattoo-permanent-makeup", "nose at 1", "tattoo-zones = cheek-left"),

        Yes("surgery-threads/unhealed", "nose at 1", "skin-last-year = surgery; surgery-unhealed = yes; surgery-zones = nose"),
        No("surgery-threads/unhealed", "nose at 1", "skin-last-year = surgery; surgery-unhealed = yes; surgery-zones = glabella"),
        No("surgery-threads/unhealed", "nose at 1", "skin-last-year = surgery; surgery-unhealed = no; surgery-zones = nose"),
        No("surgery-threads/unhealed", "nose at 1", "skin-last-year =; surgery-unhealed = yes; surgery-zones = nose"),
        No("surgery-threads/unhealed", "nose at 1", "skin-last-year = filler; surgery-unhealed = yes; surgery-zones = nose"),

        Yes("metal-allergy/steel", "nose at 1", "allergy-list = steel; steel-reaction = yes"),
        No("metal-allergy/steel", "nose at 1", "allergy-list = steel; steel-reaction = no"),
        No("metal-allergy/steel", "nose at 1", "allergy-list = metal-jewellery; steel-reaction = yes"),

        Yes("topical-hypersensitivity/granuloma", "nose at 1", "granuloma = lumps-after-tattoo-or-filler"),
        Yes("topical-hypersensitivity/granuloma", "nose at 1", "allergy-list = skincare; allergy-severe = skincare"),
        No("topical-hypersensitivity/granuloma", "nose at 1", "granuloma = sarcoidosis"),
        No("topical-hypersensitivity/granuloma", "nose at 1", "allergy-list = skincare; allergy-severe ="),
        No("topical-hypersensitivity/granuloma", "nose at 1", "allergy-list = latex; allergy-severe = skincare latex-or-plasters"),
        No("topical-hypersensitivity/granuloma", "nose at 1; topical = none", "allergy-list = skincare; allergy-severe = skincare"),

        Yes("local-anaesthetic-allergy/same-class", "nose at 1; anaesthetic = licensed-cream", "allergy-list = numbing; numbing-verdict = amide; numbing-agents = lidocaine"),
        Yes("local-anaesthetic-allergy/same-class", "nose at 1; anaesthetic = licensed-cream", "allergy-list = numbing; numbing-verdict = ester; numbing-agents = tetracaine"),
        No("local-anaesthetic-allergy/same-class", "nose at 1; anaesthetic = licensed-cream", "allergy-list = numbing; numbing-verdict = amide; numbing-agents = tetracaine"),
        No("local-anaesthetic-allergy/same-class", "nose at 1; anaesthetic = licensed-cream", "allergy-list = numbing; numbing-verdict = ester; numbing-agents = lidocaine"),
        No("local-anaesthetic-allergy/same-class", "nose at 1; anaesthetic = licensed-cream", "allergy-list = numbing; numbing-verdict = unclear; numbing-agents = lidocaine tetracaine"),
        No("local-anaesthetic-allergy/same-class", "nose at 1; anaesthetic = licensed-cream", "allergy-list = latex; numbing-verdict = amide; numbing-agents = lidocaine"),
        No("local-anaesthetic-allergy/same-class", "nose at 1; anaesthetic = none", "allergy-list = numbing; numbing-verdict = amide; numbing-agents = lidocaine"),

        Yes("local-anaesthetic-allergy/severe-unclear", "nose at 1; anaesthetic = licensed-cream", "allergy-list = numbing; numbing-reaction = severe; numbing-verdict = unclear"),
        No("local-anaesthetic-allergy/severe-unclear", "nose at 1; anaesthetic = licensed-cream", "allergy-list = numbing; numbing-reaction = local; numbing-verdict = unclear"),
        No("local-anaesthetic-allergy/severe-unclear", "nose at 1; anaesthetic = licensed-cream", "allergy-list = numbing; numbing-reaction = severe; numbing-verdict = not-an-allergy"),
        No("local-anaesthetic-allergy/severe-unclear", "nose at 1; anaesthetic = licensed-cream", "allergy-list = latex; numbing-reaction = severe; numbing-verdict = unclear"),
        No("local-anaesthetic-allergy/severe-unclear", "nose at 1; anaesthetic = none", "allergy-list = numbing; numbing-reaction = severe; numbing-verdict = unclear"),

        Yes("methaemoglobinaemia-risk/prilocaine", "nose at 1; anaesthetic = licensed-cream", "health = g6pd; numbing-agents = lidocaine prilocaine"),
        Yes("methaemoglobinaemia-risk/prilocaine", "nose at 1; anaesthetic = licensed-cream", "numbing-medicines = dapsone; numbing-agents = lidocaine prilocaine"),
        No("methaemoglobinaemia-risk/prilocaine", "nose at 1; anaesthetic = licensed-cream", "health = g6pd; numbing-medicines = dapsone; numbing-agents = lidocaine"),
        No("methaemoglobinaemia-risk/prilocaine", "nose at 1; anaesthetic = licensed-cream", "health = liver-disease; numbing-medicines = rhythm-tablets; numbing-agents = lidocaine prilocaine"),
        No("methaemoglobinaemia-risk/prilocaine", "nose at 1; anaesthetic = none", "health = g6pd; numbing-agents = prilocaine"),

        Yes("implanted-electronic-device", "nose at 1; device = rf", "health = implanted-device"),
        No("implanted-electronic-device", "nose at 1; device = pen", "health = implanted-device"),
        No("implanted-electronic-device", "nose at 1; device = rf", "health = heart-rhythm; rf-findings = metal"),

        Yes("prp-contraindications", "nose at 1; prp = yes", "prp-findings = platelet-disorder"),
        Yes("prp-contraindications", "nose at 1; prp = yes", "prp-findings = blood-cancer"),
        No("prp-contraindications", "nose at 1; prp = yes", "prp-findings = anaemia tobacco"),
        No("prp-contraindications", "nose at 1; prp = no", "prp-findings = platelet-disorder"),

        Yes("prp-contraindications/infection", "nose at 1; prp = yes", "infection-now = yes; infection-zones = hand-left"),
        No("prp-contraindications/infection", "nose at 1; prp = yes", "infection-now = no"),
        No("prp-contraindications/infection", "nose at 1; prp = no", "infection-now = yes; infection-zones = hand-left"),

        Yes("prp-contraindications/anticoagulant", "nose at 1; prp = yes", "antithrombotics = doac"),
        No("prp-contraindications/anticoagulant", "nose at 1; prp = yes", "antithrombotics = aspirin"),
        No("prp-contraindications/anticoagulant", "nose at 1; prp = no", "antithrombotics = doac"),

        Yes("unlicensed-topical-or-biologic", "nose at 1; topical = cosmetic", ""),
        No("unlicensed-topical-or-biologic", "nose at 1; topical = sterile-glide", ""),
        No("unlicensed-topical-or-biologic", "nose at 1; topical = medicine", ""),

        Yes("unlicensed-topical-or-biologic/biologic", "nose at 1; topical = medicine", "topical-contents = exosomes"),
        Yes("unlicensed-topical-or-biologic/biologic", "nose at 1; topical = medicine", "topical-contents = not-sterile"),
        No("unlicensed-topical-or-biologic/biologic", "nose at 1; topical = medicine", "topical-contents ="),
        No("unlicensed-topical-or-biologic/biologic", "nose at 1; topical = sterile-glide", "topical-contents = exosomes"),

        Yes("unregistered-operator", "nose at 1", "plan-faults = operator-licence"),
        Yes("unregistered-operator", "nose at 1", "plan-faults = operator-training"),
        No("unregistered-operator", "nose at 1", "plan-faults = numbing-covered"),

        Yes("unregistered-operator/device", "nose at 1", "plan-faults = not-sterile"),
        No("unregistered-operator/device", "nose at 1", "plan-faults = numbing-large-area"),
    ];

    private static AbsoluteExample Yes(string row, string plan, string answers) => new(row, true, Whole(plan), answers);

    private static AbsoluteExample No(string row, string plan, string answers) => new(row, false, Whole(plan), answers);

    /// <summary>What the plan does not say is as in a plain one.</summary>
    private static string Whole(string plan) => plan + string.Concat(
        new[] { "purpose = cosmetic", "device = pen", "topical = sterile-glide", "anaesthetic = none", "prp = no", "indication = texture", "by.setting = clinic" }
            .Where(part => !plan.Contains($"{part.Split(' ')[0]} =", StringComparison.Ordinal))
            .Select(part => $"; {part}"));
}
