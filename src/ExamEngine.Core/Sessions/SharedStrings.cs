using System.Collections.Immutable;
using ExamEngine.Core.Definitions;

namespace ExamEngine.Core.Sessions;

/// <summary>
/// One object for what a thousand sessions say alike. A stored answer comes with strings of its own from the wire or the journal;
/// keeping the shared ones instead halves what a live session weighs. Field names are authored, so there are few of them.
/// </summary>
internal static class SharedStrings
{
    private static readonly ImmutableArray<ResponseValue> OneOption =
        [.. Enumerable.Range(0, OptionNames.Most).Select(place => new ResponseValue.Choices([OptionNames.At(place)]))];

    public static string Field(string name) => string.Intern(name);

    public static ResponseValue Value(ResponseValue value) => value switch
    {
        ResponseValue.Blank => ResponseValue.None,
        ResponseValue.Choices { Options: [var only] } when OptionNames.PlaceOf(only) is >= 0 and var place => OneOption[place],
        ResponseValue.Choices { Options: [_, ..] options } => new ResponseValue.Choices([.. options.Select(Option)]),
        _ => value,
    };

    private static string Option(string name) => OptionNames.PlaceOf(name) is >= 0 and var place ? OptionNames.At(place) : name;
}
