using System.Collections.Immutable;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Definitions;

/// <summary>What kind of response a field takes.</summary>
public enum ResponseKind { SingleChoice, MultipleResponse, Numeric, ShortText, Essay }

/// <summary>
/// What a response to a field must look like to be stored, whatever the form drew: a few numbers read off the item, so that a save
/// needs neither the variant nor an allocation. It says nothing of right or wrong.
/// </summary>
/// <param name="OptionCount">Options shown; 0 when the field has none.</param>
/// <param name="MaxChoices">The most options that may be ticked.</param>
/// <param name="MaxLength">The most characters of a text.</param>
public readonly record struct ResponseShape(ResponseKind Kind, int OptionCount, int MaxChoices, int MaxLength)
{
    public const int MaxNumericLength = 200;
    public const int MaxEssayLength = 50_000;

    public static ResponseShape Of(Interaction interaction) => interaction switch
    {
        Interaction.SingleChoice single => new(ResponseKind.SingleChoice, single.Options.Length, 1, 0),
        Interaction.MultipleResponse multiple => Multiple(multiple.Options.Length, multiple.MaxChoices),
        Interaction.Numeric => new(ResponseKind.Numeric, 0, 0, MaxNumericLength),
        Interaction.ShortText text => new(ResponseKind.ShortText, 0, 0, text.MaxLength),
        Interaction.Essay => new(ResponseKind.Essay, 0, 0, MaxEssayLength),
        _ => throw new InvalidOperationException($"Unknown interaction {interaction.GetType().Name}."),
    };

    public static ResponseShape Of(InteractionVariant interaction) => interaction switch
    {
        InteractionVariant.SingleChoice single => new(ResponseKind.SingleChoice, single.Options.Length, 1, 0),
        InteractionVariant.MultipleResponse multiple => Multiple(multiple.Options.Length, multiple.MaxChoices),
        InteractionVariant.Numeric => new(ResponseKind.Numeric, 0, 0, MaxNumericLength),
        InteractionVariant.ShortText text => new(ResponseKind.ShortText, 0, 0, text.Key.MaxLength),
        InteractionVariant.Essay => new(ResponseKind.Essay, 0, 0, MaxEssayLength),
        _ => throw new InvalidOperationException($"Unknown interaction {interaction.GetType().Name}."),
    };

    /// <summary>The shape of the item's field so called; null when there is none.</summary>
    public static ResponseShape? Of(Item item, string fieldId)
    {
        foreach (var field in item.Fields)
        {
            if (field.Id == fieldId)
                return Of(field.Interaction);
        }
        return null;
    }

    /// <summary>
    /// Null when the response may be stored; otherwise <c>response.wrong-kind</c>, <c>response.unknown-option</c>,
    /// <c>response.repeated-option</c>, <c>response.too-many-choices</c> or <c>response.too-long</c>. Blank may always be stored.
    /// </summary>
    public Refusal? Accepts(ResponseValue value) => value switch
    {
        ResponseValue.Blank => null,
        ResponseValue.Choices choices => Kind is ResponseKind.SingleChoice or ResponseKind.MultipleResponse ? AcceptsChoices(choices.Options) : WrongKind,
        ResponseValue.Text text => Kind is ResponseKind.SingleChoice or ResponseKind.MultipleResponse ? WrongKind : AcceptsText(text.Value),
        _ => throw new InvalidOperationException($"Unknown response {value.GetType().Name}."),
    };

    private static ResponseShape Multiple(int options, int maxChoices) =>
        new(ResponseKind.MultipleResponse, options, maxChoices > 0 ? Math.Min(maxChoices, options) : options, 0);

    private static Refusal WrongKind => new("response.wrong-kind", "The field takes another kind of response.");

    private Refusal? AcceptsChoices(ImmutableArray<string> names)
    {
        if (names.IsDefault)
            return WrongKind;
        var seen = 0u;
        foreach (var name in names)
        {
            var place = name is null ? -1 : OptionNames.PlaceOf(name);
            if (place < 0 || place >= OptionCount)
                return new("response.unknown-option", "There is no such option.");
            if ((seen & (1u << place)) != 0)
                return new("response.repeated-option", "An option is named twice.");
            seen |= 1u << place;
        }
        return names.Length > MaxChoices ? new("response.too-many-choices", $"At most {MaxChoices} may be chosen.") : null;
    }

    private Refusal? AcceptsText(string? text) => text is null
        ? WrongKind
        : text.Length > MaxLength ? new("response.too-long", $"At most {MaxLength} characters fit here.") : null;
}
