using System.Collections.Immutable;

namespace ExamEngine.Core.Definitions;

/// <summary>What options are called on a screen: "a" is the first shown, whatever the author called it.</summary>
public static class OptionNames
{
    /// <summary>The most options a field may have.</summary>
    public const int Most = 26;

    private static readonly ImmutableArray<string> Names = [.. Enumerable.Range('a', Most).Select(letter => ((char)letter).ToString())];

    /// <param name="place">0 to <see cref="Most"/> − 1.</param>
    public static string At(int place) => Names[place];

    /// <summary>The place of the option so called, or −1 when nothing is called so.</summary>
    public static int PlaceOf(string name) => name is [>= 'a' and <= 'z'] ? name[0] - 'a' : -1;
}
