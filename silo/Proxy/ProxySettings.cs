namespace ExamEngine.Silo.Proxy;

/// <summary>The section <c>ExamEngine:Proxy</c>.</summary>
internal sealed class ProxySettings
{
    /// <summary>Addresses of the web processes, such as <c>http://127.0.0.1:5001</c>.</summary>
    public Uri[] Destinations { get; init; } = [];
}
