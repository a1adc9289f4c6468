namespace ExamEngine.Interchange.OpenBadges;

/// <summary>The document cannot be read as what it is meant to be.</summary>
public class BadgeFormatException : FormatException
{
    internal BadgeFormatException(string message)
        : base(message) { }
}

/// <summary>
/// Something the document says has no meaning by its contexts and would be left out of what is signed: anybody could change it
/// and the signature would still hold.
/// </summary>
public sealed class UndefinedTermException : BadgeFormatException
{
    internal UndefinedTermException(string term, string why)
        : base($"\"{term}\" {why}.") => Term = term;

    public string Term { get; }
}

/// <summary>A context that is not bundled. None is ever fetched: who serves a context decides what a document means.</summary>
public sealed class UnknownContextException : BadgeFormatException
{
    internal UnknownContextException(string address)
        : base($"The context {address} is not known here.") => Address = address;

    public string Address { get; }
}

/// <summary>The document was made, or happens, to need far more work than a badge does.</summary>
public sealed class TooMuchWorkException : BadgeFormatException
{
    internal TooMuchWorkException()
        : base("The document needs more work than a badge may.") { }
}
