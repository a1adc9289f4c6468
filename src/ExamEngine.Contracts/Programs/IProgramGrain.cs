using ExamEngine.Contracts.Definitions;

namespace ExamEngine.Contracts.Programs;

/// <summary>A program and its courses. Key: program id.</summary>
[Alias("ee.IProgramGrain")]
public interface IProgramGrain : IGrainWithStringKey
{
    /// <summary>Defines the program from an authoring file, or answers with every error in it. Staff or system.</summary>
    [Alias("Define"), ResponseTimeout("00:01:00")]
    Task<Reply<Done>> Define(Actor actor, AuthoringFile file);
}
