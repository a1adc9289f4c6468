using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using ExamEngine.Core.Programs;

namespace ExamEngine.Core.Definitions;

/// <summary>
/// How definitions are written to disk. The names of properties and of the cases of unions are frozen by golden files: a new property
/// needs a default, and an old name stays for ever.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    AllowOutOfOrderMetadataProperties = true, // PostgreSQL's jsonb keeps no order
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ExamVersion))]
[JsonSerializable(typeof(ExamDraft))]
[JsonSerializable(typeof(Form))]
[JsonSerializable(typeof(ResponseValue))]
[JsonSerializable(typeof(ProgramDefinition))]
[JsonSerializable(typeof(Tolerance.Default), TypeInfoPropertyName = "DefaultTolerance")]
[JsonSerializable(typeof(Requirement.Course), TypeInfoPropertyName = "RequiredCourse")]
[JsonSerializable(typeof(Requirement.Exam), TypeInfoPropertyName = "RequiredExam")]
public sealed partial class DefinitionsJson : JsonSerializerContext;

/// <summary>Bytes as base64, where the default would write an array of numbers.</summary>
public sealed class Base64Converter : JsonConverter<ImmutableArray<byte>>
{
    public override ImmutableArray<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ImmutableCollectionsMarshal.AsImmutableArray(reader.GetBytesFromBase64());

    public override void Write(Utf8JsonWriter writer, ImmutableArray<byte> value, JsonSerializerOptions options) =>
        writer.WriteBase64StringValue(value.AsSpan());
}
