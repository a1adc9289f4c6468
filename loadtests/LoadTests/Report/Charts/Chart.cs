namespace ExamEngine.LoadTests;

/// <summary>Curves over the seconds of a run that share one unit.</summary>
/// <param name="Logarithmic">The axis goes by powers of ten.</param>
internal sealed record Chart(string Title, string Unit, IReadOnlyList<Curve> Curves, bool Logarithmic = false);

/// <param name="Values">One a second from the run's start; null where there is none.</param>
/// <param name="Fold">What one point shows of the seconds it stands for.</param>
internal sealed record Curve(string Name, IReadOnlyList<double?> Values, Fold Fold = Fold.Mean)
{
    /// <summary>As many points as a picture shows, each of the same number of seconds.</summary>
    public IReadOnlyList<double?> Folded(int seconds) => seconds == 1 ? Values : [.. Values.Chunk(seconds).Select(OfOne)];

    private double? OfOne(double?[] values) => Fold == Fold.Worst ? values.Max() : values.Average();
}

internal enum Fold
{
    Mean,

    /// <summary>The highest, so that no peak hides behind the width of a screen.</summary>
    Worst,
}
