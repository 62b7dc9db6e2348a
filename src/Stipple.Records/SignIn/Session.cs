namespace Stipple.Records.SignIn;

/// <summary>How far somebody has come in signing in.</summary>
public enum Stage
{
    /// <summary>A passkey was asked for; nobody is known yet.</summary>
    Passkey,

    /// <summary>The password was right; the code is still to come.</summary>
    Code,

    /// <summary>The account has no second factor yet.</summary>
    Enrol,

    /// <summary>Known by two factors, or by a passkey.</summary>
    Full,
}

/// <summary>
/// One browser that somebody signed in with. The browser holds a random secret and nothing else; here lies its hash, so that
/// neither a stolen copy of this table nor a guess opens a session, and ending one is deleting a row.
/// </summary>
public sealed class Session
{
    /// <summary>SHA-256 of the secret in the cookie, in hexadecimal digits.</summary>
    public required string SecretHash { get; init; }

    /// <summary>Names the session to its owner; opens nothing.</summary>
    public required Guid Id { get; init; }

    public required Guid Account { get; init; }

    public required Stage Stage { get; init; }

    /// <summary>How the person was known: <c>password and code</c>, <c>password and recovery code</c>, <c>passkey</c>.</summary>
    public required string Method { get; set; }

    /// <summary>What every form of this session carries, so that no other site can send one.</summary>
    public required string FormToken { get; init; }

    /// <summary>The clinic that is worked in; null until one is chosen.</summary>
    public Guid? Clinic { get; set; }

    /// <summary>What the server remembers between two steps of a passkey ceremony; used once.</summary>
    public string? Ceremony { get; set; }

    /// <summary>The key of an authenticator app that is being added, until its first code is right.</summary>
    public string? AppKey { get; set; }

    /// <summary>The browser, as it names itself.</summary>
    public required string Browser { get; init; }

    public required DateTimeOffset Began { get; init; }

    public required DateTimeOffset Seen { get; set; }

    /// <summary>When the person last proved who they are.</summary>
    public required DateTimeOffset Confirmed { get; set; }
}

/// <summary>A code from an authenticator that has been used: it is not taken again.</summary>
public sealed class UsedCode
{
    public required Guid Account { get; init; }

    /// <summary>SHA-256 of account and code, in hexadecimal digits.</summary>
    public required string CodeHash { get; init; }

    public required DateTimeOffset At { get; init; }
}
