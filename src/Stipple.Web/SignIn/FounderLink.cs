using Stipple.Records;
using Stipple.Records.Bodies;
using Stipple.Records.SignIn;
using Stipple.Terms;

namespace Stipple.Web.SignIn;

/// <summary>
/// The link by which the first person enters a clinic that was founded from a terminal, as its owner and medical director. Its hash is
/// a fact of the clinic, so that it opens at every node and after a restart; the link itself is printed and kept nowhere. It lasts as
/// long as an invitation and works once, and none does when somebody works there.
/// </summary>
/// <param name="Path">What is printed, after the address of the installation.</param>
/// <param name="Fact">What makes it work.</param>
public sealed record FounderLink(string Path, NewFact Fact)
{
    public static FounderLink New(ClinicId clinic, TimeProvider clock)
    {
        var secret = Secret.New();
        var invited = new FounderInvited(Secret.Hash(secret), clock.GetUtcNow() + Invitations.Lasts);
        return new FounderLink(Invitations.PathOf(clinic, secret), Body.About(Streams.Of(clinic), invited));
    }
}
