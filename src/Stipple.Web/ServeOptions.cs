using Stipple.Assess;

namespace Stipple.Web;

/// <summary>What the host needs to know to serve.</summary>
/// <param name="Port">Port on 127.0.0.1; 0 takes any free one.</param>
/// <param name="DataPath">Folder that this process owns while it runs.</param>
/// <param name="Rules">The evidence it serves.</param>
public sealed record ServeOptions(int Port, string DataPath, Rules Rules);
