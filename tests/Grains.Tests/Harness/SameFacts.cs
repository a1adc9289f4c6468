using System.Text.Json;

namespace Grains.Tests.Harness;

/// <summary>Two values are the same when they say the same. Records compare arrays by reference; a signature differs each time it is made.</summary>
internal sealed class SameFacts : IEqualityComparer<object>
{
    public static readonly SameFacts Instance = new();

    bool IEqualityComparer<object>.Equals(object? x, object? y) => Text(x) == Text(y);

    public int GetHashCode(object obj) => Text(obj).GetHashCode(StringComparison.Ordinal);

    private static string Text(object? value)
    {
        var node = JsonSerializer.SerializeToNode(value, value?.GetType() ?? typeof(object));
        (node as System.Text.Json.Nodes.JsonObject)?.Remove("Signature");
        return node?.ToJsonString() ?? "null";
    }
}
