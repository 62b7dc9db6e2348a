using Stipple.Clinic;
using Stipple.Plan;

namespace Stipple.Tests;

/// <summary>Every limit of a plan, from both of its sides.</summary>
public sealed class Proposals
{
    [Fact]
    public void May_be_signed_within_every_limit_and_name_what_they_were_held_against()
    {
        var plan = Assert.IsType<Proposal.Within>(Plans.Propose(Plans.Cheek)).Plan;
        Assert.Equal(("acne-scar-rolling", "skinpen-precision", "sterile-hydrogel", "none"), (plan.Course.Concern, plan.Model.Id, plan.Topical.Id, plan.Anaesthetic.Id));
        Assert.Equal(1.25, plan.Case.Sites.Single().Depth!.Value.Millimetres);
    }

    [Fact]
    public void Are_not_signed_while_the_decision_is_open_although_no_limit_is_broken()
    {
        var review = Plans.Review(Plans.Cheek, "keloid = yes; keloid-cause = operation; keloid-zones = chest");
        var outside = Assert.IsType<Proposal.Outside>(Planning.Propose(Plans.Cheek, review, Plans.Pen, Plans.Nurse, Plans.Day));
        Assert.Empty(outside.Faults);
        Assert.IsType<Review.Open>(outside.Review);
    }

    [Theory]
    [InlineData(2.0, "a reason", false)]
    [InlineData(2.25, "a reason", true)] // nobody lifts it
    [InlineData(1.5, "", false)]
    [InlineData(1.75, "", true)]
    [InlineData(1.75, "a reason", false)]
    public void Stop_at_the_depths_of_the_site(double depth, string reason, bool stops) =>
        Assert.Equal(stops, Plans.Faults(Plans.Cheek.At("cheek-right", depth) with { Reason = reason }).Contains("depth/cheek-right"));

    [Theory]
    [InlineData(1.0, "", false)]
    [InlineData(1.25, "", true)] // usual at the cheek, and deeper than texture was treated with
    [InlineData(1.25, "a reason", false)]
    public void Stop_at_the_depth_that_a_concern_was_treated_with(double depth, string reason, bool stops) =>
        Assert.Equal(stops, Plans.Faults(Plans.Cheek.At("cheek-right", depth) with { Concern = "texture", Sessions = 4, Reason = reason }).Contains("depth/cheek-right"));

    [Theory]
    [InlineData(1.5, false)]
    [InlineData(1.75, true)]
    public void Stop_where_the_device_stops(double depth, bool stops)
    {
        var request = Plans.Cheek.At("cheek-right", depth) with { Reason = "a reason" };
        Assert.Equal(stops, Plans.Faults(request, Plans.Pen with { Model = "exceed" }).Contains("depth/cheek-right"));
        Assert.Empty(Plans.Faults(request, Plans.Pen));
    }

    [Fact]
    public void Stop_at_a_place_that_the_tables_know_no_depth_of()
    {
        var silent = Tables.Shipped.With("depths.tsv", "nose", "reasoned_to", "").ReadRules();
        Assert.Equal(["depth/nose"], Plans.Faults(Plans.Cheek.At("nose", 0.5), rules: silent));
        Assert.Empty(Plans.Faults(Plans.Cheek.At("nose", 0.5)));
    }

    [Theory]
    [InlineData(2, "", true)]
    [InlineData(3, "", false)]
    [InlineData(6, "", false)]
    [InlineData(7, "", true)]
    [InlineData(7, "a reason", false)]
    public void Stop_at_the_passes_that_were_tried(int passes, string reason, bool stops)
    {
        var tried = Tables.Shipped.With("courses.tsv", "acne-scar-rolling", "passes_from", "3").With("courses.tsv", "acne-scar-rolling", "passes_to", "6").ReadRules();
        Assert.Equal(stops ? ["passes/cheek-right"] : [], Plans.Faults(Plans.Cheek.At("cheek-right", 1.25, passes) with { Reason = reason }, rules: tried));
    }

    [Theory]
    [InlineData(6, "", false)]
    [InlineData(7, "", true)]
    [InlineData(7, "a reason", false)]
    public void Stop_at_the_sessions_that_were_tried(int sessions, string reason, bool stops) =>
        Assert.Equal(stops ? ["Sessions"] : [], Plans.Faults(Plans.Cheek with { Sessions = sessions, Reason = reason }));

