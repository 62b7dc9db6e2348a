using Stipple.Consent;
using Stipple.Plan;
using static Stipple.Tests.Chair;

namespace Stipple.Tests;

/// <summary>What a patient reads before agreeing.</summary>
public sealed class Drafts
{
    private static readonly string[] Parts = ["what", "benefit", "harm", "choices", "before", "after", "rights"];

    private static ConsentForm Draft(PlanRequest request, string but = "", Func<Case, Case>? change = null)
    {
        var @case = CaseOf(request, but);
        return Drafting.Draft(Signed with { Request = request }, change?.Invoke(@case) ?? @case, "Lindenhof", "Ann Example", new DateOnly(1985, 2, 28), "Pen 2");
    }

    [Fact]
    public void The_same_plan_answers_and_tables_make_the_same_bytes()
    {
        var (one, other) = (Draft(Wanted), Draft(Wanted));
        Assert.Equal(one.Text, other.Text);
        Assert.Equal(one.Hash, other.Hash);
        Assert.Matches("^[0-9a-f]{64}$", one.Hash);
        Assert.NotEqual(one.Hash, Draft(Wanted with { Sessions = 2 }).Hash);
    }

    [Fact]
    public void A_paragraph_is_left_out_only_where_its_condition_is_a_settled_no()
    {
        const string Own = "before-cold-sores";
        Assert.DoesNotContain(Draft(Wanted, "hsv-history = no").Paragraphs, paragraph => paragraph.Id == Own);
        Assert.Contains(Draft(Wanted, "hsv-history = yes").Paragraphs, paragraph => paragraph.Id == Own);
        Assert.Contains(Draft(Wanted, change: given => Scene.With(given, answers: given.Answers.Remove("hsv-history"))).Paragraphs, paragraph => paragraph.Id == Own);
    }

    [Fact]
    public void Every_paragraph_of_the_table_without_a_condition_is_there_and_no_place_is_left_open()
    {
        var draft = Draft(Wanted);
        Assert.Subset(draft.Paragraphs.Select(paragraph => paragraph.Id).ToHashSet(), ConsentTexts.Of(Shipped).Paragraphs.Where(paragraph => paragraph.When is null).Select(paragraph => paragraph.Id).ToHashSet());
        Assert.DoesNotContain('{', string.Concat(draft.Paragraphs.Select(paragraph => paragraph.Text)));
        Assert.Equal(Parts, draft.Paragraphs.Select(paragraph => paragraph.Part).Distinct().OrderBy(part => Array.IndexOf(Parts, part)));
    }

    [Fact]
    public void Doing_nothing_is_the_first_of_the_other_choices() =>
        Assert.Equal("choice-nothing", Draft(Wanted).Paragraphs.First(paragraph => paragraph.Part == "choices").Id);

    [Fact]
    public void A_kept_text_is_read_back_as_it_was_drafted()
    {
        var draft = Draft(Wanted);
        var read = ConsentText.Read(draft.Text);
        Assert.Equal((draft.Clinic, draft.Patient, draft.Born, draft.Plan, draft.PlanHash, draft.Evidence), (read.Clinic, read.Patient, read.Born, read.Plan, read.PlanHash, read.Evidence));
        Assert.Equal(draft.Paragraphs, read.Paragraphs);
        Assert.Contains(read.Paragraphs, paragraph => paragraph.InHundred is { Of: > 0 });
    }
}
