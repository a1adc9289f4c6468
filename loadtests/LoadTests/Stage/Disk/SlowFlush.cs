using System.ComponentModel;
using System.Diagnostics;

namespace ExamEngine.LoadTests;

/// <summary>
/// A disk that can be made slow: a small library, compiled on the spot, stands before <c>fsync</c> and <c>fdatasync</c> of the process it is preloaded
/// into and waits after each. Limits of the system's own (a device mapper, cgroups) need rights that a container seldom has.
/// </summary>
internal sealed class SlowFlush
{
    private readonly string _delay;

    private SlowFlush(string library, string delay)
    {
        _delay = delay;
        Environment = new Dictionary<string, string> { ["LD_PRELOAD"] = library, ["EXAMENGINE_FLUSH_DELAY"] = delay };
    }

    /// <summary>What the process that flushes has to be started with.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <exception cref="NotSupportedException">There is no C compiler.</exception>
    public static async Task<SlowFlush> Prepare(string directory, CancellationToken ct)
    {
        var (source, library, delay) = (Path.Combine(directory, "slow-flush.c"), Path.Combine(directory, "slow-flush.so"), Path.Combine(directory, "flush-delay"));
        await using (var code = typeof(SlowFlush).Assembly.GetManifestResourceStream("slow-flush.c") ?? throw new InvalidOperationException("The library's source is missing."))
        await using (var file = File.Create(source))
            await code.CopyToAsync(file, ct);
        await File.WriteAllBytesAsync(delay, new byte[sizeof(long)], ct);
        await Compile(source, library, ct);
        return new SlowFlush(library, delay);
    }

    /// <summary>From now on each flush takes this much longer.</summary>
    public void Set(TimeSpan perFlush)
    {
        using var file = new FileStream(_delay, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Write(BitConverter.GetBytes((long)perFlush.TotalMicroseconds));
    }

    private static async Task Compile(string source, string library, CancellationToken ct)
    {
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo("cc", ["-shared", "-fPIC", "-O2", "-o", library, source]) { RedirectStandardError = true })
                ?? throw new InvalidOperationException("The C compiler did not start.");
            var complaints = await compiler.StandardError.ReadToEndAsync(ct);
            await compiler.WaitForExitAsync(ct);
            if (compiler.ExitCode != 0)
                throw new NotSupportedException($"The disk cannot be slowed: the library for it does not compile here. {complaints}");
        }
        catch (Win32Exception)
        {
            throw new NotSupportedException("The disk can only be slowed where there is a C compiler (cc); on Debian: apt-get install gcc libc6-dev.");
        }
    }
}
