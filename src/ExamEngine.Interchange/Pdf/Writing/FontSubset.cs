using System.Buffers.Binary;
using System.Runtime.InteropServices;
using HarfBuzzSharp;

namespace ExamEngine.Interchange.Pdf.Writing;

/// <summary>
/// A TrueType program with only the glyphs that are used and their components, made by HarfBuzz's subsetter (hb-subset).
/// HarfBuzzSharp ships it on every platform but has no managed name for it yet, so its few functions are declared here.
/// </summary>
/// <param name="Program">An sfnt with the tables that ISO 32000-1, 9.9 wants for a CIDFontType2.</param>
/// <param name="Indices">The index in <paramref name="Program"/> of each glyph that was asked for.</param>
internal sealed record FontSubset(byte[] Program, IReadOnlyList<int> Indices)
{
    private const string HarfBuzz = "libHarfBuzzSharp";
    private const int DropTableTags = 3;
    private const int KeepMissingGlyphOutline = 0x0040;
    private const int AddNoGlyphsForLayout = 0x0200;

    private static readonly HashSet<string> Kept = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];

    /// <param name="face">Only read, so it may be shared between threads.</param>
    /// <param name="glyphs">Glyph indices of <paramref name="face"/>; one may come twice.</param>
    public static FontSubset Of(Face face, IReadOnlyList<uint> glyphs)
    {
        var (input, plan, subset, file) = (nint.Zero, nint.Zero, nint.Zero, nint.Zero);
        try
        {
            input = Made(hb_subset_input_create_or_fail());
            hb_subset_input_set_flags(input, KeepMissingGlyphOutline | AddNoGlyphsForLayout);
            foreach (var glyph in glyphs)
                hb_set_add(hb_subset_input_glyph_set(input), glyph);
            foreach (var table in face.Tables.Where(table => !Kept.Contains(table.ToString())))
                hb_set_add(hb_subset_input_set(input, DropTableTags), table);

            plan = Made(hb_subset_plan_create_or_fail(face.Handle, input));
            subset = Made(hb_subset_plan_execute_or_fail(plan));
            file = hb_face_reference_blob(subset);
            var program = new byte[hb_blob_get_length(file)];
            Marshal.Copy(hb_blob_get_data(file, nint.Zero), program, 0, program.Length);
            var map = hb_subset_plan_old_to_new_glyph_mapping(plan);
            return new FontSubset(program, [.. glyphs.Select(glyph => (int)hb_map_get(map, glyph))]);
        }
        finally
        {
            // HarfBuzz ignores null here.
            hb_blob_destroy(file);
            hb_face_destroy(subset);
            hb_subset_plan_destroy(plan);
            hb_subset_input_destroy(input);
        }
    }

    /// <summary>The program's glyph index for each code 0, 1, 2 … (CIDToGIDMap; ISO 32000-1, table 117).</summary>
    public byte[] GlyphByCode()
    {
        var map = new byte[2 * Indices.Count];
        for (var code = 0; code < Indices.Count; code++)
            BinaryPrimitives.WriteUInt16BigEndian(map.AsSpan(2 * code), (ushort)Indices[code]);
        return map;
    }

    private static nint Made(nint value) => value != nint.Zero ? value : throw new InvalidDataException("HarfBuzz cannot make a subset of the face.");

    [DllImport(HarfBuzz)]
    private static extern nint hb_subset_input_create_or_fail();

    [DllImport(HarfBuzz)]
    private static extern void hb_subset_input_destroy(nint input);

    [DllImport(HarfBuzz)]
    private static extern void hb_subset_input_set_flags(nint input, uint flags);

    [DllImport(HarfBuzz)]
    private static extern nint hb_subset_input_glyph_set(nint input);

    [DllImport(HarfBuzz)]
    private static extern nint hb_subset_input_set(nint input, int kind);

    [DllImport(HarfBuzz)]
    private static extern nint hb_subset_plan_create_or_fail(nint face, nint input);

    [DllImport(HarfBuzz)]
    private static extern void hb_subset_plan_destroy(nint plan);

    [DllImport(HarfBuzz)]
    private static extern nint hb_subset_plan_execute_or_fail(nint plan);

    [DllImport(HarfBuzz)]
    private static extern nint hb_subset_plan_old_to_new_glyph_mapping(nint plan);

    [DllImport(HarfBuzz)]
    private static extern void hb_set_add(nint set, uint value);

    [DllImport(HarfBuzz)]
    private static extern uint hb_map_get(nint map, uint key);

    [DllImport(HarfBuzz)]
    private static extern nint hb_face_reference_blob(nint face);

    [DllImport(HarfBuzz)]
    private static extern void hb_face_destroy(nint face);

    [DllImport(HarfBuzz)]
    private static extern uint hb_blob_get_length(nint blob);

    [DllImport(HarfBuzz)]
    private static extern nint hb_blob_get_data(nint blob, nint length);

    [DllImport(HarfBuzz)]
    private static extern void hb_blob_destroy(nint blob);
}
