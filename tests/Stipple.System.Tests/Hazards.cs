using System.Reflection;
using System.Runtime.Loader;

namespace Stipple.System.Tests;

/// <summary>docs/hazards.tsv: what could hurt somebody, what stands against it, and the test that shows it standing.</summary>
public sealed class Hazards
{
    private static readonly string[] Header = ["id", "hazard", "cause", "control", "test"];

    private static readonly string[][] Rows =
        [.. File.ReadAllLines(Path.Combine(Repository.Root, "docs", "hazards.tsv")).Select(line => line.Split('\t'))];

    [Fact]
    public void Every_hazard_says_its_cause_its_control_and_its_test()
    {
        Assert.Equal(Header, Rows[0]);
        Assert.InRange(Rows.Length, 15, 200);
        Assert.All(Rows, row => Assert.Equal(Header.Length, row.Count(cell => cell.Trim().Length > 0)));
        Assert.Equal(Rows.Length, Rows.Select(row => row[0]).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_test_that_a_hazard_names_exists_and_runs()
    {
        var tests = Tests("Stipple.Tests").Concat(Tests("Stipple.System.Tests")).ToHashSet(StringComparer.Ordinal);
        var missing = Rows.Skip(1)
            .SelectMany(row => row[4].Split(' ').Select(test => (Hazard: row[0], Test: test)))
            .Where(named => !tests.Contains(named.Test));
        Assert.Equal([], missing);
    }

    [Fact]
    public void A_test_that_is_not_there_would_be_missed()
    {
        var own = Tests("Stipple.System.Tests");
        Assert.Contains($"{typeof(Hazards).FullName}.{nameof(A_test_that_is_not_there_would_be_missed)}", own);
        Assert.DoesNotContain($"{typeof(Hazards).FullName}.{nameof(IsTest)}", own);
    }

    /// <summary>Full names of the facts and theories of a test assembly; read from the sibling folder of this one, without running it.</summary>
    private static string[] Tests(string assembly)
    {
        var own = typeof(Hazards).Assembly;
        if (assembly == own.GetName().Name) return Tests(own);
        var file = Path.Combine(Repository.Root, "artifacts", "bin", assembly, Repository.Configuration, assembly + ".dll");
        if (!File.Exists(file)) Assert.Skip($"{assembly} is not built: dotnet build tests/{assembly} -c {Repository.Configuration}");
        var context = new AssemblyLoadContext(assembly, isCollectible: true);
        context.Resolving += (loading, name) =>
        {
            // xunit is the one of this process, so that its attributes are the same types.
            var beside = Path.Combine(Path.GetDirectoryName(file)!, name.Name + ".dll");
            return name.Name!.StartsWith("xunit", StringComparison.Ordinal) ? Assembly.Load(name)
                : File.Exists(beside) ? loading.LoadFromAssemblyPath(beside) : null;
        };
        return Tests(context.LoadFromAssemblyPath(file));
    }

    private static string[] Tests(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .Where(type => type is { IsPublic: true, IsAbstract: false })
            .SelectMany(type => type.GetMethods().Where(IsTest).Select(method => $"{type.FullName}.{method.Name}")),
    ];

    private static bool IsTest(MethodInfo method) =>
        method.GetCustomAttribute<FactAttribute>() is { Skip: null };
}
