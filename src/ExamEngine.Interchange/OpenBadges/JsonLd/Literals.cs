using System.Globalization;
using System.Numerics;
using System.Text.Json;
using ExamEngine.Interchange.OpenBadges.Rdf;

namespace ExamEngine.Interchange.OpenBadges.JsonLd;

/// <summary>From values of JSON to literals of RDF (W3C JSON-LD 1.1 API, 8.2.2).</summary>
internal static class Literals
{
    private const double Whole = 1e21;

    /// <param name="value">String, number, true or false.</param>
    /// <param name="datatype">Null: what the value itself is.</param>
    public static RdfTerm Of(JsonElement value, string? datatype) => value.ValueKind switch
    {
        JsonValueKind.String => RdfTerm.Literal(value.GetString()!, datatype ?? RdfTerm.Xsd + "string"),
        JsonValueKind.True => RdfTerm.Literal("true", datatype ?? RdfTerm.Xsd + "boolean"),
        JsonValueKind.False => RdfTerm.Literal("false", datatype ?? RdfTerm.Xsd + "boolean"),
        _ => Number(value.GetDouble(), datatype),
    };

    private static RdfTerm Number(double number, string? datatype)
    {
        if (!double.IsFinite(number))
            throw new BadgeFormatException("A number is too large.");
        if (Math.Abs(number) < Whole && double.IsInteger(number) && datatype != RdfTerm.Xsd + "double")
            return RdfTerm.Literal(new BigInteger(number).ToString(CultureInfo.InvariantCulture), datatype ?? RdfTerm.Xsd + "integer");
        return RdfTerm.Literal(Canonical(number), datatype ?? RdfTerm.Xsd + "double");
    }

    /// <summary>The canonical form of xsd:double with 15 digits after the point: <c>2.05E1</c>.</summary>
    private static string Canonical(double number)
    {
        var text = number.ToString("E15", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = text[..mark].TrimEnd('0');
        if (mantissa[^1] == '.')
            mantissa += '0';
        return $"{mantissa}E{int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)}";
    }
}
