using System.Globalization;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Web.Kernel;

namespace ExamEngine.Web.Sessions;

/// <summary>
/// The shape of what a browser sends, checked before a grain is asked. Whether an entry makes sense in its session is the
/// grain's to say; these limits only keep nonsense and excess out.
/// </summary>
internal static class EntryRules
{
    public const int MostEntries = 200;
    public const int LongestField = 64;
    public const int LongestText = 50_000;
    public const int LongestNote = 2_000;
    public const int MostChoices = 100;

    /// <summary>Null when all is well; allocates nothing then.</summary>
    public static Problem? Check(ImmutableArray<Entry> entries)
    {
        if (entries.IsDefaultOrEmpty)
            return new Problem(ProblemCodes.Invalid, "There are no entries.", "entries");
        if (entries.Length > MostEntries)
            return new Problem(ProblemCodes.TooMany, string.Create(CultureInfo.InvariantCulture, $"At most {MostEntries} entries at once."), "entries");

        for (var i = 0; i < entries.Length; i++)
        {
            if (Check(entries[i], i) is { } problem)
                return problem;
        }

        return null;
    }

    public static Problem? Names(Guid value, string what) =>
        value == Guid.Empty ? new Problem(ProblemCodes.Invalid, $"{what} is missing.", what) : null;

    private static Problem? Check(Entry? entry, int index) => entry switch
    {
        null => Invalid(index, "", "An entry is missing."),
        { CommandId: var id } when id == Guid.Empty => Invalid(index, ".commandId", "commandId is missing."),
        { Seq: < 1 } => Invalid(index, ".seq", "seq counts from 1."),
        { Item: < 1 } => Invalid(index, ".item", "Items count from 1."),
        Entry.Answer answer => Check(answer, index),
        Entry.Note { Text: null } => Invalid(index, ".text", "text is missing."),
        Entry.Note { Text.Length: > LongestNote } => TooLong(index, ".text", LongestNote),
        _ => null,
    };

    private static Problem? Check(Entry.Answer answer, int index)
    {
        if (string.IsNullOrEmpty(answer.Field))
            return Invalid(index, ".field", "field is missing.");
        if (answer.Field.Length > LongestField)
            return TooLong(index, ".field", LongestField);
        if (answer.Value is not { } value)
            return Invalid(index, ".value", "value is missing.");
        if (value.Text is { Length: > LongestText })
            return TooLong(index, ".value.text", LongestText);
        if (value.Choices is not { } choices)
            return null;
        if (choices.IsDefault || value.Text is not null)
            return Invalid(index, ".value", "Either choices or text.");
        if (choices.Length > MostChoices)
            return new Problem(ProblemCodes.TooMany, "Too many choices.", Where(index, ".value.choices"));

        foreach (var choice in choices)
        {
            if (string.IsNullOrEmpty(choice) || choice.Length > LongestField)
                return Invalid(index, ".value.choices", "A choice is not the name of an option.");
        }

        return null;
    }

    private static Problem Invalid(int index, string place, string message) => new(ProblemCodes.Invalid, message, Where(index, place));

    private static Problem TooLong(int index, string place, int most) =>
        new(ProblemCodes.TooLong, string.Create(CultureInfo.InvariantCulture, $"At most {most} characters."), Where(index, place));

    private static string Where(int index, string place) => string.Create(CultureInfo.InvariantCulture, $"entries[{index}]{place}");
}
