using System.Reflection;
using System.Runtime.CompilerServices;
using ExamEngine.Silo;
using ExamEngine.Silo.Operability;
using k8s;
using k8s.Models;

namespace Web.Tests.Cluster;

/// <summary>The Kubernetes manifests against the types of Kubernetes, against one another and against the program's settings.</summary>
public sealed class DeploymentTests
{
    private static readonly object[] Objects = [.. Files("*.yaml").Where(file => !file.EndsWith("kustomization.yaml", StringComparison.Ordinal))
        .SelectMany(file => KubernetesYaml.LoadAllFromString(File.ReadAllText(file), strict: true))];

    private static V1Deployment Silo => Find<V1Deployment>("examengine-silo");

    private static V1Deployment Web => Find<V1Deployment>("examengine-web");

    [Fact]
    public void Every_manifest_that_is_there_is_applied() => Assert.Equal(
        Files("*.yaml").Select(Path.GetFileName).Where(name => name != "kustomization.yaml").Order(),
        File.ReadAllLines(Files("kustomization.yaml").Single()).Where(line => line.StartsWith("  - ", StringComparison.Ordinal) && line.EndsWith(".yaml", StringComparison.Ordinal))
            .Select(line => line[4..]).Order());

    [Fact]
    public void Every_setting_that_is_given_is_one_that_the_program_reads()
    {
        const string Prefix = "ExamEngine__";
        var given = Find<V1ConfigMap>("examengine").Data.Keys
            .Concat(new[] { Silo, Web }.SelectMany(deployment => Container(deployment).Env).Select(variable => variable.Name))
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal));

        Assert.All(given, name => Assert.True(IsRead(name[Prefix.Length..].Split("__")), $"{name} is no setting."));
    }

    [Fact]
    public void Silos_are_labelled_as_the_cluster_that_web_processes_look_for()
    {
        var config = Find<V1ConfigMap>("examengine").Data;
        var labels = Silo.Spec.Template.Metadata.Labels;

        Assert.Equal(
            (config["ExamEngine__Cluster__ClusterId"], config["ExamEngine__Cluster__ServiceId"]), (labels["orleans/clusterId"], labels["orleans/serviceId"]));
    }

    [Fact]
    public void Whatever_selects_pods_selects_those_of_one_deployment()
    {
        var selectors = Objects.Select(item => item switch
        {
            V1Deployment deployment => deployment.Spec.Selector.MatchLabels,
            V1PodDisruptionBudget budget => budget.Spec.Selector.MatchLabels,
            V1NetworkPolicy policy => policy.Spec.PodSelector.MatchLabels,
            V1Service service => service.Spec.Selector,
            _ => null,
        }).OfType<IDictionary<string, string>>().ToList();

        Assert.Equal(7, selectors.Count);
        Assert.All(selectors, selector => Assert.Single(
            new[] { Silo, Web }, deployment => selector.All(label => deployment.Spec.Template.Metadata.Labels.Contains(label))));
    }

    [Fact]
    public void A_pod_has_longer_to_leave_than_it_can_take()
    {
        foreach (var deployment in (V1Deployment[])[Silo, Web])
        {
            var delay = Container(deployment).Env.FirstOrDefault(variable => variable.Name == "ExamEngine__DrainDelay")?.Value ?? "00:00:02";
            var stop = TimeSpan.FromSeconds(20) + TimeSpan.FromSeconds(4);

            Assert.True(TimeSpan.Parse(delay, System.Globalization.CultureInfo.InvariantCulture) + stop < TimeSpan.FromSeconds(deployment.Spec.Template.Spec.TerminationGracePeriodSeconds ?? 30));
        }
    }

    private static bool IsRead(string[] path)
    {
        // A section with settings of its own.
        var telemetry = path[0] == "Telemetry";
        var type = telemetry ? typeof(TelemetrySettings) : typeof(EngineSettings);
        foreach (var part in telemetry ? path[1..] : path)
        {
            if (type.IsArray && int.TryParse(part, out _))
                type = type.GetElementType()!;
            else if (type.GetProperty(part, BindingFlags.Public | BindingFlags.Instance) is { } property)
                type = property.PropertyType;
            else
                return false;
        }

        return true;
    }

    private static V1Container Container(V1Deployment deployment) => deployment.Spec.Template.Spec.Containers.Single();

    private static T Find<T>(string name) where T : IMetadata<V1ObjectMeta> => Objects.OfType<T>().Single(item => item.Metadata.Name == name);

    private static IEnumerable<string> Files(string pattern, [CallerFilePath] string here = "") =>
        Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(here)!, "../../../silo/deploy"), pattern);
}
