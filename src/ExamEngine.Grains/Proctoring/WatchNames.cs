using System.Collections.Frozen;
using System.Text.Json;

namespace ExamEngine.Grains.Proctoring;

/// <summary>The catalogues of the rules as they stand on the wire: <c>page-hidden</c> for what was noticed, <c>askIdentity</c> for everything else.</summary>
internal static class WatchNames
{
    public static string Kebab<T>(T value)
        where T : struct, Enum => Names<T>.Kebab[value];

    public static string Camel<T>(T value)
        where T : struct, Enum => Names<T>.Camel[value];

    public static T? FromKebab<T>(string? name)
        where T : struct, Enum => name is not null && Names<T>.OfKebab.TryGetValue(name, out var value) ? value : null;

    public static T? FromCamel<T>(string? name)
        where T : struct, Enum => name is not null && Names<T>.OfCamel.TryGetValue(name, out var value) ? value : null;

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Kebab = All(JsonNamingPolicy.KebabCaseLower);
        public static readonly FrozenDictionary<T, string> Camel = All(JsonNamingPolicy.CamelCase);
        public static readonly FrozenDictionary<string, T> OfKebab = Kebab.ToFrozenDictionary(name => name.Value, name => name.Key, StringComparer.Ordinal);
        public static readonly FrozenDictionary<string, T> OfCamel = Camel.ToFrozenDictionary(name => name.Value, name => name.Key, StringComparer.Ordinal);

        private static FrozenDictionary<T, string> All(JsonNamingPolicy policy) => Enum.GetValues<T>().ToFrozenDictionary(value => value, value => policy.ConvertName(value.ToString()));
    }
}
