using System.Buffers.Binary;
using System.Text;

namespace ExamEngine.Interchange.Pdf.Writing;

/// <summary>
/// The sRGB colour space (IEC 61966-2-1) as an ICC display profile, version 4.2 (ICC.1:2004-10): primaries adapted to D50
/// with the Bradford matrix, and the exact transfer curve in its parametric form, so no table is needed.
/// </summary>
internal static class SrgbProfile
{
    private const string Description = "sRGB IEC61966-2.1";

    public static readonly byte[] Bytes = Build();

    private static byte[] Build()
    {
        var curve = Element("para", [0, 3, 0, 0, .. Fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)]);
        List<(string[] Tags, byte[] Data)> elements =
        [
            (["desc"], Element("mluc", Localised(Description))),
            (["cprt"], Element("mluc", Localised("No copyright, use freely"))),
            (["wtpt"], Element("XYZ ", Fixed(0.96420, 1.0, 0.82491))),
            (["chad"], Element("sf32", Fixed(1.047882, 0.022918, -0.050217, 0.029587, 0.990479, -0.017059, -0.009232, 0.015076, 0.751678))),
            (["rXYZ"], Element("XYZ ", Fixed(0.436035, 0.222488, 0.013916))),
            (["gXYZ"], Element("XYZ ", Fixed(0.385117, 0.716904, 0.097061))),
            (["bXYZ"], Element("XYZ ", Fixed(0.143051, 0.060608, 0.713913))),
            (["rTRC", "gTRC", "bTRC"], curve),
        ];

        var offset = 128 + 4 + 12 * elements.Sum(element => element.Tags.Length);
        List<byte> directory = [];
        List<byte> body = [];
        foreach (var (tags, data) in elements)
        {
            foreach (var tag in tags)
                directory.AddRange([.. Encoding.ASCII.GetBytes(tag), .. Word(offset + body.Count), .. Word(data.Length)]);
            body.AddRange(data);
            body.AddRange(new byte[-data.Length & 3]);
        }

        return [.. Header(offset + body.Count), .. Word(directory.Count / 12), .. directory, .. body];
    }

    private static byte[] Header(int size)
    {
        var header = new byte[128];
        BinaryPrimitives.WriteInt32BigEndian(header, size);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), 0x0420_0000);
        "mntrRGB XYZ "u8.CopyTo(header.AsSpan(12));
        // A fixed creation date: the profile is a constant.
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(24), 0x07E8_0001_0001_0000);
        "acsp"u8.CopyTo(header.AsSpan(36));
        Fixed(0.96420, 1.0, 0.82491).CopyTo(header, 68);
        return header;
    }

    private static byte[] Element(string type, byte[] content) => [.. Encoding.ASCII.GetBytes(type), 0, 0, 0, 0, .. content];

    private static byte[] Localised(string text) =>
        [.. Word(1), .. Word(12), .. "enUS"u8, .. Word(2 * text.Length), .. Word(28), .. Encoding.BigEndianUnicode.GetBytes(text)];

    /// <summary>Numbers as s15Fixed16.</summary>
    private static byte[] Fixed(params double[] values) => [.. values.SelectMany(value => Word((int)Math.Round(value * 65536)))];

    private static byte[] Word(int value)
    {
        var word = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, value);
        return word;
    }
}
