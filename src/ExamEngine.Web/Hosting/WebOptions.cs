using System.Net;

namespace ExamEngine.Web.Hosting;

/// <summary>Settings of the web tier.</summary>
public sealed class WebOptions
{
    /// <summary>Where browsers find the site, such as <c>https://exams.example.edu</c>; null while it is only found at the address it listens on.</summary>
    public Uri? PublicAddress { get; set; }

    /// <summary>
    /// Networks such as <c>10.0.0.0/8</c> whose proxies may say for whom they ask and whether by https; those on this machine always may.
    /// </summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; set; } = [];
}
