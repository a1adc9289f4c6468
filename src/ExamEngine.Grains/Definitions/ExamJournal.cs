using System.Text.Json.Serialization;
using ExamEngine.Core.Definitions;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Definitions;

/// <summary>What happened to an exam's definition.</summary>
internal abstract record ExamEvent
{
    private ExamEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <param name="SourceHash">SHA-256 of the authoring file and its assets, hex: the same file again publishes nothing.</param>
    public sealed record VersionPublished(ExamVersion Exam, string SourceHash) : ExamEvent;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ExamEvent.VersionPublished))]
[JsonSerializable(typeof(Tolerance.Default), TypeInfoPropertyName = "DefaultTolerance")]
internal sealed partial class ExamJson : JsonSerializerContext;

internal static class ExamJournal
{
    public static readonly EventCodec<ExamEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new EventName("exam.version-published.v1", ExamJson.Default.VersionPublished));

    public static string StreamOf(string exam) => $"exam/{exam}";
}
