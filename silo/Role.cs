namespace ExamEngine.Silo;

/// <summary>What one process does; the same binary does each.</summary>
internal enum Role
{
    /// <summary>Everything, on its own database.</summary>
    All,

    /// <summary>A member of a cluster: grains, journal, agenda. It has no site, only health endpoints.</summary>
    Silo,

    /// <summary>The site and the hubs of a cluster, as an Orleans client.</summary>
    Web,

    /// <summary>A reverse proxy before several web processes, for trying a cluster on one machine.</summary>
    Proxy,
}

/// <summary>The process cannot do what it was asked for; the message says why in words for whoever started it.</summary>
internal sealed class StartRefusedException(string message) : Exception(message);
