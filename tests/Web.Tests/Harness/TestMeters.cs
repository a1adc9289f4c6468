using System.Diagnostics.Metrics;

namespace Web.Tests.Harness;

/// <summary>Meters that belong to one test.</summary>
internal sealed class TestMeters : IMeterFactory
{
    public Meter Create(MeterOptions options) => new(new MeterOptions(options.Name) { Scope = this });

    public void Dispose() { }
}
