namespace ExamEngine.Contracts.Kernel;

/// <summary>
/// The grain could not make the command durable now, or lost a race for its stream. Whether it is stored is unknown; asking again with
/// the same command id is harmless and finds out.
/// </summary>
[GenerateSerializer, Alias("ee.unavailable")]
public sealed class UnavailableException : Exception
{
    public UnavailableException() { }

    public UnavailableException(string message) : base(message) { }

    public UnavailableException(string message, Exception inner) : base(message, inner) { }
}
