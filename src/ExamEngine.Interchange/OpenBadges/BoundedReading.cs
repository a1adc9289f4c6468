namespace ExamEngine.Interchange.OpenBadges;

/// <summary>Reads what may be packed to unpack to far more than anybody has memory for.</summary>
internal static class BoundedReading
{
    /// <returns>Null when there is more than <paramref name="most"/>.</returns>
    public static byte[]? ToEnd(Stream stream, int most)
    {
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            if (read.Length + count > most)
                return null;
            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }
}
