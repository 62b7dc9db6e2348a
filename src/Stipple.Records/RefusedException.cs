namespace Stipple.Records;

/// <summary>Something that is understood and cannot be done now. The message says why, and what to do.</summary>
public sealed class RefusedException(string message) : Exception(message);
