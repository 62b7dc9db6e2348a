using Stipple.System.Tests.SignIn;
using Stipple.Web.Demo;

namespace Stipple.System.Tests.Patients;

/// <summary>Entering a demo clinic as somebody of it.</summary>
internal static class DemoVisits
{
    public static async Task<Visitor> Enter(Uri address, string name)
    {
        var visitor = new Visitor(address);
        await visitor.Post("/demo", ("person", $"{DemoClinic.People.Single(person => person.Name == name).Account:D}"));
        await visitor.Get("/clinic/today");
        return visitor;
    }

    /// <summary>Path of the record of a patient of the demo.</summary>
    public static async Task<string> Record(Visitor visitor, string search)
    {
        await visitor.Get($"/clinic/patients?q={Uri.EscapeDataString(search)}");
        return visitor.Between("<th scope=\"row\"><a href=\"", "\"");
    }
}
