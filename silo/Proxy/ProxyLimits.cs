using ExamEngine.Web.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace ExamEngine.Silo.Proxy;

/// <summary>Half as many connections as a web process takes, since each is one more to a web process; what a request may hold is for that one to say.</summary>
internal sealed class ProxyLimits : IConfigureOptions<KestrelServerOptions>, IConfigureOptions<SocketTransportOptions>
{
    public void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = null;
        if (KestrelLimits.OpenFiles() is not { } files)
            return;

        options.Limits.MaxConcurrentConnections = files * 3 / 8;
        options.Limits.MaxConcurrentUpgradedConnections = files * 3 / 8;
    }

    public void Configure(SocketTransportOptions options) => options.Backlog = KestrelLimits.Backlog;
}
