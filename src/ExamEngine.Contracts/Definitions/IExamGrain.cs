namespace ExamEngine.Contracts.Definitions;

/// <summary>An exam and its published versions. Key: exam id.</summary>
[Alias("ee.IExamGrain")]
public interface IExamGrain : IGrainWithStringKey
{
    /// <summary>Publishes a new version from an authoring file, or answers with every error in it. The same file again changes nothing. Staff or system.</summary>
    [Alias("Publish"), ResponseTimeout("00:01:00")]
    Task<Reply<PublishedExam>> Publish(Actor actor, AuthoringFile file);

    /// <summary>An image of a version; null when there is none of that name.</summary>
    [Alias("Asset")]
    Task<AssetFile?> Asset(int version, string name);
}

/// <summary>The text of one exam or program file, with the files it names.</summary>
[GenerateSerializer, Alias("ee.authoring-file"), Immutable]
public sealed record AuthoringFile([property: Id(0)] string Yaml, [property: Id(1)] ImmutableArray<AssetFile> Assets);

[GenerateSerializer, Alias("ee.asset"), Immutable]
public sealed record AssetFile([property: Id(0)] string Name, [property: Id(1)] string MediaType, [property: Id(2)] ImmutableArray<byte> Content);

[GenerateSerializer, Alias("ee.published-exam"), Immutable]
public sealed record PublishedExam([property: Id(0)] string ExamId, [property: Id(1)] string Title, [property: Id(2)] int Version, [property: Id(3)] int Items, [property: Id(4)] bool Changed);
