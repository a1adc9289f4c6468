namespace Grains.Tests.Harness;

/// <summary>Two silos over one SQLite file, each with its own journal, as two processes would have.</summary>
public sealed class TwoSilos : Engine
{
    public TwoSilos() : base(2) { }
}
