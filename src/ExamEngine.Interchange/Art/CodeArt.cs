using System.Globalization;
using System.Text;
using QRCoder;

namespace ExamEngine.Interchange.Art;

/// <summary>QR codes for pages.</summary>
public static class CodeArt
{
    /// <summary>The address as a code of level M with its quiet zone, one unit a module, black on white in every theme.</summary>
    public static string Svg(string address)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var side = code.ModuleMatrix.Count;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"");
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var start = x;
                while (x < side && code.ModuleMatrix[y][x])
                    x++;
                if (x > start)
                    svg.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
            }
        }

        return svg.Append("\"/></svg>").ToString();
    }
}
