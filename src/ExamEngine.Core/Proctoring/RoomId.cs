using System.Globalization;

namespace ExamEngine.Core.Proctoring;

/// <summary>What a set of rooms is for: one window, or one exam whose learners are registered without one.</summary>
public abstract record RoomScope
{
    private const int LongestId = 64;

    private RoomScope() { }

    public sealed record OfWindow(string Window) : RoomScope;

    public sealed record OfExam(string Exam) : RoomScope;

    /// <summary>From <c>w~WINDOW</c> or <c>e~EXAM</c>; null when it is neither.</summary>
    public static RoomScope? Parse(string text) => text switch
    {
        ['w', '~', .. var window] when IsId(window) => new OfWindow(window),
        ['e', '~', .. var exam] when IsId(exam) => new OfExam(exam),
        _ => null,
    };

    public sealed override string ToString() => this switch
    {
        OfWindow scope => $"w~{scope.Window}",
        OfExam scope => $"e~{scope.Exam}",
        _ => throw new InvalidOperationException($"Unknown scope {GetType().Name}."),
    };

    private static bool IsId(string id) =>
        id.Length is >= 1 and <= LongestId && char.IsAsciiLetterOrDigit(id[0]) && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}

/// <summary>One room of a scope: <c>w~WINDOW~3</c>.</summary>
/// <param name="Number">1, 2, 3 … up to <see cref="RoomsRules.MostRooms"/>.</param>
public sealed record RoomId(RoomScope Scope, int Number)
{
    /// <summary>Null when it is no room's id. There is one way to write each: no zeros in front.</summary>
    public static RoomId? Parse(string text)
    {
        var cut = text.LastIndexOf('~');
        return cut > 1 && cut + 1 < text.Length && RoomScope.Parse(text[..cut]) is { } scope
            && text[cut + 1] is >= '1' and <= '9'
            && int.TryParse(text.AsSpan(cut + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= RoomsRules.MostRooms
            ? new(scope, number)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Scope}~{Number}");
}
