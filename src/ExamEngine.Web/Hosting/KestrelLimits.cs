using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace ExamEngine.Web.Hosting;

/// <summary>
/// Keeps the number of connections below what the process may open: at the limit of file descriptors a .NET process aborts, and
/// every session on it with it. A quarter is left for files, databases and silos.
/// </summary>
internal sealed class KestrelLimits : IConfigureOptions<KestrelServerOptions>, IConfigureOptions<SocketTransportOptions>
{
    /// <summary>
    /// Connections that may wait to be taken: a class that hands in opens thousands in one second, and one that finds the queue full tries again only after
    /// a second, then three, then seven. Linux holds it to <c>net.core.somaxconn</c>, 4,096 unless set.
    /// </summary>
    public const int Backlog = 16_384;

    public const long LargestBody = 1024 * 1024;

    /// <summary>Connections beyond the upgraded ones, so that REST still answers when all WebSockets are taken.</summary>
    private const int Spare = 100;

    public void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = LargestBody;
        if (OpenFiles() is not { } files)
            return;

        var upgraded = Math.Max(files * 3 / 4 - Spare, Spare);
        options.Limits.MaxConcurrentUpgradedConnections = upgraded;
        options.Limits.MaxConcurrentConnections = upgraded + Spare;
    }

    public void Configure(SocketTransportOptions options) => options.Backlog = Backlog;

    /// <summary>How many files this process may have open (soft limit); null when the system does not say or sets no limit.</summary>
    internal static long? OpenFiles()
    {
        const string limits = "/proc/self/limits";
        const string name = "Max open files";
        if (!File.Exists(limits))
            return null;

        var line = File.ReadLines(limits).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        var soft = line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, CultureInfo.InvariantCulture, out var files) ? files : null;
    }
}
