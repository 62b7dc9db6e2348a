using Stipple.Clinic;

namespace Stipple.Web.SignIn;

/// <summary>Roles in plain words.</summary>
internal static class RoleWords
{
    /// <summary>By the word that a form sends.</summary>
    public static IReadOnlyDictionary<string, Role> ByWord { get; } = Enum.GetValues<Role>().ToDictionary(Word, StringComparer.Ordinal);

    public static string Word(Role role) => role switch
    {
        Role.Owner => "owner",
        Role.MedicalDirector => "medical-director",
        Role.Practitioner => "practitioner",
        Role.FrontDesk => "front-desk",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    public static string Name(Role role) => Word(role).Replace('-', ' ');

    public static string May(Role role) => role switch
    {
        Role.Owner => "Invites people, sets their roles, keeps keys and the ledger.",
        Role.MedicalDirector => "Approves evidence and policy, and answers for what is done on them.",
        Role.Practitioner => "Decides, plans and treats, within licence and competence.",
        Role.FrontDesk => "Registers patients and sends links. Decides nothing clinical.",
        _ => "",
    };

    public static string List(IEnumerable<Role> roles) => string.Join(", ", roles.Select(Name));
}
