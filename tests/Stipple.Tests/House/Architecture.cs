using System.Reflection;
using System.Runtime.CompilerServices;
using ArchLoader = ArchUnitNET.Loader.ArchLoader;
using Stipple.Skin.Puncture;
using Assembly = System.Reflection.Assembly;

namespace Stipple.Tests;

public sealed class Architecture
{
    private static readonly Assembly Care = typeof(Screening).Assembly;
    private static readonly Assembly Engine = typeof(Coverage).Assembly;
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void A_stage_never_looks_ahead()
    {
        var pairs = Dependencies(Care);
        Assert.Contains(pairs, pair => pair is ("Stipple.Assess", "Stipple.Evidence"));
        Assert.Contains(pairs, pair => pair is ("Stipple.Evidence", "Stipple.Terms"));
        Assert.Empty(Layers.Care.Broken(pairs));
    }

    [Fact]
    public void The_engine_is_built_from_numerics_up() => Assert.Empty(Layers.Skin.Broken(Dependencies(Engine)));

    [Theory]
    [InlineData("Stipple.Terms", "Stipple.Evidence", "Terms -> Evidence")]
    [InlineData("Stipple.Assess", "Stipple.Plan", "Assess -> Plan")]
    [InlineData("Stipple.Assess.Deep", "Stipple.Outcome", "Assess -> Outcome")]
    [InlineData("Stipple.Moods", "Stipple.Terms", "Moods -> Terms")]
    [InlineData("Stipple.Outcome", "Stipple.Moods", "Outcome -> Moods")]
    public void A_stage_that_did_would_be_found(string from, string to, string broken) => Assert.Equal([broken], Layers.Care.Broken([(from, to), (from, to)]));

    [Theory]
    [InlineData("Stipple.Skin.Puncture", "Stipple.Skin.Healing", "Puncture -> Healing")]
    [InlineData("Stipple.Skin.Numerics", "Stipple.Skin.Cohort", "Numerics -> Cohort")]
    [InlineData("Stipple.Skin.Cohort", "Stipple.Skin", "Cohort -> ")]
    public void So_would_a_part_of_the_engine(string from, string to, string broken) => Assert.Equal([broken], Layers.Skin.Broken([(from, to)]));

    [Theory]
    [InlineData("Stipple.Outcome", "Stipple.Terms")]
    [InlineData("Stipple.Assess", "Stipple.Assess")]
    [InlineData("Stipple.Plan", "Stipple.Skin.Puncture")]
    [InlineData("Stipple.Assess", "System.Collections.Immutable")]
    public void Looking_back_or_outside_is_allowed(string from, string to) => Assert.Empty(Layers.Care.Broken([(from, to)]));

    [Fact]
    public void Every_folder_is_in_the_ordered_list()
    {
        foreach (var layers in new[] { Layers.Care, Layers.Skin })
        {
            var folders = Directory.EnumerateDirectories(Repository.At($"src/{layers.Root}")).Select(folder => Path.GetFileName(folder)).Where(name => name is not ("bin" or "obj")).ToArray();
            Assert.NotEmpty(folders);
            Assert.All(folders, folder => Assert.Contains(folder, layers.Folders));
        }
    }

    [Fact]
    public void Every_type_is_in_the_namespace_of_its_folder()
    {
        foreach (var (assembly, layers) in new[] { (Care, Layers.Care), (Engine, Layers.Skin) })
            Assert.All(Written(assembly), type => Assert.Contains(type.Namespace![layers.Root.Length..].TrimStart('.').Split('.')[0], layers == Layers.Skin ? layers.Folders.Append("") : layers.Folders));
    }

    [Fact]
    public void Every_type_is_sealed_abstract_or_static() =>
        Assert.DoesNotContain(Written(Care).Concat(Written(Engine)), type => type is { IsSealed: false, IsAbstract: false });

    [Fact]
    public void Nothing_has_a_public_setter() => Assert.DoesNotContain(Written(Care).Concat(Written(Engine)).SelectMany(type => type.GetProperties(Own)), IsSettable);

    [Fact]
    public void A_setter_would_be_found()
    {
        Assert.True(IsSettable(typeof(UriBuilder).GetProperty(nameof(UriBuilder.Host))!));
        Assert.False(IsSettable(typeof(Findings).GetProperty(nameof(Findings.Overall))!));
    }

    [Fact]
    public void A_decision_cannot_be_forged()
    {
        var decisions = typeof(Candidacy).GetNestedTypes().Append(typeof(Candidacy)).Append(typeof(Findings)).ToArray();
        Assert.Equal(7, decisions.Length);
        Assert.All(decisions, type => Assert.Empty(type.GetConstructors()));
        Assert.DoesNotContain(typeof(Candidacy).GetMethods(BindingFlags.Public | BindingFlags.Static), method => method.ReturnType == typeof(Candidacy));
        Assert.Null(typeof(Candidacy).GetProperty(nameof(Candidacy.Findings))!.SetMethod);
    }

    [Theory]
    [InlineData("Assess", "Screening")]
    [InlineData("Evidence", "Library")]
    [InlineData("Plan", "Planning")]
    [InlineData("Consent", "Drafting")]
    [InlineData("Treat", "Treating")]
    [InlineData("Aftercare", "Triage")]
    [InlineData("Outcome", "Comparing")]
    public void A_folder_that_is_there_has_its_door(string folder, string door)
    {
        if (Directory.Exists(Repository.At($"src/Stipple/{folder}"))) Assert.True(File.Exists(Repository.At($"src/Stipple/{folder}/{door}.cs")));
        else Assert.DoesNotContain(Care.GetTypes(), type => type.Namespace == $"Stipple.{folder}");
    }

    private static bool IsSettable(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    /// <summary>The types that stand in the sources, not those that the compiler adds.</summary>
    private static IEnumerable<Type> Written(Assembly assembly) => assembly.GetTypes().Where(type =>
        type.Namespace?.StartsWith("Stipple", StringComparison.Ordinal) == true && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !type.Name.Contains('<', StringComparison.Ordinal));

    private static (string From, string To)[] Dependencies(Assembly assembly) =>
    [
        .. new ArchLoader().LoadAssemblies(assembly).Build().Types
            .SelectMany(type => type.Dependencies, (type, dependency) => (type.Namespace, dependency.Target.Namespace))
            .Where(pair => pair.Item2 is not null) // the parameter of a generic type stands in none
            .Select(pair => (From: pair.Item1.FullName, To: pair.Item2.FullName))
            .Distinct(),
    ];
}