    [Theory]
    [InlineData("acne-scar-rolling", 2, "", false)]
    [InlineData("acne-scar-rolling", 1, "a reason", true)] // nobody lifts it
    [InlineData("hypertrophic-scar", 4, "", false)] // the tables name no interval
    [InlineData("hypertrophic-scar", 3, "", true)]
    [InlineData("hypertrophic-scar", 3, "a reason", false)]
    public void Stop_at_the_weeks_between_sessions(string concern, int weeks, string reason, bool stops) =>
        Assert.Equal(stops ? ["Weeks"] : [], Plans.Faults(Plans.Cheek with { Concern = concern, Weeks = weeks, Reason = reason }));

    [Fact]
    public void Begin_today_or_later()
    {
        Assert.Empty(Plans.Faults(Plans.Cheek with { First = Plans.Day }));
        Assert.Equal(["First"], Plans.Faults(Plans.Cheek with { First = Plans.Day.AddDays(-1) }));
    }

    [Fact]
    public void Stop_at_a_concern_without_a_course()
    {
        var shorter = Tables.Shipped.WithRows("courses.tsv", Tables.Shipped.Rows("courses.tsv").Where(row => !row.StartsWith("acne-scar-rolling\t", StringComparison.Ordinal))).ReadRules();
        Assert.Equal(["Concern"], Plans.Faults(Plans.Cheek, rules: shorter));
    }

    [Fact]
    public void Take_a_device_of_the_clinic_that_the_tables_know()
    {
        var review = Plans.Review(Plans.Cheek);
        Assert.Equal(["Device"], Plans.Fields(Planning.Propose(Plans.Cheek, review, null, Plans.Nurse, Plans.Day)));
        Assert.Equal(["Device"], Plans.Faults(Plans.Cheek, Plans.Pen with { Model = "no-such-model" }));
        Assert.Equal(["Device", "Practitioner"], Plans.Faults(Plans.Cheek, Plans.Pen with { Model = "rf-needles" }));
    }

    [Fact]
    public void Take_a_device_that_may_be_used_on_the_first_day()
    {
        var first = Plans.Cheek.First;
        Assert.Empty(Plans.Faults(Plans.Cheek, Plans.Pen with { CheckedUntil = first }));
        Assert.Equal(["Device"], Plans.Faults(Plans.Cheek, Plans.Pen with { CheckedUntil = first.AddDays(-1) }));
        Assert.Empty(Plans.Faults(Plans.Cheek, Plans.Pen with { Retired = first.AddDays(1) }));
        Assert.Equal(["Device"], Plans.Faults(Plans.Cheek, Plans.Pen with { Retired = first }));
    }

    [Theory]
    [InlineData("none", false, false)]
    [InlineData("sterile-saline", false, false)]
    [InlineData("vitamin-c-cosmetic", true, true)]
    [InlineData("exosomes", true, true)]
    [InlineData("tranexamic-acid-injectable", true, false)]
    [InlineData("no-such-product", true, true)]
    public void Put_on_open_skin_what_is_allowed_and_what_a_prescriber_takes_on(string topical, bool stopsNurse, bool stopsPrescriber)
    {
        Assert.Equal(stopsNurse ? ["Topical"] : [], Plans.Faults(Plans.Cheek with { Topical = topical }));
        Assert.Equal(stopsPrescriber ? ["Topical"] : [], Plans.Faults(Plans.Cheek with { Topical = topical }, by: Plans.Prescriber));
    }

    [Theory]
    [InlineData("none", false, false)]
    [InlineData("compounded-cream", true, true)]
    [InlineData("injection", true, false)]
    [InlineData("no-such-product", true, true)]
    public void Numb_with_what_is_allowed_and_what_a_prescriber_takes_on(string anaesthetic, bool stopsNurse, bool stopsPrescriber)
    {
        Assert.Equal(stopsNurse ? ["Anaesthetic"] : [], Plans.Faults(Plans.Cheek with { Anaesthetic = anaesthetic }));
        Assert.Equal(stopsPrescriber ? ["Anaesthetic"] : [], Plans.Faults(Plans.Cheek with { Anaesthetic = anaesthetic }, by: Plans.Prescriber));
    }

