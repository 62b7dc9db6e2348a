using System.Net;
using Stipple.System.Tests.Records;
using Stipple.System.Tests.SignIn;
using Stipple.Terms;

namespace Stipple.System.Tests.Treatments;

/// <summary>A consent over HTTP: on the tablet and by a link.</summary>
public sealed class ConsentWalks(PostgresCluster cluster)
{
    [Theory, InlineData("SQLite"), InlineData("PostgreSQL")]
    public async Task A_consent_is_asked_about_signed_read_again_and_taken_back_in_the_clinic(string database)
    {
        PatientId patient = default;
        await using var served = await ServedWard.Start(database, cluster, async ward => patient = await ward.Planned("P-1", "Zoë Example"));
        using var visitor = await served.Enter();
        var path = $"/clinic/patients/{patient}/consent";
        await visitor.Get(path);
        Assert.Equal("What will be done, and what you agree to", visitor.Heading);
        Assert.Contains("Doing nothing", visitor.Page, StringComparison.Ordinal);
        Assert.Contains("class=\"d-hit\"", visitor.Page, StringComparison.Ordinal);

        await visitor.Submit(path, ("answer", "question"), ("says", "Does it hurt?"));
        Assert.Contains("Does it hurt?", visitor.Page, StringComparison.Ordinal);
        await visitor.Get("/clinic/today");
        Assert.Contains($"/clinic/patients/{patient}", visitor.Between("Asked or refused before signing", "</section>"), StringComparison.Ordinal);
        await visitor.Get($"/clinic/patients/{patient}");
        Assert.Contains("Talk to them; then they read it again.", visitor.Page, StringComparison.Ordinal);
        await visitor.Submit($"/clinic/patients/{patient}/links");
        await visitor.Get($"/clinic/patients/{patient}");
        Assert.Contains("The patient reads the consent. Their link works until", visitor.Page, StringComparison.Ordinal);

        await visitor.Get(path);
        await visitor.SubmitOnly(path, ("answer", "agree"), ("name", "Somebody Else"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("Capitals, accents and spaces do not matter", visitor.Page, StringComparison.Ordinal);
        await visitor.SubmitOnly(path, ("answer", "agree"), ("name", "Zoë Example"), ("drawing", "M0 0\"><script>"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);

        await visitor.Get(path);
        await visitor.Post(path, [.. visitor.Hidden(path).Where(field => field.Name != "hash"), ("hash", new string('0', 64)), ("answer", "agree"), ("name", "Zoë Example")]);
        Assert.Equal(HttpStatusCode.Conflict, visitor.Status);
        Assert.Contains("The text has changed since you opened it", visitor.Page, StringComparison.Ordinal);

        await visitor.Get(path);
        await visitor.Post(path, [.. visitor.Hidden(path).Where(field => field.Name != "drawing"), ("answer", "agree"), ("name", "zoe example"), ("drawing", "M1 2L3 4")]);
        Assert.Equal(HttpStatusCode.SeeOther, visitor.Status);
        await visitor.Get(path);
        Assert.Equal("You agreed and signed", visitor.Heading);
        Assert.Contains("d=\"M1 2L3 4\"", visitor.Page, StringComparison.Ordinal);
        await visitor.Submit($"{path}/withdraw", ("reason", "I would rather wait"));
        Assert.Equal("What will be done, and what you agree to", visitor.Heading);
        Assert.Contains("You took your agreement back", visitor.Page, StringComparison.Ordinal);
        await visitor.Get($"/clinic/patients/{patient}/session");
        Assert.Contains("Stop: the consent was withdrawn", visitor.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_patient_signs_by_a_link_and_the_clinic_sees_what_was_signed()
    {
        PatientId patient = default;
        (string Path, string Cookie) link = ("", "");
        var version = 0;
        await using var served = await ServedWard.Start("SQLite", cluster, async ward =>
        {
            patient = await ward.Planned("P-1");
            link = await ward.ConsentLink(patient);
            version = (await ward.Read(patient)).Version + 1;
        });
        using var stranger = served.Stranger();
        await stranger.Send(HttpMethod.Get, link.Path, null);
        Assert.Equal(HttpStatusCode.SeeOther, stranger.Status); // to the date of birth
        await stranger.Send(HttpMethod.Get, link.Path, null, ("Cookie", link.Cookie));
        Assert.Equal("What will be done, and what you agree to", stranger.Heading);
        using var form = new FormUrlEncodedContent(stranger.Hidden(link.Path).Append(("answer", "agree")).Append(("name", "ANN EXAMPLE")).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        await stranger.Send(HttpMethod.Post, link.Path, form, ("Cookie", link.Cookie));
        Assert.Equal(HttpStatusCode.SeeOther, stranger.Status);

        using var visitor = await served.Enter();
        await visitor.Get($"/clinic/patients/{patient}/consent");
        Assert.Contains("By a link", visitor.Page, StringComparison.Ordinal);
        await visitor.Get($"/clinic/patients/{patient}/consent/{version}");
        Assert.Equal("What was agreed to", visitor.Heading);
        await visitor.Get($"/clinic/patients/{patient}/consent/{version - 1}");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }
}
