namespace ExamEngine.Contracts.Definitions;

/// <summary>Reads an authoring file, finds out what it defines and hands it to that grain. A stateless worker; key 0.</summary>
[Alias("ee.IImportGrain")]
public interface IImportGrain : IGrainWithIntegerKey
{
    /// <summary>Staff or system. Answers with one line a person can read, such as "Exam scm-inventory, version 2, 24 items."</summary>
    [Alias("Import"), ResponseTimeout("00:01:00")]
    Task<Reply<ImportDone>> Import(Actor actor, AuthoringFile file);
}

[GenerateSerializer, Alias("ee.import-done"), Immutable]
public sealed record ImportDone([property: Id(0)] string Kind, [property: Id(1)] string Id, [property: Id(2)] string Summary);
