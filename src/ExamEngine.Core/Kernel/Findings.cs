using System.Collections.Immutable;

namespace ExamEngine.Core.Kernel;

/// <summary>Gathers refusals while something is checked, so that all are told at once. <see cref="At"/> looks one step deeper into the input.</summary>
public sealed class Findings
{
    private readonly List<Refusal> _refusals;
    private readonly string _path;

    public Findings()
        : this([], "")
    {
    }

    private Findings(List<Refusal> refusals, string path) => (_refusals, _path) = (refusals, path);

    /// <summary>Everything found so far, in order, wherever it was found.</summary>
    public ImmutableArray<Refusal> Refusals => [.. _refusals];

    public int Count => _refusals.Count;

    /// <summary>The same findings, with paths that start at <paramref name="step"/>, such as <c>items[3]</c>.</summary>
    public Findings At(string step) => new(_refusals, Join(step));

    public void Require(bool holds, string code, string message, string? step = null)
    {
        if (!holds)
            Add(code, message, step);
    }

    public void Add(string code, string message, string? step = null) => _refusals.Add(new(code, message, Join(step)));

    private string Join(string? step) => string.IsNullOrEmpty(step) ? _path : _path.Length == 0 ? step : $"{_path}.{step}";
}
