using Stipple.Assess;
using Stipple.Web.Operate;

namespace Stipple.Web;

/// <summary>What the host needs to know to serve.</summary>
/// <param name="Port">Port on 127.0.0.1; 0 takes any free one.</param>
/// <param name="DataPath">Folder that this process owns while it runs.</param>
/// <param name="Rules">The evidence it serves.</param>
public sealed record ServeOptions(int Port, string DataPath, Rules Rules)
{
    /// <summary>Connection to PostgreSQL; null keeps everything in the data folder.</summary>
    public string? Postgres { get; init; }

    /// <summary>
    /// The address that people type, such as <c>https://stipple.example.org</c>, when a proxy on this machine stands before the
    /// program. Links carry it, passkeys are bound to it, and the proxy's word about the sender's address is believed.
    /// </summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>Serves a clinic of made-up people that anybody may enter, and no real one.</summary>
    public bool Demo { get; init; }

    /// <summary>The program and first arguments that start the process in which a photograph is opened; null where none is taken.</summary>
    public IReadOnlyList<string>? PhotoProcess { get; init; }

    /// <summary>Runs the tool's commands on the records that the server has open; null where nobody sends any.</summary>
    public RunOperatorCommand? Operator { get; init; }
}