    [Fact]
    public void Keep_to_the_label_of_a_cream()
    {
        Assert.Empty(Plans.Faults(Plans.Numbed));
        Assert.Equal(["Grams"], Plans.Faults(Plans.Numbed with { Grams = 60.5 }));
        Assert.Equal(["Area"], Plans.Faults(Plans.Numbed with { Area = 600.5 }));
        Assert.Equal(["Minutes"], Plans.Faults(Plans.Numbed with { Minutes = 301 }));
        Assert.Equal(["Grams", "Area", "Minutes"], Plans.Faults(Plans.Numbed with { Grams = null, Area = null, Minutes = null }));
        Assert.Equal(["Grams"], Plans.Faults(Plans.Cheek with { Minutes = 30 })); // of a plan without a cream
    }

    [Fact]
    public void Are_signed_by_a_practitioner_whose_licence_holds_and_covers_the_deepest_zone()
    {
        var licence = Plans.Nurse.Licences[0];
        Assert.Equal(["Practitioner"], Plans.Faults(Plans.Cheek, by: Plans.Nurse with { Roles = [Role.MedicalDirector] }));
        Assert.Equal(["Practitioner"], Plans.Faults(Plans.Cheek, by: Plans.Nurse with { Membership = Membership.Left }));
        Assert.Equal(["Practitioner"], Plans.Faults(Plans.Cheek, by: Plans.Nurse with { Licences = [licence with { Until = Plans.Day.AddDays(-1) }] }));
        Assert.Empty(Plans.Faults(Plans.Cheek, by: Plans.Nurse with { Licences = [licence with { Until = Plans.Day }] }));
        Assert.Equal(["Practitioner"], Plans.Faults(Plans.Cheek, by: Plans.Nurse with { Licences = [licence with { DepthLimit = NeedleDepth.FromMillimetres(1.24) }] }));
        Assert.Empty(Plans.Faults(Plans.Cheek, by: Plans.Nurse with { Licences = [licence with { DepthLimit = NeedleDepth.FromMillimetres(1.25) }] }));
    }

    [Theory]
    [InlineData("pen", 1.25, false)]
    [InlineData("Pen 2", 1.25, false)]
    [InlineData("skinpen-precision", 1.25, false)]
    [InlineData("SkinPen Precision", 1.25, false)]
    [InlineData("pen", 1.24, true)]
    [InlineData("Pen 3", 3, true)]
    [InlineData("roller", 3, true)]
    public void Are_signed_by_whoever_was_trained_for_the_device_at_that_depth(string device, double deepest, bool stops)
    {
        var trained = Plans.Nurse.Competences[0] with { Device = device, To = NeedleDepth.FromMillimetres(deepest) };
        Assert.Equal(stops ? ["Practitioner"] : [], Plans.Faults(Plans.Cheek, by: Plans.Nurse with { Competences = [trained] }));
    }

    [Fact]
    public void Make_a_case_only_of_what_the_tables_know()
    {
        Assert.True(Planning.Knows(Scene.Shipped, Plans.Cheek));
        Assert.False(Planning.Knows(Scene.Shipped, Plans.Cheek with { Topical = "gone" }));
        Assert.False(Planning.Knows(Scene.Shipped, Plans.Cheek with { Anaesthetic = "gone" }));
        Assert.False(Planning.Knows(Scene.Shipped, Plans.Cheek with { Concern = "gone" }));
        Assert.False(Planning.Knows(Scene.Shipped, Plans.Cheek.At("gone", 1)));
    }

    [Theory]
    [InlineData("cheek-right", "acne-scar-rolling", 1.25)] // 1.0 to 1.5 is usual for both
    [InlineData("cheek-right", "texture", 0.75)] // 0.5 to 1.0
    [InlineData("perioral", "acne-scar-rolling", 0.5)] // the place allows less than the concern begins with
    [InlineData("hand-left", "texture", 0.25)] // 0.25 to 0.5, rounded down
    public void Begin_with_the_middle_of_what_is_usual_and_never_beyond_it(string site, string concern, double depth)
    {
        var limits = TreatmentLimits.Of(Scene.Shipped);
        Assert.Equal(depth, Planning.UsualDepth(limits.DepthAt(Scene.Shipped.Sites.Find(site)!), limits.CourseFor(concern), limits.Device("skinpen-precision")));
    }
}
