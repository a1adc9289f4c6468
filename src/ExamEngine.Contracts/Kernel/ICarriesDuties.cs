namespace ExamEngine.Contracts.Kernel;

/// <summary>A grain that the agenda calls. Carrying out a duty twice does no more than once; throwing means "again later".</summary>
[Alias("ee.ICarriesDuties")]
public interface ICarriesDuties : IGrain
{
    /// <param name="message">What the agenda row says, such as <c>deadline</c>.</param>
    [Alias("Carry")]
    Task Carry(string message);
}
