namespace Stipple.Clinic;

/// <summary>What somebody is to a clinic. One person may be several of these.</summary>
public enum Role
{
    /// <summary>Invites people, sets roles, answers for the installation.</summary>
    Owner,

    /// <summary>Approves evidence and policy, and answers for what is done on them.</summary>
    MedicalDirector,

    /// <summary>Decides, plans and treats, within licence and competence.</summary>
    Practitioner,

    /// <summary>Registers patients and sends links; decides nothing clinical.</summary>
    FrontDesk,
}
