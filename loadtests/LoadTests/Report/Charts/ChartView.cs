using System.Globalization;
using System.Net;
using System.Text;

namespace ExamEngine.LoadTests;

/// <summary>
/// Draws a chart as HTML. Curves are an SVG that stretches to the page, lines keeping their width; labels are text beside it, so they are as
/// readable on a telephone as on a wall. Each point tells its values when pointed at.
/// </summary>
/// <param name="seconds">How long the run took.</param>
internal sealed class ChartView(int seconds, IReadOnlyList<FaultRecord> faults)
{
    private static readonly int[] Steps = [5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200];

    private const int MostPoints = 240, Width = 1000, Height = 200;

    private readonly int _fold = Math.Max(1, (seconds + MostPoints - 1) / MostPoints);

    public string Draw(Chart chart)
    {
        var axis = Axis.For(chart);
        var curves = chart.Curves.Select(curve => (curve.Name, Points: curve.Folded(_fold))).ToList();
        return $"""
            <figure class="chart">
            <figcaption>{Text(chart.Title)} <span class="unit">{Text(chart.Unit)}</span></figcaption>
            {Legend(chart)}
            <div class="plot">
            <div class="ys">{string.Concat(axis.Ticks.Select(tick => $"""<span style="bottom:{Percent(axis.Place(tick))}">{Axis.Show(tick)}</span>"""))}</div>
            <div class="area">
            <svg viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" role="img" aria-label="{Text(Summary(chart))}">
            {string.Concat(faults.Select(Band))}{string.Concat(axis.Ticks.Select(tick => $"""<path class="grid" d="M0 {Y(axis, tick)}H{Width}"/>"""))}
            {string.Concat(curves.Select((curve, index) => $"""<path class="curve c{index % 8}" d="{Path(axis, curve.Points)}"/>"""))}
            {Pointers(curves)}</svg>
            {string.Concat(faults.Select((fault, index) => $"""<span class="fault-label" style="left:{Percent(fault.Begin / seconds)}">{index + 1}</span>"""))}
            <div class="xs">{string.Concat(TimeTicks().Select(at => $"""<span style="left:{Percent((double)at / seconds)}">{Clock(at)}</span>"""))}</div>
            </div></div>
            </figure>

            """;
    }

    public static string Clock(double at) => string.Create(CultureInfo.InvariantCulture, $"{(int)at / 60}:{(int)at % 60:00}");

    private static string Legend(Chart chart) => "<ul class=\"legend\">" + string.Concat(chart.Curves.Select((curve, index) =>
        $"""<li><i class="c{index % 8}"></i>{Text(curve.Name)}{(curve.Values.Max() is { } most ? $" <b>{Axis.Show(most)}</b>" : "")}</li>""")) + "</ul>";

    private static string Summary(Chart chart) => $"{chart.Title} over time. Highest: " + string.Join(", ", chart.Curves.Select(curve =>
        $"{curve.Name} {(curve.Values.Max() is { } most ? $"{Axis.Show(most)} {chart.Unit}" : "none")}")) + ".";

    private string Band(FaultRecord fault)
    {
        var (from, to) = (X(fault.Begin), X(fault.Recovered is { } recovered ? Math.Max(recovered, fault.Over) : seconds));
        return string.Create(CultureInfo.InvariantCulture, $"""<rect class="fault" x="{from:0.#}" y="0" width="{Math.Max(to - from, 2):0.#}" height="{Height}"/>""");
    }

    private string Path(Axis axis, IReadOnlyList<double?> points)
    {
        var path = new StringBuilder();
        var down = false;
        for (var i = 0; i < points.Count; i++)
        {
            if (points[i] is { } value)
            {
                // A point alone is drawn as a dot of the line's width.
                path.Append(CultureInfo.InvariantCulture, $"{(down ? 'L' : 'M')}{Centre(i):0.#} {Y(axis, value)}{(down ? "" : "h.01")}");
                down = true;
            }
            else
            {
                down = false;
            }
        }

        return path.ToString();
    }

    private string Pointers(List<(string Name, IReadOnlyList<double?> Points)> curves)
    {
        var pointers = new StringBuilder();
        for (var i = 0; i < curves.Max(curve => curve.Points.Count); i++)
        {
            var values = curves.Where(curve => i < curve.Points.Count && curve.Points[i] is not null).Select(curve => $"{curve.Name} {Axis.Show(curve.Points[i].GetValueOrDefault())}").ToList();
            if (values.Count > 0)
                pointers.Append(CultureInfo.InvariantCulture, $"""<rect class="point" x="{X(i * _fold):0.#}" y="0" width="{X(_fold):0.##}" height="{Height}"><title>{Clock(i * _fold)}  {Text(string.Join(", ", values))}</title></rect>""");
        }

        return pointers.ToString();
    }

    private IEnumerable<int> TimeTicks()
    {
        var step = Steps.First(step => seconds / step <= 6 || step == Steps[^1]);
        for (var at = 0; at <= seconds; at += step)
            yield return at;
    }

    private double X(double at) => at / seconds * Width;

    private double Centre(int point) => X(Math.Min((point + 0.5) * _fold, seconds));

    private static string Y(Axis axis, double value) => ((1 - axis.Place(value)) * Height).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##}%");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
