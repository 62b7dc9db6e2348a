using System.Text.RegularExpressions;

namespace Stipple.Tests;

/// <summary>Looks for sentences that no text of the tables may hold.</summary>
internal static partial class TextScanner
{
    /// <summary>The sentence that tells somebody to leave off a medicine, or null.</summary>
    /// <remarks>
    /// A sentence is suspect when a verb of leaving off is followed by a medicine, or a medicine by a passive of one, with
    /// nothing in between that turns it ("Do not stop..."). A fact in the -ing form about risks ("Interrupting treatment can
    /// cost a stroke") tells nobody to do it.
    /// </remarks>
    public static string? TellsToLeaveOffAMedicine(string text) =>
        Sentence().Split(text).FirstOrDefault(sentence => !Turned().IsMatch(sentence) && (Order().IsMatch(sentence) || Passive().IsMatch(sentence)));

    /// <summary>The word that reassures, promises or belittles, or null.</summary>
    public static string? Reassures(string text) => Forbidden().Match(text) is { Success: true } match ? match.Value : null;

    private const string Leaving =
        @"stop(?:s|ped)?|paus(?:e|es|ed)|skip(?:s|ped)?|reduc(?:e|es|ed)|lower|halv(?:e|es|ed)|halt|cut (?:down|back|out)|leav(?:e|es) (?:out|off)|go(?:es)? without|come(?:s)? off|coming off|take (?:a )?break from|taper(?:ed)?|wean(?:ed)?|"
        + @"withhold|withheld|hold(?: off)?|held|omit(?:s|ted)?|miss|suspend(?:s|ed)?|interrupt(?:s|ed)?|discontinue(?:s|d)?|ceas(?:e|es|ed)|quit|drop|avoid|(?:do not|don't|never) (?:take|use)|no";

    private const string Medicine =
        @"medic(?:ine|ines|ation|ations)|tablets?|pills?|capsules?|drugs?|dos(?:e|es|age)|prescri(?:bed|ption)|treatment|therapy|blood[- ]thinn\w*|thinners?|anti-?coagula\w*|anti-?platelet\w*|anti-?thrombotic\w*|aspirin|warfarin|heparin|doacs?|"
        + @"apixaban|rivaroxaban|edoxaban|dabigatran|clopidogrel|prasugrel|ticagrelor|ibuprofen|naproxen|nsaids?|anti-?inflammator\w*|isotretinoin|acitretin|retinoids?|steroids?|biologics?|immunosuppress\w*|insulin|antibiotics?|antivirals?|aciclovir|valaciclovir";

    [GeneratedRegex(@"(?<=[.;:!?])\s+", RegexOptions.None, 1000)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\b(?:" + Leaving + @")\b(?:\W+\w+){0,5}?\W+(?:" + Medicine + @")\b", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Order();

    [GeneratedRegex(@"\b(?:" + Medicine + @")\b(?:\W+\w+){0,4}?\W+(?:(?:be|is|are|was|been|should be|must be|to be) (?:stopped|paused|skipped|reduced|withheld|held|omitted|suspended|interrupted|discontinued|left out|tapered)|(?:must|should|has to|have to|needs to) (?:stop|pause|cease))\b", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Passive();

    /// <summary>Never stop, do not skip, without stopping, only the prescriber...</summary>
    [GeneratedRegex(@"\b(?:do not|don't|never|not to|must not|should not|nobody|no one|without|rather than|instead of|not)\W+(?:\w+\W+)?(?:stop|paus|skip|reduc|interrupt|withh|omit|discontinu|suspend|come off|ceas)|\bonly the prescriber\b", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Turned();

    [GeneratedRegex(@"\b(?:safe|safely|safest|guarantee\w*|suitable|good candidate|simply|don't worry|do not worry|no need to worry|proven|harmless|risk-free|painless)\b|!", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Forbidden();
}
