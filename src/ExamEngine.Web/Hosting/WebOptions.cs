namespace ExamEngine.Web.Hosting;

/// <summary>Settings of the web tier.</summary>
public sealed class WebOptions
{
    /// <summary>Where browsers find the site, such as <c>https://exams.example.edu</c>; null while it is only found at the address it listens on.</summary>
    public Uri? PublicAddress { get; set; }
}
