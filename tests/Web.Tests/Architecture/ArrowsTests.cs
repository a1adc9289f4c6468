using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Web.Tests.Architecture;

/// <summary>The arrows between projects, as the README draws them; read from the built assemblies, so a stray reference cannot hide.</summary>
public sealed class ArrowsTests
{
    private const string Ours = "ExamEngine.";

    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["ExamEngine.Core"] = [],
        ["ExamEngine.Contracts"] = [],
        ["ExamEngine.Storage"] = [],
        ["ExamEngine.Interchange"] = ["ExamEngine.Core"],
        ["ExamEngine.Grains"] = ["ExamEngine.Contracts", "ExamEngine.Core", "ExamEngine.Storage", "ExamEngine.Interchange"],
        ["ExamEngine.Web"] = ["ExamEngine.Contracts", "ExamEngine.Storage"],
        ["ExamEngine.Silo"] = ["ExamEngine.Web", "ExamEngine.Grains", "ExamEngine.Storage", "ExamEngine.Contracts", "ExamEngine.Interchange"],
    };

    public static TheoryData<string> Assemblies =>
        [.. Directory.EnumerateFiles(AppContext.BaseDirectory, $"{Ours}*.dll").Select(Path.GetFileNameWithoutExtension).OfType<string>().Order()];

    [Fact]
    public void Every_project_stands_in_the_drawing() =>
        Assert.Equal(Arrows.Keys.Order(), Assemblies.Select(row => row.Data));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_project_leans_only_on_those_the_drawing_names(string assembly)
    {
        var stray = Read(assembly, References).Where(name => name.StartsWith(Ours, StringComparison.Ordinal)).Except(Arrows[assembly]);

        Assert.True(!stray.Any(), $"{assembly} must not refer to {string.Join(", ", stray)}. Knowledge flows one way: see the README.");
    }

    [Fact]
    public void The_rules_lean_on_nothing_but_the_runtime() =>
        Assert.All(Read("ExamEngine.Core", References), name => Assert.StartsWith("System.", name, StringComparison.Ordinal));

    [Fact]
    public void Contracts_lean_on_Orleans_and_nothing_else() => Assert.All(Read("ExamEngine.Contracts", References),
        name => Assert.True(name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Orleans.", StringComparison.Ordinal), name));

    [Fact]
    public void The_web_tier_sees_of_storage_only_the_read_model_and_the_evidence() => Assert.All(
        Read("ExamEngine.Web", Namespaces).Where(name => name.StartsWith("ExamEngine.Storage", StringComparison.Ordinal)),
        name => Assert.True(
            name == "ExamEngine.Storage.Evidence" || name.StartsWith("ExamEngine.Storage.ReadModel", StringComparison.Ordinal), name));

    private static string[] Read(string assembly, Func<MetadataReader, IEnumerable<string>> what)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll")));
        return [.. what(file.GetMetadataReader()).Distinct()];
    }

    private static IEnumerable<string> References(MetadataReader reader) =>
        reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name));

    private static IEnumerable<string> Namespaces(MetadataReader reader) =>
        reader.TypeReferences.Select(handle => reader.GetString(reader.GetTypeReference(handle).Namespace));
}
