using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ExamEngine.Core.Tests.Builders;

/// <summary>Everything that is so about a value, as text: two values are the same when their facts are. Records compare arrays by reference.</summary>
internal static class Facts
{
    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameCases } },
    };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    private static void NameCases(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || !type.Type.IsAbstract || type.Type.Namespace?.StartsWith("ExamEngine", StringComparison.Ordinal) != true)
            return;
        type.PolymorphismOptions = new JsonPolymorphismOptions();
        foreach (var nested in type.Type.GetNestedTypes().Where(nested => !nested.IsAbstract && nested.IsAssignableTo(type.Type)))
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(nested, nested.Name));
    }
}
