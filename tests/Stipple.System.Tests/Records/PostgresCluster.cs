using System.Diagnostics;
using Stipple.System.Tests.Host;

[assembly: AssemblyFixture(typeof(Stipple.System.Tests.Records.PostgresCluster))]

namespace Stipple.System.Tests.Records;

/// <summary>
/// A private PostgreSQL in a temporary folder, as durable as its defaults, gone afterwards. One for all tests, each with databases
/// of its own in it; made by the first that asks for one.
/// </summary>
public sealed class PostgresCluster : IDisposable
{
    private const string Owner = "stipple";

    private readonly string folder = Directory.CreateTempSubdirectory("stipple-pg-").FullName;
    private readonly string? user = Environment.UserName == "root" ? ServerUser() : null;
    private readonly int port = Loopback.FreePort();
    private readonly Lazy<bool> made;
    private int databases;

    public PostgresCluster() => made = new Lazy<bool>(Make);

    /// <summary>Why there is none; null when there is.</summary>
    public static string? Missing { get; } = Tools().FirstOrDefault(tool => !OnPath(tool)) is { } absent
        ? $"PostgreSQL's {absent} is not on PATH: apt-get install postgresql"
        : null;

    private string Data => Path.Combine(folder, "data");

    /// <summary>A new, empty database of an ordinary user.</summary>
    public string NewDatabase()
    {
        _ = made.Value;
        var name = $"test{Interlocked.Increment(ref databases)}";
        AsUser("createdb", "-h", "127.0.0.1", "-p", $"{port}", "-U", Owner, name);
        return $"Host=127.0.0.1;Port={port};Username={Owner};Database={name};Pooling=true";
    }

    /// <summary>The same database for a superuser, whom row-level security does not bind.</summary>
    public static string AsSuperuser(string connection) => connection.Replace($"Username={Owner}", "Username=owner", StringComparison.Ordinal);

    /// <summary>Ends the server as a power cut would: no checkpoint, no farewell.</summary>
    public void Stop() => AsUser("pg_ctl", "-D", Data, "stop", "-m", "immediate");

    /// <summary>Starts it, and lets it recover.</summary>
    public void Start() => AsUser("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(folder, "log"), "-o", $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=400", "start");

    public void Dispose()
    {
        if (made.IsValueCreated) Stop();
        Directory.Delete(folder, recursive: true);
    }

    private bool Make()
    {
        if (user is not null) Run("chown", user, folder);
        AsUser("initdb", "-D", Data, "-U", "owner", "-A", "trust", "--no-instructions");
        Start();
        AsUser("psql", "-h", "127.0.0.1", "-p", $"{port}", "-U", "owner", "-d", "postgres", "-c", $"CREATE ROLE {Owner} LOGIN CREATEDB");
        return true;
    }

    private void AsUser(params string[] command)
    {
        if (user is null) Run(command[0], command[1..]);
        else Run("runuser", ["-u", user, "--", .. command]);
    }

    private static void Run(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static string ServerUser() => File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    private static string[] Tools() => ["initdb", "pg_ctl", "createdb", "psql"];

    private static bool OnPath(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(place => File.Exists(Path.Combine(place, tool)));
}
