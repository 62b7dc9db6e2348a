using System.Net.Mail;
using Stipple.Records.Bodies;
using Stipple.Web.Access;

namespace Stipple.Web.Patients;

/// <summary>Who a patient is, as a form says it.</summary>
internal static class IdentityForm
{
    public const int OfAge = 18;

    private const int OldestYears = 120;

    /// <summary>Reads the form; every mistake is noted at its field.</summary>
    public static Identity Read(Submission form, DateOnly today)
    {
        var name = form.Text("name", "the full name", 200);
        var born = form.Day("born", "the date of birth");
        var number = form.Text("number", "the record number", 40).ToUpperInvariant();
        var phone = form.Text("phone", "the telephone number", 40, required: false);
        var email = form.Text("email", "the e-mail address", 254, required: false);
        var emergency = ReadContact(form, "emergency", "the emergency contact", required: false);
        var guardian = ReadContact(form, "guardian", "the guardian", required: false);
        if (email.Length > 0 && !MailAddress.TryCreate(email, out _)) form.Add("email", $"The e-mail address must look like name@example.org; “{email}” does not");
        if (number.Length > 0 && !number.Any(char.IsLetterOrDigit)) form.Add("number", "The record number needs a letter or a digit");
        if (born > today) form.Add("born", "The date of birth is in the future");
        else if (born < today.AddYears(-OldestYears)) form.Add("born", $"The date of birth is more than {OldestYears} years ago");
        if (born is { } day && IsMinor(day, today) && guardian is null)
            form.Add("guardian-name", $"Enter who answers for them: somebody under {OfAge} cannot agree to a treatment alone, so a parent or guardian reads and signs with them");
        return new Identity(number, name, born ?? default, phone, email, emergency ?? new Contact("", "", ""), guardian);
    }

    public static bool IsMinor(DateOnly born, DateOnly today) => born.AddYears(OfAge) > today;

    /// <summary>What stands in the fields when a patient is there already.</summary>
    public static string Value(Identity? identity, string field) => field switch
    {
        _ when identity is null => "",
        "name" => identity.Name,
        "born" => Look.Days.Machine(identity.Born),
        "number" => identity.Number,
        "phone" => identity.Phone,
        "email" => identity.Email,
        "emergency-name" => identity.Emergency.Name,
        "emergency-relation" => identity.Emergency.Relation,
        "emergency-phone" => identity.Emergency.Phone,
        "guardian-name" => identity.Guardian?.Name ?? "",
        "guardian-relation" => identity.Guardian?.Relation ?? "",
        "guardian-phone" => identity.Guardian?.Phone ?? "",
        _ => "",
    };

    private static Contact? ReadContact(Submission form, string who, string label, bool required)
    {
        var name = form.Text($"{who}-name", $"{label}’s name", 200, required);
        var relation = form.Text($"{who}-relation", $"what {label} is to the patient", 80, required: name.Length > 0);
        var phone = form.Text($"{who}-phone", $"{label}’s telephone number", 40, required: name.Length > 0);
        if (name.Length == 0 && relation.Length + phone.Length > 0) form.Add($"{who}-name", $"Enter {label}’s name");
        return name.Length > 0 ? new Contact(name, relation, phone) : null;
    }
}
