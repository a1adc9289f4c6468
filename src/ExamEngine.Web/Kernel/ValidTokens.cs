using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ExamEngine.Web.Kernel;

/// <summary>
/// Pairs of antiforgery tokens that were found valid for an account a few minutes ago. Whether they are is a matter of those three alone, and finding out
/// takes two decryptions, for each picture and each answer that goes by plain HTTP. What is kept is a digest, so that memory holds neither tokens
/// nor who sent them.
/// </summary>
/// <remarks>Bounded by two generations of <see cref="Most"/>; when the young one is full, or old enough, the old one is forgotten and asked for again.</remarks>
internal sealed class ValidTokens(TimeProvider time)
{
    public const int Most = 50_000;
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private ConcurrentDictionary<Digest, bool> young = new(), old = new();
    private long turnedAt = time.GetTimestamp();

    public bool Has(Digest pair)
    {
        var since = time.GetElapsedTime(Volatile.Read(ref turnedAt));
        return (since < 2 * Turn && young.ContainsKey(pair)) || (since < Turn && old.ContainsKey(pair));
    }

    public void Add(Digest pair)
    {
        if (young.Count >= Most || time.GetElapsedTime(Volatile.Read(ref turnedAt)) >= Turn)
        {
            lock (gate)
            {
                if (young.Count >= Most || time.GetElapsedTime(turnedAt) >= Turn)
                {
                    (old, young) = (young, new());
                    Volatile.Write(ref turnedAt, time.GetTimestamp());
                }
            }
        }

        young[pair] = true;
    }

    /// <summary>Of the two tokens and the account, each with its length before it.</summary>
    public static Digest Of(string cookie, string header, string account)
    {
        var length = 2 * (cookie.Length + header.Length + account.Length) + 3 * sizeof(int);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var rest = buffer.AsSpan(0, length);
            foreach (var part in (ReadOnlySpan<string>)[cookie, header, account])
            {
                BitConverter.TryWriteBytes(rest, part.Length);
                MemoryMarshal.AsBytes(part.AsSpan()).CopyTo(rest[sizeof(int)..]);
                rest = rest[(sizeof(int) + 2 * part.Length)..];
            }

            var digest = default(Digest);
            SHA256.HashData(buffer.AsSpan(0, length), MemoryMarshal.AsBytes(new Span<Digest>(ref digest)));
            return digest;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public readonly record struct Digest(long A, long B, long C, long D);
}
